import type { Cluster, Deployment, Failure, Service, Tag, TaskDefinition, TaskSet } from "@aws-sdk/client-ecs";
import type { ClassName } from "../../../policies/aws/kinds";
import { UNKNOWN, type Unknown } from "../../../policies/unknown";
import type { Answer } from "../account";
import { ecsCalls as calls } from "../calls/ecs";
import { part } from "../found";
import { keyArn } from "../key-arn";
import { byLowerCaseNextToken } from "../paging";
import { forEach, listed, type Reading, type ServiceReader } from "../reader";

const serviceKinds = ["ecs.Service", "ecs.TaskSet"] as const satisfies readonly ClassName[];
const clusterKinds = ["ecs.Cluster"] as const satisfies readonly ClassName[];
const taskKinds = ["ecs.TaskDefinition"] as const satisfies readonly ClassName[];
/** What is known by the services: they may run other task definitions than the latest ones. */
const kindsOfServices = [...serviceKinds, ...taskKinds] as const;
const kindsOfClusters = [...clusterKinds, ...kindsOfServices] as const;

/**
 * Clusters with their services, and task definitions: the latest one of each family, and those that services still run. Others are history, and a task
 * that is started by one of them by hand or on a schedule is not seen.
 */
export const ecsReader: ServiceReader = {
  service: "ecs",
  calls,
  regional: true,
  kinds: [...clusterKinds, ...serviceKinds, ...taskKinds],
  mayGoUnseen: ["ecs.TaskDefinition"],
  read,
};

/** As many as DescribeClusters and DescribeServices take. Source: Amazon ECS API Reference. */
const clustersAtOnce = 100;
const servicesAtOnce = 10;

async function read(reading: Reading): Promise<void> {
  const [latest, running] = await Promise.all([readFamilies(reading), readClusters(reading)]);
  await Promise.all([...running].filter((arn) => !latest.has(arn)).map((arn) => readTaskDefinition(reading, arn)));
}

/** The latest task definition of each family; answers their ARNs. */
async function readFamilies(reading: Reading): Promise<ReadonlySet<string>> {
  const { account, region } = reading;
  const families = await account.list(
    region,
    calls.families,
    { status: "ACTIVE", maxResults: 100 },
    { items: (page) => page.families, next: byLowerCaseNextToken },
  );
  const read = await Promise.all(listed(reading, taskKinds, families).map((family) => readTaskDefinition(reading, family)));
  return new Set(read.flatMap((arn) => arn ?? []));
}

/** @param name an ARN, or a family for its latest one */
async function readTaskDefinition(reading: Reading, name: string): Promise<string | undefined> {
  const { account, region, found } = reading;
  const described = await account.ask(region, calls.taskDefinition, { taskDefinition: name, include: ["TAGS"] });
  const isArn = name.startsWith("arn:");
  const task = described.state === "read" ? described.value.taskDefinition : undefined;
  const arn = task?.taskDefinitionArn ?? (isArn ? name : `arn:${account.partition}:ecs:${region}:${account.id}:task-definition/${name}`);
  // An answer without what was asked for says nothing of it.
  const said = <Part>(select: (definition: TaskDefinition) => Part): Part | Unknown | undefined =>
    part(described, ({ taskDefinition: definition }) => (definition === undefined ? UNKNOWN : select(definition)));
  found.add({
    kind: "ecs.TaskDefinition",
    id: arn,
    region,
    inputs: {
      family: said((definition) => definition.family),
      containerDefinitions: said(({ containerDefinitions: containers }) =>
        containers === undefined ? UNKNOWN : JSON.stringify(containers),
      ),
      volumes: said((definition) => definition.volumes),
      networkMode: said((definition) => definition.networkMode),
      pidMode: said((definition) => definition.pidMode),
      ipcMode: said((definition) => definition.ipcMode),
      taskRoleArn: said((definition) => definition.taskRoleArn),
      executionRoleArn: said((definition) => definition.executionRoleArn),
      runtimePlatform: said((definition) => definition.runtimePlatform),
      requiresCompatibilities: said((definition) => definition.requiresCompatibilities),
      tags: part(described, ({ tags }) => tagsOfEcs(tags)),
    },
    outputs: { arn, ...(!isArn && { id: name }) },
    answers: [described],
  });
  return task?.taskDefinitionArn;
}

