import type { DistributionConfig, DistributionSummary, Origin, VpcOriginSummary } from "@aws-sdk/client-cloudfront";
import type { ClassName } from "../../../policies/aws/kinds";
import type { Unknown } from "../../../policies/unknown";
import { cloudfrontCalls as calls } from "../calls/cloudfront";
import { part, tagsOf } from "../found";
import { forEach, listed, type Reading, type ServiceReader } from "../reader";

const distributionKinds = ["cloudfront.Distribution", "cloudfront.MultitenantDistribution"] as const satisfies readonly ClassName[];

/** Distributions, headers that CloudFront adds to answers, and origins in VPCs. All of the account; CloudFront knows no Regions. */
export const cloudfrontReader: ServiceReader = {
  service: "cloudfront",
  calls,
  regional: false,
  kinds: [...distributionKinds, "cloudfront.ResponseHeadersPolicy", "cloudfront.VpcOrigin"],
  read,
};

/** Where CloudFront is. Who has accounts of GovCloud uses it with accounts of the commercial Regions. Source: AWS GovCloud (US) User Guide, "Setting Up Amazon CloudFront with Your AWS GovCloud (US) Resources". */
const partitions: ReadonlySet<string> = new Set(["aws", "aws-cn"]);

async function read(reading: Reading): Promise<void> {
  if (!partitions.has(reading.account.partition)) return;
  await Promise.all([readDistributions(reading), readResponseHeadersPolicies(reading), readVpcOrigins(reading)]);
}

function after(marker: string | undefined): { readonly Marker: string } | undefined {
  return marker === undefined || marker === "" ? undefined : { Marker: marker };
}

/** CloudFront writes an empty text for what is not set. */
function set(text: string | undefined): string | undefined {
  return text === "" ? undefined : text;
}

async function readDistributions(reading: Reading): Promise<void> {
  const { account, region } = reading;
  const distributions = await account.list(
    region,
    calls.distributions,
    {},
    { items: ({ DistributionList: page }) => page?.Items, next: ({ DistributionList: page }) => after(page?.NextMarker) },
  );
  await forEach(listed(reading, distributionKinds, distributions), (distribution) => readDistribution(reading, distribution));
}

async function readDistribution({ account, region, found }: Reading, summary: DistributionSummary): Promise<void> {
  const { Id: id, ARN: arn, DomainName: domainName } = summary;
  if (id === undefined || arn === undefined) return;
  // The list leaves out where requests are logged.
  const [described, tags] = await Promise.all([
    account.ask(region, calls.distribution, { Id: id }, ["NoSuchDistribution"]),
    account.ask(region, calls.tags, { Resource: arn }),
  ]);
  if (described.state === "absent") return;
  const config = <Part>(select: (all: DistributionConfig) => Part): Part | Unknown | undefined =>
    part(described, ({ DistributionConfig: all }) => all && select(all));
  const shared = {
    enabled: summary.Enabled,
    viewerCertificate: viewerCertificate(summary.ViewerCertificate),
    webAclId: set(summary.WebACLId),
    tags: part(tags, ({ Tags: list }) => tagsOf(list?.Items)),
    defaultCacheBehavior: behavior(summary.DefaultCacheBehavior),
  };
  const behaviors = summary.CacheBehaviors?.Items?.map((one) => ({ pathPattern: one.PathPattern, ...behavior(one) }));
  const origins = summary.Origins?.Items;
  const at = { id: arn, region, outputs: { arn, id, ...(domainName !== undefined && { domainName }) }, answers: [described, tags] };
  // Source: Amazon CloudFront API Reference, DistributionSummary: ConnectionMode is "tenant-only" for a multi-tenant distribution.
  if (summary.ConnectionMode === "tenant-only") {
    found.add({
      ...at,
      kind: "cloudfront.MultitenantDistribution",
      inputs: { ...shared, cacheBehaviors: behaviors, origins: origins?.map(sharedOrigin) },
    });
    return;
  }
  found.add({
    ...at,
    kind: "cloudfront.Distribution",
    inputs: {
      ...shared,
      orderedCacheBehaviors: behaviors,
      origins: origins?.map(ownOrigin),
      loggingConfig: config(({ Logging: logging }) => {
        const bucket = set(logging?.Bucket);
        return logging?.Enabled === true && bucket !== undefined ? { bucket, prefix: set(logging.Prefix) } : undefined;
      }),
    },
  });
}

function behavior(one: DistributionSummary["DefaultCacheBehavior"]) {
  return {
    targetOriginId: one?.TargetOriginId,
    viewerProtocolPolicy: one?.ViewerProtocolPolicy,
    realtimeLogConfigArn: set(one?.RealtimeLogConfigArn),
    responseHeadersPolicyId: set(one?.ResponseHeadersPolicyId),
  };
}

