import {
  DescribeRepositoriesCommand,
  DescribeRepositoryCreationTemplatesCommand,
  ECRClient,
  GetRegistryPolicyCommand,
  GetRegistryScanningConfigurationCommand,
  GetRepositoryPolicyCommand,
  ListTagsForResourceCommand,
} from "@aws-sdk/client-ecr";
import { service } from "../call";

const ecr = service("ecr", (configuration) => new ECRClient(configuration));

export const ecrCalls = {
  repositories: ecr.read("ecr:DescribeRepositories", DescribeRepositoriesCommand),
  repositoryPolicy: ecr.read("ecr:GetRepositoryPolicy", GetRepositoryPolicyCommand),
  tags: ecr.read("ecr:ListTagsForResource", ListTagsForResourceCommand),
  registryPolicy: ecr.read("ecr:GetRegistryPolicy", GetRegistryPolicyCommand),
  registryScanning: ecr.read("ecr:GetRegistryScanningConfiguration", GetRegistryScanningConfigurationCommand),
  templates: ecr.read("ecr:DescribeRepositoryCreationTemplates", DescribeRepositoryCreationTemplatesCommand),
} as const;