/** Clusters with their services; answers the ARNs of the task definitions that run. */
async function readClusters(reading: Reading): Promise<ReadonlySet<string>> {
  const { account, region } = reading;
  const answer = await account.list(
    region,
    calls.clusters,
    { maxResults: 100 },
    { items: (page) => page.clusterArns, next: byLowerCaseNextToken },
  );
  const running = new Set<string>();
  await forEach(inGroups(listed(reading, kindsOfClusters, answer), clustersAtOnce), async (clusters) => {
    const described = await account.ask(region, calls.clustersDescribed, { clusters, include: ["CONFIGURATIONS", "SETTINGS", "TAGS"] });
    if (described.state === "unread") reading.found.notListed(kindsOfClusters, region, described);
    if (described.state !== "read") return;
    noteFailures(reading, kindsOfClusters, calls.clustersDescribed.action, described.value.failures);
    await forEach(
      (described.value.clusters ?? []).filter(({ status }) => status !== "INACTIVE"),
      (cluster) => readCluster(reading, cluster, running),
    );
  });
  return running;
}

async function readCluster(reading: Reading, cluster: Cluster, running: Set<string>): Promise<void> {
  const { account, region, found } = reading;
  const { clusterArn: arn, clusterName: name } = cluster;
  if (arn === undefined || name === undefined) return;
  const execute = cluster.configuration?.executeCommandConfiguration;
  const storage = cluster.configuration?.managedStorageConfiguration;
  const urn = found.add({
    kind: "ecs.Cluster",
    id: arn,
    region,
    inputs: {
      name,
      settings: cluster.settings,
      configuration: {
        executeCommandConfiguration: execute && { ...execute, kmsKeyId: keyArn(reading, execute.kmsKeyId) },
        managedStorageConfiguration: storage && {
          kmsKeyId: keyArn(reading, storage.kmsKeyId),
          fargateEphemeralStorageKmsKeyId: keyArn(reading, storage.fargateEphemeralStorageKmsKeyId),
        },
      },
      tags: tagsOfEcs(cluster.tags),
    },
    outputs: { arn, id: arn, name },
  });
  const services = await account.list(
    region,
    calls.services,
    { cluster: arn, maxResults: 100 },
    { items: (page) => page.serviceArns, next: byLowerCaseNextToken },
  );
  await forEach(inGroups(listed(reading, kindsOfServices, services), servicesAtOnce), async (group) => {
    const described = await account.ask(region, calls.servicesDescribed, { cluster: arn, services: group, include: ["TAGS"] });
    if (described.state === "unread") found.notListed(kindsOfServices, region, described);
    if (described.state !== "read") return;
    noteFailures(reading, kindsOfServices, calls.servicesDescribed.action, described.value.failures);
    await forEach(
      (described.value.services ?? []).filter(({ status }) => status !== "INACTIVE"),
      (service) => readService(reading, service, urn, running),
    );
  });
}

/**
 * What a description leaves out: what is `MISSING` is gone, and of what it leaves out for another reason nobody knows.
 * Source: Amazon ECS Developer Guide, "Amazon ECS API failure reasons".
 */
function noteFailures({ found, region }: Reading, kinds: readonly ClassName[], action: string, failures: readonly Failure[] = []): void {
  for (const { reason = "no reason given" } of failures) if (reason !== "MISSING") found.notListed(kinds, region, { action, reason });
}

