import {
  GetWebACLCommand,
  ListLoggingConfigurationsCommand,
  ListResourcesForWebACLCommand,
  ListTagsForResourceCommand,
  ListWebACLsCommand,
  WAFV2Client,
} from "@aws-sdk/client-wafv2";
import { service } from "../call";

const wafv2 = service("wafv2", (configuration) => new WAFV2Client(configuration));

export const wafv2Calls = {
  webAcls: wafv2.read("wafv2:ListWebACLs", ListWebACLsCommand),
  webAcl: wafv2.read("wafv2:GetWebACL", GetWebACLCommand),
  webAclTags: wafv2.read("wafv2:ListTagsForResource", ListTagsForResourceCommand),
  webAclResources: wafv2.read("wafv2:ListResourcesForWebACL", ListResourcesForWebACLCommand),
  loggingConfigurations: wafv2.read("wafv2:ListLoggingConfigurations", ListLoggingConfigurationsCommand),
} as const;
