import { DescribeDomainsCommand, ListDomainNamesCommand, ListTagsCommand, OpenSearchClient } from "@aws-sdk/client-opensearch";
import { service } from "../call";

const opensearch = service("opensearch", (configuration) => new OpenSearchClient(configuration));

export const opensearchCalls = {
  domainNames: opensearch.read("es:ListDomainNames", ListDomainNamesCommand),
  domains: opensearch.read("es:DescribeDomains", DescribeDomainsCommand),
  tags: opensearch.read("es:ListTags", ListTagsCommand),
} as const;