async function readService(reading: Reading, service: Service, clusterUrn: string, running: Set<string>): Promise<void> {
  const { account, region, found } = reading;
  const { serviceArn: arn, serviceName: name, clusterArn: cluster, taskSets = [], deployments = [] } = service;
  if (arn === undefined || name === undefined) return;
  for (const { taskDefinition } of [service, ...taskSets, ...deployments]) if (taskDefinition !== undefined) running.add(taskDefinition);
  const urn = found.add({
    kind: "ecs.Service",
    id: arn,
    region,
    inputs: {
      name,
      cluster,
      taskDefinition: service.taskDefinition,
      launchType: service.launchType,
      platformVersion: service.platformVersion,
      enableExecuteCommand: service.enableExecuteCommand,
      networkConfiguration: networkOf(service),
      loadBalancers: balancersOf(service),
      serviceConnectConfiguration: serviceConnectOf(deployments),
      tags: tagsOfEcs(service.tags),
    },
    outputs: { arn, id: arn, name },
    refersTo: { cluster: clusterUrn },
  });
  if (taskSets.length === 0) return;
  // DescribeServices tells the tags of the service only. Source: Amazon ECS API Reference, DescribeServices and DescribeTaskSets, `include`.
  const described = await account.ask(region, calls.taskSets, { cluster, service: arn, include: ["TAGS"] });
  for (const taskSet of taskSets) {
    const tags = part(described, (answer) => {
      const own = answer.taskSets?.find(({ taskSetArn }) => taskSetArn === taskSet.taskSetArn);
      return own ? tagsOfEcs(own.tags) : UNKNOWN;
    });
    addTaskSet(reading, taskSet, { tags, answers: [described], refersTo: { cluster: clusterUrn, service: urn } });
  }
}

interface TaskSetParts {
  readonly tags: unknown;
  readonly answers: readonly Answer<unknown>[];
  readonly refersTo: Readonly<Record<string, string>>;
}

function addTaskSet({ region, found }: Reading, taskSet: TaskSet, { tags, answers, refersTo }: TaskSetParts): void {
  const { taskSetArn: arn, id = "", serviceArn: service, clusterArn: cluster, taskDefinition } = taskSet;
  if (arn === undefined) return;
  found.add({
    kind: "ecs.TaskSet",
    id: arn,
    region,
    inputs: {
      service,
      cluster,
      taskDefinition,
      launchType: taskSet.launchType,
      platformVersion: taskSet.platformVersion,
      networkConfiguration: networkOf(taskSet),
      loadBalancers: taskSet.loadBalancers,
      tags,
    },
    outputs: { arn, id },
    answers,
    refersTo,
  });
}

function networkOf({ networkConfiguration: network }: Pick<Service, "networkConfiguration">) {
  const vpc = network?.awsvpcConfiguration;
  return vpc && { subnets: vpc.subnets, securityGroups: vpc.securityGroups, assignPublicIp: vpc.assignPublicIp === "ENABLED" };
}

function balancersOf({ loadBalancers }: Service) {
  return loadBalancers?.map(({ loadBalancerName: elbName, targetGroupArn, containerName, containerPort, advancedConfiguration }) => ({
    elbName,
    targetGroupArn,
    containerName,
    containerPort,
    advancedConfiguration: advancedConfiguration && { alternateTargetGroupArn: advancedConfiguration.alternateTargetGroupArn },
  }));
}

/** As the deployment has it that is to stay. Source: Amazon ECS API Reference, Deployment, `status` and `serviceConnectConfiguration`. */
function serviceConnectOf(deployments: readonly Deployment[]) {
  const connect = deployments.find(({ status }) => status === "PRIMARY")?.serviceConnectConfiguration;
  return (
    connect && {
      enabled: connect.enabled === true,
      namespace: connect.namespace,
      services: connect.services?.map(({ portName, discoveryName, tls }) => ({ portName, discoveryName, tls })),
    }
  );
}

function inGroups<Item>(items: readonly Item[], size: number): readonly Item[][] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, group) => items.slice(group * size, (group + 1) * size));
}

/** Amazon ECS writes the fields of tags in lower case. */
function tagsOfEcs(tags: readonly Tag[] | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries((tags ?? []).flatMap(({ key, value }) => (key === undefined ? [] : [[key, value ?? ""]])));
}
