import type { DomainStatus } from "@aws-sdk/client-opensearch";
import type { ClassName } from "../../../policies/aws/kinds";
import { opensearchCalls as calls } from "../calls/opensearch";
import { part, tagsOf } from "../found";
import { keyArn } from "../key-arn";
import { forEach, listed, type Reading, type ServiceReader } from "../reader";

const kinds = ["opensearch.Domain", "opensearch.DomainPolicy", "opensearch.DomainSamlOptions"] as const satisfies readonly ClassName[];

/** Domains of a Region, those of Elasticsearch too; their policies are inline. */
export const opensearchReader: ServiceReader = { service: "opensearch", calls, regional: true, kinds, read };

/** How many domains one call describes. Source: OpenSearch Service API Reference, DescribeDomains. */
const domainsAtOnce = 5;

async function read(reading: Reading): Promise<void> {
  const { account, region } = reading;
  const names = await account.list(region, calls.domainNames, {}, { items: (page) => page.DomainNames, next: () => undefined });
  const all = listed(reading, kinds, names).flatMap(({ DomainName: name }) => name ?? []);
  const batches = Array.from({ length: Math.ceil(all.length / domainsAtOnce) }, (_, at) =>
    all.slice(at * domainsAtOnce, (at + 1) * domainsAtOnce),
  );
  await forEach(batches, async (batch) => {
    const described = await account.list(
      region,
      calls.domains,
      { DomainNames: batch },
      { items: (page) => page.DomainStatusList, next: () => undefined },
    );
    await forEach(listed(reading, kinds, described), (domain) => readDomain(reading, domain));
  });
}

async function readDomain(reading: Reading, domain: DomainStatus): Promise<void> {
  const { account, region, found } = reading;
  const { ARN: arn, DomainName: domainName, AdvancedSecurityOptions: security, ClusterConfig: cluster } = domain;
  if (arn === undefined || domainName === undefined || domain.Deleted === true) return;
  const tags = await account.ask(region, calls.tags, { ARN: arn });
  const { VPCOptions: network, DomainEndpointOptions: endpoint, EncryptionAtRestOptions: atRest } = domain;
  const urn = found.add({
    kind: "opensearch.Domain",
    id: arn,
    region,
    inputs: {
      domainName,
      engineVersion: domain.EngineVersion,
      accessPolicies: domain.AccessPolicies,
      encryptAtRest: { enabled: atRest?.Enabled === true, kmsKeyId: keyArn(reading, atRest?.KmsKeyId) },
      nodeToNodeEncryption: { enabled: domain.NodeToNodeEncryptionOptions?.Enabled === true },
      domainEndpointOptions: { enforceHttps: endpoint?.EnforceHTTPS === true, tlsSecurityPolicy: endpoint?.TLSSecurityPolicy },
      advancedSecurityOptions: {
        enabled: security?.Enabled === true,
        internalUserDatabaseEnabled: security?.InternalUserDatabaseEnabled,
        anonymousAuthEnabled: security?.AnonymousAuthEnabled,
      },
      clusterConfig: {
        instanceType: cluster?.InstanceType,
        instanceCount: cluster?.InstanceCount,
        zoneAwarenessEnabled: cluster?.ZoneAwarenessEnabled,
        dedicatedMasterEnabled: cluster?.DedicatedMasterEnabled,
        dedicatedMasterCount: cluster?.DedicatedMasterCount,
        multiAzWithStandbyEnabled: cluster?.MultiAZWithStandbyEnabled,
      },
      logPublishingOptions: Object.entries(domain.LogPublishingOptions ?? {}).map(([logType, log]) => ({
        logType,
        enabled: log.Enabled === true,
        cloudwatchLogGroupArn: log.CloudWatchLogsLogGroupArn,
      })),
      softwareUpdateOptions: { autoSoftwareUpdateEnabled: domain.SoftwareUpdateOptions?.AutoSoftwareUpdateEnabled === true },
      // Outside of a VPC the block is there, and empty.
      vpcOptions:
        network?.SubnetIds === undefined || network.SubnetIds.length === 0
          ? undefined
          : { subnetIds: network.SubnetIds, securityGroupIds: network.SecurityGroupIds },
      tags: part(tags, ({ TagList: list }) => tagsOf(list)),
    },
    outputs: { arn, id: arn, domainName },
    answers: [tags],
  });
  const saml = security?.SAMLOptions;
  if (saml?.Enabled !== true) return;
  found.add({
    kind: "opensearch.DomainSamlOptions",
    id: arn,
    region,
    inputs: { domainName, samlOptions: { enabled: true, sessionTimeoutMinutes: saml.SessionTimeoutMinutes } },
    refersTo: { domainName: urn },
  });
}
