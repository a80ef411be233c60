// What no emulator has of ECR and ECS: sessions in containers, deployments by others, long lists, refusals.
import {
  DescribeRepositoriesCommand,
  DescribeRepositoryCreationTemplatesCommand,
  ECRClient,
  GetRegistryPolicyCommand,
  GetRegistryScanningConfigurationCommand,
  GetRepositoryPolicyCommand,
  ListTagsForResourceCommand,
} from "@aws-sdk/client-ecr";
import {
  type Cluster,
  DescribeClustersCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTaskSetsCommand,
  ECSClient,
  ListClustersCommand,
  ListServicesCommand,
  ListTaskDefinitionFamiliesCommand,
  type Service,
} from "@aws-sdk/client-ecs";
import { mockClient } from "aws-sdk-client-mock";
import type { ServiceReader } from "../../../cli/verify/reader";
import { ecrReader } from "../../../cli/verify/readers/ecr";
import { ecsReader } from "../../../cli/verify/readers/ecs";
import { isUnknown } from "../../../policies/unknown";
import { accountId, region } from "../clinic-account";
import { verdictOn } from "../live";
import { readBy } from "./read-by";

const denied = Object.assign(new Error("not authorized"), { name: "AccessDeniedException" });
const failing = (name: string) => Object.assign(new Error(name), { name });
const key = `arn:aws:kms:${region}:${accountId}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const ecsArn = (resource: string) => `arn:aws:ecs:${region}:${accountId}:${resource}`;

describe("ECS, with answers written by hand after AWS's documents", () => {
  const ecs = mockClient(ECSClient);
  const cluster: Cluster = { clusterArn: ecsArn("cluster/clinic"), clusterName: "clinic", status: "ACTIVE" };
  const service: Service = {
    serviceArn: ecsArn("service/clinic/portal"),
    serviceName: "portal",
    clusterArn: ecsArn("cluster/clinic"),
    status: "ACTIVE",
    taskDefinition: ecsArn("task-definition/portal:3"),
    platformVersion: "LATEST",
  };
  const latest = { family: "portal", taskDefinitionArn: ecsArn("task-definition/portal:3"), containerDefinitions: [] };
  beforeEach(() => {
    ecs.reset();
    ecs.on(ListClustersCommand).resolves({ clusterArns: [ecsArn("cluster/clinic")] });
    ecs.on(DescribeClustersCommand).resolves({ clusters: [cluster] });
    ecs.on(ListServicesCommand).resolves({ serviceArns: [ecsArn("service/clinic/portal")] });
    ecs.on(DescribeServicesCommand).resolves({ services: [service] });
    ecs.on(ListTaskDefinitionFamiliesCommand).resolves({ families: ["portal"] });
    ecs.on(DescribeTaskDefinitionCommand).resolves({ taskDefinition: latest });
    ecs.on(DescribeTaskSetsCommand).resolves({ taskSets: [] });
  });
  afterAll(() => ecs.restore());
  const read = () => readBy({ accountId, region }, ecsReader);
  const ofKind = ({ found }: Awaited<ReturnType<typeof read>>, kind: string) =>
    found.resources.filter(({ type }) => type.endsWith(`:${kind}`));

  test("sessions in containers that nobody records, and those that are kept under a key", async () => {
    ecs.on(DescribeServicesCommand).resolves({ services: [{ ...service, enableExecuteCommand: true }] });
    ecs.on(DescribeClustersCommand).resolves({
      clusters: [{ ...cluster, configuration: { executeCommandConfiguration: { logging: "NONE" } } }],
    });
    expect(verdictOn((await read()).run, "ecs-exec-logged-encrypted", "service/clinic/portal")).toBe("fail");
    ecs.on(DescribeClustersCommand).resolves({
      clusters: [
        {
          ...cluster,
          configuration: {
            executeCommandConfiguration: {
              logging: "OVERRIDE",
              kmsKeyId: "1234abcd-12ab-34cd-56ef-1234567890ab",
              logConfiguration: { cloudWatchLogGroupName: "sessions", cloudWatchEncryptionEnabled: true },
            },
          },
        },
      ],
    });
    const kept = await read();
    expect(ofKind(kept, "Cluster")[0]?.inputs).toMatchObject({ configuration: { executeCommandConfiguration: { kmsKeyId: key } } });
    // Of the key it is open whose it is: no reader of KMS was asked.
    expect(verdictOn(kept.run, "ecs-exec-logged-encrypted", "service/clinic/portal")).not.toBe("fail");
  });

  test("what Service Connect carries in plain text, as the deployment has it that is to stay", async () => {
    const connect = (tls: object) => ({ enabled: true, services: [{ portName: "web", ...tls }] });
    const deployments = (tls: object) => [
      { status: "ACTIVE", serviceConnectConfiguration: connect({ tls: { issuerCertificateAuthority: {} } }) },
      { status: "PRIMARY", serviceConnectConfiguration: connect(tls) },
    ];
    ecs.on(DescribeServicesCommand).resolves({ services: [{ ...service, deployments: deployments({}) }] });
    expect(verdictOn((await read()).run, "ecs-service-connect-tls", "service/clinic/portal")).toBe("fail");
    const tls = {
      tls: { issuerCertificateAuthority: { awsPcaAuthorityArn: "arn:aws:acm-pca:us-east-1:123456789012:certificate-authority/1" } },
    };
    ecs.on(DescribeServicesCommand).resolves({ services: [{ ...service, deployments: deployments(tls) }] });
    expect(verdictOn((await read()).run, "ecs-service-connect-tls", "service/clinic/portal")).toBe("pass");
  });

  test("task sets that another service deploys have their own addresses and task definitions", async () => {
    const taskSet = {
      id: "ecs-svc/1",
      taskSetArn: ecsArn("task-set/clinic/portal/ecs-svc/1"),
      taskDefinition: ecsArn("task-definition/portal:2"),
      networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-1"], assignPublicIp: "ENABLED" as const } },
    };
    ecs.on(DescribeServicesCommand).resolves({ services: [{ ...service, taskSets: [taskSet] }] });
    ecs.on(DescribeTaskSetsCommand).resolves({ taskSets: [taskSet] });
    ecs
      .on(DescribeTaskDefinitionCommand, { taskDefinition: ecsArn("task-definition/portal:2") })
      .resolves({ taskDefinition: { ...latest, taskDefinitionArn: ecsArn("task-definition/portal:2") } });
    const found = await read();
    expect(verdictOn(found.run, "ecs-no-public-ip", taskSet.taskSetArn)).toBe("fail");
    expect(ofKind(found, "TaskDefinition").map(({ name }) => name)).toEqual([
      ecsArn("task-definition/portal:3"),
      ecsArn("task-definition/portal:2"),
    ]);
    // The one that is the latest and runs is asked for once.
    expect(ecs.commandCalls(DescribeTaskDefinitionCommand)).toHaveLength(2);
  });

  test("the tags of a task set, which only DescribeTaskSets tells", async () => {
    const taskSet = {
      id: "ecs-svc/1",
      taskSetArn: ecsArn("task-set/clinic/portal/ecs-svc/1"),
      taskDefinition: ecsArn("task-definition/portal:3"),
      networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-1"], assignPublicIp: "ENABLED" as const } },
    };
    ecs.on(DescribeServicesCommand).resolves({ services: [{ ...service, taskSets: [taskSet] }] });
    ecs.on(DescribeTaskSetsCommand).resolves({ taskSets: [{ ...taskSet, tags: [{ key: "DataClassification", value: "public" }] }] });
    expect(verdictOn((await read()).run, "ecs-no-public-ip", taskSet.taskSetArn)).toBe("not-applicable");
    ecs.on(DescribeTaskSetsCommand).rejects(denied);
    expect(verdictOn((await read()).run, "ecs-no-public-ip", taskSet.taskSetArn)).toBe("undetermined");
  });

  test("what the containers hold goes out by load balancers of task sets, and by the second target group of a blue/green deployment", async () => {
    const groupArn = (name: string) => `arn:aws:elasticloadbalancing:${region}:${accountId}:targetgroup/${name}/0123456789abcdef`;
    const taskSet = {
      id: "ecs-svc/1",
      taskSetArn: ecsArn("task-set/clinic/portal/ecs-svc/1"),
      serviceArn: service.serviceArn,
      taskDefinition: ecsArn("task-definition/portal:3"),
      loadBalancers: [{ targetGroupArn: groupArn("green"), containerName: "application", containerPort: 80 }],
    };
    const { taskDefinition: _, ...deployedElsewhere } = service;
    ecs.on(DescribeServicesCommand).resolves({
      services: [
        {
          ...deployedElsewhere,
          taskSets: [taskSet],
          loadBalancers: [
            { targetGroupArn: groupArn("blue"), advancedConfiguration: { alternateTargetGroupArn: groupArn("alternate") } },
            { loadBalancerName: "classic" },
          ],
        },
      ],
    });
    ecs.on(DescribeTaskSetsCommand).resolves({ taskSets: [taskSet] });
    ecs.on(DescribeTaskDefinitionCommand).resolves({ taskDefinition: latest, tags: [{ key: "DataClassification", value: "ephi" }] });
    const groups: ServiceReader = {
      service: "elasticloadbalancing",
      calls: {},
      regional: true,
      kinds: ["lb.TargetGroup", "elb.LoadBalancer"],
      async read({ found }) {
        for (const name of ["blue", "green", "alternate"])
          found.add({ kind: "lb.TargetGroup", id: groupArn(name), region, inputs: { name }, outputs: { arn: groupArn(name) } });
        found.add({
          kind: "elb.LoadBalancer",
          id: "loadbalancer/classic",
          region,
          inputs: { name: "classic" },
          outputs: { id: "classic" },
        });
      },
    };
    const { run } = await readBy({ accountId, region }, ecsReader, groups);
    const shortName = (urn: string) => /(?:service|task-set|task-definition|targetgroup|loadbalancer)\/.+$/.exec(urn)?.[0];
    expect(run.flows.map(({ from, to }) => `${shortName(from)} -> ${shortName(to)}`).sort()).toEqual([
      "service/clinic/portal -> loadbalancer/classic",
      "service/clinic/portal -> targetgroup/alternate/0123456789abcdef",
      "service/clinic/portal -> targetgroup/blue/0123456789abcdef",
      "task-definition/portal:3 -> task-set/clinic/portal/ecs-svc/1",
      "task-set/clinic/portal/ecs-svc/1 -> service/clinic/portal",
      "task-set/clinic/portal/ecs-svc/1 -> targetgroup/green/0123456789abcdef",
    ]);
  });

  test("an answer without a task definition, or without its containers, proves nothing", async () => {
    const arn = ecsArn("task-definition/portal:3");
    for (const answer of [{}, { taskDefinition: { family: "portal", taskDefinitionArn: arn } }]) {
      ecs.on(DescribeTaskDefinitionCommand).resolves(answer);
      const { run } = await read();
      for (const rule of ["ecs-container-hardening", "ecs-container-logging", "ecs-no-plain-secrets"])
        expect([rule, verdictOn(run, rule, arn)]).toEqual([rule, "undetermined"]);
    }
  });

  test("services are described ten at a time, and what is gone is left out", async () => {
    const arns = Array.from({ length: 25 }, (_, index) => ecsArn(`service/clinic/service-${index}`));
    ecs
      .on(ListServicesCommand)
      .resolves({ serviceArns: arns.slice(0, 20), nextToken: "two" })
      .on(ListServicesCommand, { nextToken: "two" }, false)
      .resolves({ serviceArns: arns.slice(20) });
    ecs.on(DescribeServicesCommand).callsFake(({ services }: { readonly services: readonly string[] }) => ({
      services: services.map((serviceArn, index) => ({
        ...service,
        serviceArn,
        serviceName: serviceArn.split("/").at(-1),
        status: index === 0 ? "INACTIVE" : "ACTIVE",
      })),
    }));
    const found = await read();
    expect(ecs.commandCalls(DescribeServicesCommand).map(({ args }) => args[0].input.services?.length)).toEqual([10, 10, 5]);
    expect(ofKind(found, "Service")).toHaveLength(22);
  });

  test("what may not be described is open, and what may not be listed may be there", async () => {
    ecs.on(DescribeTaskDefinitionCommand).rejects(denied);
    const undescribed = await read();
    expect(ofKind(undescribed, "TaskDefinition").every(({ inputs }) => isUnknown(inputs.containerDefinitions))).toBe(true);
    expect(verdictOn(undescribed.run, "ecs-container-hardening", ecsArn("task-definition/portal:3"))).toBe("undetermined");
    ecs.on(DescribeServicesCommand).rejects(denied);
    const { found } = await read();
    // A service may run another task definition than the latest one of its family.
    expect(found.unlisted).toMatchObject([
      { kinds: ["ecs.Service", "ecs.TaskSet", "ecs.TaskDefinition"], where: region, action: "ecs:DescribeServices" },
    ]);
  });

  test("of what a description leaves out for another reason than that it is gone, nobody knows", async () => {
    const failures = (reason: string) => [{ arn: ecsArn("service/clinic/portal"), reason, detail: "of portal" }];
    ecs.on(DescribeServicesCommand).resolves({ services: [], failures: failures("MISSING") });
    expect((await read()).found.unlisted).toEqual([]);
    ecs.on(DescribeServicesCommand).resolves({ services: [], failures: failures("ACCESS_DENIED") });
    expect((await read()).found.unlisted).toMatchObject([{ action: "ecs:DescribeServices", reason: "ACCESS_DENIED" }]);
    ecs.on(DescribeClustersCommand).resolves({ clusters: [], failures: failures("ACCESS_DENIED") });
    expect((await read()).found.unlisted).toMatchObject([{ action: "ecs:DescribeClusters", reason: "ACCESS_DENIED" }]);
  });
});

describe("ECR, with answers written by hand after AWS's documents", () => {
  const ecr = mockClient(ECRClient);
  const arn = `arn:aws:ecr:${region}:${accountId}:repository/portal`;
  beforeEach(() => {
    ecr.reset();
    ecr.on(DescribeRepositoriesCommand).resolves({ repositories: [{ repositoryArn: arn, repositoryName: "portal" }] });
    ecr.on(GetRepositoryPolicyCommand).rejects(failing("RepositoryPolicyNotFoundException"));
    ecr.on(GetRegistryPolicyCommand).rejects(failing("RegistryPolicyNotFoundException"));
    ecr.on(ListTagsForResourceCommand).resolves({ tags: [] });
    ecr.on(GetRegistryScanningConfigurationCommand).resolves({ scanningConfiguration: { scanType: "BASIC", rules: [] } });
    ecr.on(DescribeRepositoryCreationTemplatesCommand).resolves({ repositoryCreationTemplates: [] });
  });
  afterAll(() => ecr.restore());
  const read = () => readBy({ accountId, region }, ecrReader);

  test("a policy that may not be read leaves open whom it lets in, and one that is not there lets nobody in", async () => {
    expect(verdictOn((await read()).run, "ecr-not-public", `RepositoryPolicy::${arn}`)).toBe("not-applicable");
    ecr.on(GetRepositoryPolicyCommand).rejects(denied);
    expect(verdictOn((await read()).run, "ecr-not-public", `RepositoryPolicy::${arn}`)).toBe("undetermined");
  });

  test("what the registry scans, and that it may not be read", async () => {
    expect(verdictOn((await read()).run, "ecr-scan", arn)).toBe("fail");
    ecr.on(GetRegistryScanningConfigurationCommand).rejects(denied);
    expect(verdictOn((await read()).run, "ecr-scan", arn)).toBe("undetermined");
    ecr.on(GetRegistryScanningConfigurationCommand).resolves({
      scanningConfiguration: {
        scanType: "ENHANCED",
        rules: [{ scanFrequency: "CONTINUOUS_SCAN", repositoryFilters: [{ filter: "*", filterType: "WILDCARD" }] }],
      },
    });
    expect(verdictOn((await read()).run, "ecr-scan", arn)).toBe("pass");
  });

  test("enhanced scanning without a rule scans nothing", async () => {
    ecr.on(GetRegistryScanningConfigurationCommand).resolves({ scanningConfiguration: { scanType: "ENHANCED", rules: [] } });
    expect(verdictOn((await read()).run, "ecr-scan", arn)).toBe("fail");
  });

  test("a template that gives new repositories to everyone", async () => {
    const repositoryPolicy = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: "*", Action: "ecr:BatchGetImage" }],
    });
    ecr
      .on(DescribeRepositoryCreationTemplatesCommand)
      .resolves({ repositoryCreationTemplates: [{ prefix: "team", appliedFor: ["PULL_THROUGH_CACHE"], repositoryPolicy }] });
    expect(verdictOn((await read()).run, "ecr-not-public", `${accountId}/${region}/team`)).toBe("fail");
  });
});
