import {
  DescribeClustersCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTaskSetsCommand,
  ECSClient,
  ListClustersCommand,
  ListServicesCommand,
  ListTaskDefinitionFamiliesCommand,
} from "@aws-sdk/client-ecs";
import { service } from "../call";

const ecs = service("ecs", (configuration) => new ECSClient(configuration));

export const ecsCalls = {
  clusters: ecs.read("ecs:ListClusters", ListClustersCommand),
  clustersDescribed: ecs.read("ecs:DescribeClusters", DescribeClustersCommand),
  services: ecs.read("ecs:ListServices", ListServicesCommand),
  servicesDescribed: ecs.read("ecs:DescribeServices", DescribeServicesCommand),
  taskSets: ecs.read("ecs:DescribeTaskSets", DescribeTaskSetsCommand),
  families: ecs.read("ecs:ListTaskDefinitionFamilies", ListTaskDefinitionFamiliesCommand),
  taskDefinition: ecs.read("ecs:DescribeTaskDefinition", DescribeTaskDefinitionCommand),
} as const;
