import {
  CloudFrontClient,
  GetDistributionConfigCommand,
  GetVpcOriginCommand,
  ListDistributionsCommand,
  ListResponseHeadersPoliciesCommand,
  ListTagsForResourceCommand,
  ListVpcOriginsCommand,
} from "@aws-sdk/client-cloudfront";
import { service } from "../call";

const cloudfront = service("cloudfront", (configuration) => new CloudFrontClient(configuration));

export const cloudfrontCalls = {
  distributions: cloudfront.read("cloudfront:ListDistributions", ListDistributionsCommand),
  distribution: cloudfront.read("cloudfront:GetDistributionConfig", GetDistributionConfigCommand),
  tags: cloudfront.read("cloudfront:ListTagsForResource", ListTagsForResourceCommand),
  responseHeadersPolicies: cloudfront.read("cloudfront:ListResponseHeadersPolicies", ListResponseHeadersPoliciesCommand),
  vpcOrigins: cloudfront.read("cloudfront:ListVpcOrigins", ListVpcOriginsCommand),
  vpcOrigin: cloudfront.read("cloudfront:GetVpcOrigin", GetVpcOriginCommand),
} as const;