/** Where the default certificate is used, the answer may also name a protocol version, which then does not count. */
function viewerCertificate(certificate: DistributionSummary["ViewerCertificate"]) {
  return {
    cloudfrontDefaultCertificate: certificate?.CloudFrontDefaultCertificate,
    acmCertificateArn: set(certificate?.ACMCertificateArn),
    iamCertificateId: set(certificate?.IAMCertificateId),
    minimumProtocolVersion: certificate?.MinimumProtocolVersion,
    sslSupportMethod: certificate?.SSLSupportMethod,
  };
}

function customOrigin({ CustomOriginConfig: config }: Origin) {
  return (
    config && {
      httpPort: config.HTTPPort,
      httpsPort: config.HTTPSPort,
      originProtocolPolicy: config.OriginProtocolPolicy,
      originSslProtocols: config.OriginSslProtocols?.Items,
    }
  );
}

function vpcOrigin({ VpcOriginConfig: config }: Origin) {
  return config && { vpcOriginId: config.VpcOriginId };
}

function ownOrigin(origin: Origin) {
  const identity = set(origin.S3OriginConfig?.OriginAccessIdentity);
  return {
    originId: origin.Id,
    domainName: origin.DomainName,
    originAccessControlId: set(origin.OriginAccessControlId),
    customOriginConfig: customOrigin(origin),
    vpcOriginConfig: vpcOrigin(origin),
    s3OriginConfig: identity === undefined ? undefined : { originAccessIdentity: identity },
  };
}

/** The same of a multi-tenant distribution, for which the provider has lists of one. */
function sharedOrigin(origin: Origin) {
  const custom = customOrigin(origin);
  const inVpc = vpcOrigin(origin);
  return {
    id: origin.Id,
    domainName: origin.DomainName,
    originAccessControlId: set(origin.OriginAccessControlId),
    customOriginConfigs: custom && [custom],
    vpcOriginConfigs: inVpc && [inVpc],
  };
}

/** Those that the account made; the ones that AWS gives to all nobody can change. */
async function readResponseHeadersPolicies(reading: Reading): Promise<void> {
  const { account, region, found } = reading;
  const policies = await account.list(
    region,
    calls.responseHeadersPolicies,
    { Type: "custom" },
    { items: ({ ResponseHeadersPolicyList: page }) => page?.Items, next: ({ ResponseHeadersPolicyList: page }) => after(page?.NextMarker) },
  );
  for (const { ResponseHeadersPolicy: policy } of listed(reading, ["cloudfront.ResponseHeadersPolicy"], policies)) {
    const { Id: id, ResponseHeadersPolicyConfig: config } = policy ?? {};
    if (id === undefined || config === undefined) continue;
    const arn = `arn:${account.partition}:cloudfront::${account.id}:response-headers-policy/${id}`;
    const strict = config.SecurityHeadersConfig?.StrictTransportSecurity;
    found.add({
      kind: "cloudfront.ResponseHeadersPolicy",
      id: arn,
      region,
      inputs: {
        name: config.Name,
        securityHeadersConfig: strict && {
          strictTransportSecurity: {
            accessControlMaxAgeSec: strict.AccessControlMaxAgeSec,
            includeSubdomains: strict.IncludeSubdomains,
            override: strict.Override,
            preload: strict.Preload,
          },
        },
      },
      outputs: { arn, id },
    });
  }
}

async function readVpcOrigins(reading: Reading): Promise<void> {
  const { account, region } = reading;
  const origins = await account.list(
    region,
    calls.vpcOrigins,
    {},
    { items: ({ VpcOriginList: page }) => page?.Items, next: ({ VpcOriginList: page }) => after(page?.NextMarker) },
  );
  // So CloudFront answers where it has none: in China. Source: Amazon CloudFront API Reference, ListVpcOrigins.
  if (origins.state === "unread" && origins.reason === "UnsupportedOperation") return;
  await forEach(listed(reading, ["cloudfront.VpcOrigin"], origins), (origin) => readVpcOrigin(reading, origin));
}

async function readVpcOrigin({ account, region, found }: Reading, summary: VpcOriginSummary): Promise<void> {
  const { Id: id, Arn: arn, AccountId: owner } = summary;
  // One that another account shares is that account's to set.
  if (id === undefined || arn === undefined || (owner !== undefined && owner !== "" && owner !== account.id)) return;
  const [described, tags] = await Promise.all([
    account.ask(region, calls.vpcOrigin, { Id: id }, ["EntityNotFound"]),
    account.ask(region, calls.tags, { Resource: arn }),
  ]);
  if (described.state === "absent") return;
  found.add({
    kind: "cloudfront.VpcOrigin",
    id: arn,
    region,
    inputs: {
      vpcOriginEndpointConfig: part(described, ({ VpcOrigin: origin }) => {
        const config = origin?.VpcOriginEndpointConfig;
        const { OriginSslProtocols: protocols } = config ?? {};
        return {
          name: config?.Name,
          arn: config?.Arn,
          originProtocolPolicy: config?.OriginProtocolPolicy,
          originSslProtocols: protocols && { items: protocols.Items, quantity: protocols.Quantity },
        };
      }),
      tags: part(tags, ({ Tags: list }) => tagsOf(list?.Items)),
    },
    outputs: { arn, id },
    answers: [described, tags],
  });
}
