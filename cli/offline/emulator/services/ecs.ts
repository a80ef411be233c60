import {
  CreateClusterCommand,
  CreateServiceCommand,
  DeleteClusterCommand,
  DeleteServiceCommand,
  DeregisterTaskDefinitionCommand,
  DescribeClustersCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
  UpdateServiceCommand,
} from "@aws-sdk/client-ecs";
import type { PropertiesOf } from "../../../../policies/reader";
import { service } from "../emulator";
import { emulated } from "../kind";

const ecs = service((configuration) => new ECSClient(configuration));

/** Amazon ECS writes the fields of tags in lower case. */
function tagsOf(tags: Readonly<Record<string, string>>): readonly { readonly key: string; readonly value: string }[] {
  return Object.entries(tags).map(([key, value]) => ({ key, value }));
}

const cluster = emulated("ecs.Cluster", {
  async create(making) {
    const { name: clusterName, settings, configuration } = making.inputs;
    const { cluster: made } = await ecs(making, CreateClusterCommand, { clusterName, settings, configuration, tags: tagsOf(making.tags) });
    return { id: made?.clusterArn ?? "", outputs: { arn: made?.clusterArn } };
  },
  async read(standing) {
    const { clusters: [own] = [] } = await ecs(standing, DescribeClustersCommand, { clusters: [standing.id] });
    return own && own.status !== "INACTIVE" ? {} : undefined;
  },
  delete: (standing) => ecs(standing, DeleteClusterCommand, { cluster: standing.id }),
});

const taskDefinition = emulated("ecs.TaskDefinition", {
  async create(making) {
    const { containerDefinitions, family, volumes, tags: _, ...rest } = making.inputs;
    const { taskDefinition: made } = await ecs(making, RegisterTaskDefinitionCommand, {
      family,
      containerDefinitions: JSON.parse(containerDefinitions),
      volumes: volumes?.map(({ hostPath, ...volume }) => ({
        ...volume,
        host: hostPath === undefined ? undefined : { sourcePath: hostPath },
      })),
      networkMode: rest.networkMode,
      requiresCompatibilities: rest.requiresCompatibilities,
      cpu: rest.cpu,
      memory: rest.memory,
      executionRoleArn: rest.executionRoleArn,
      taskRoleArn: rest.taskRoleArn,
      runtimePlatform: rest.runtimePlatform,
      pidMode: rest.pidMode,
      ipcMode: rest.ipcMode,
      tags: tagsOf(making.tags),
    });
    return { id: family, outputs: { arn: made?.taskDefinitionArn, revision: made?.revision } };
  },
  async read(standing) {
    await ecs(standing, DescribeTaskDefinitionCommand, { taskDefinition: standing.id });
    return {};
  },
  async delete(standing) {
    const { taskDefinition: latest } = await ecs(standing, DescribeTaskDefinitionCommand, { taskDefinition: standing.id });
    await ecs(standing, DeregisterTaskDefinitionCommand, { taskDefinition: latest?.taskDefinitionArn });
  },
});

function settingsOf(inputs: PropertiesOf<"ecs.Service">) {
  const { networkConfiguration: network } = inputs;
  return {
    cluster: inputs.cluster,
    taskDefinition: inputs.taskDefinition,
    desiredCount: inputs.desiredCount,
    platformVersion: inputs.platformVersion,
    enableExecuteCommand: inputs.enableExecuteCommand,
    networkConfiguration: network && {
      awsvpcConfiguration: {
        subnets: network.subnets,
        securityGroups: network.securityGroups,
        assignPublicIp: network.assignPublicIp === true ? "ENABLED" : "DISABLED",
      },
    },
  };
}

const ecsService = emulated("ecs.Service", {
  async create(making) {
    const { name: serviceName, launchType, loadBalancers } = making.inputs;
    const { service: made } = await ecs(making, CreateServiceCommand, {
      ...settingsOf(making.inputs),
      serviceName,
      launchType,
      loadBalancers,
      tags: tagsOf(making.tags),
    });
    return { id: made?.serviceArn ?? "", outputs: { arn: made?.serviceArn } };
  },
  async read(standing) {
    const { cluster: clusterArn, networkConfiguration } = standing.inputs;
    const { services: [own] = [] } = await ecs(standing, DescribeServicesCommand, { cluster: clusterArn, services: [standing.id] });
    if (!own || own.status === "INACTIVE") return undefined;
    const assigned = own.networkConfiguration?.awsvpcConfiguration?.assignPublicIp;
    return { ...(networkConfiguration && assigned && { networkConfiguration: { assignPublicIp: assigned === "ENABLED" } }) };
  },
  update: (standing) => ecs(standing, UpdateServiceCommand, { ...settingsOf(standing.inputs), service: standing.id }),
  delete: ({ inputs, ...standing }) => ecs(standing, DeleteServiceCommand, { cluster: inputs.cluster, service: standing.id, force: true }),
});

export const ecsKinds = [cluster, taskDefinition, ecsService];
