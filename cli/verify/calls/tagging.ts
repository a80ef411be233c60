import { GetResourcesCommand, ResourceGroupsTaggingAPIClient } from "@aws-sdk/client-resource-groups-tagging-api";
import { service } from "../call";

const tagging = service("tagging", (configuration) => new ResourceGroupsTaggingAPIClient(configuration));

export const taggingCalls = {
  resources: tagging.read("tag:GetResources", GetResourcesCommand),
} as const;
