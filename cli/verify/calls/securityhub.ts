import { DescribeHubCommand, DescribeSecurityHubV2Command, SecurityHubClient } from "@aws-sdk/client-securityhub";
import { service } from "../call";

const securityhub = service("securityhub", (configuration) => new SecurityHubClient(configuration));

export const securityhubCalls = {
  hub: securityhub.read("securityhub:DescribeHub", DescribeHubCommand),
  hubV2: securityhub.read("securityhub:DescribeSecurityHubV2", DescribeSecurityHubV2Command),
} as const;
