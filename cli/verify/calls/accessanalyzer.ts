import { AccessAnalyzerClient, ListAnalyzersCommand } from "@aws-sdk/client-accessanalyzer";
import { DescribeOrganizationCommand, OrganizationsClient } from "@aws-sdk/client-organizations";
import { service } from "../call";

const accessanalyzer = service("accessanalyzer", (configuration) => new AccessAnalyzerClient(configuration));
const organizations = service("organizations", (configuration) => new OrganizationsClient(configuration));

export const accessanalyzerCalls = {
  analyzers: accessanalyzer.read("access-analyzer:ListAnalyzers", ListAnalyzersCommand),
  organization: organizations.read("organizations:DescribeOrganization", DescribeOrganizationCommand),
} as const;
