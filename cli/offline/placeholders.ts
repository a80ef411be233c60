// Placeholders for what AWS decides, so that a program that runs to its end in `pulumi up` gets strings where it expects strings.
// Nothing that a policy could judge is made up: an encryption key, a policy or a TLS version that nobody set stays absent.
import { type Identity, nameInput } from "./arn";
import type { Configuration } from "./configuration";
import { hexadecimal } from "./fingerprint";
import { knownString, type PropertyMap, type PropertyValue } from "./property-values";
import { availabilityZones, partitionOf } from "./regions";
import type { Property } from "./schema";

export interface PlaceholderContext {
  readonly token: string;
  readonly inputs: PropertyMap;
  readonly identity: Identity;
  readonly urn: string;
  readonly configuration: Configuration;
}

/** Where a program reads it, these ports are AWS's defaults for the engines. */
const ports: ReadonlyArray<readonly [RegExp, number]> = [
  [/postgres/, 5432],
  [/aurora|mysql|maria/, 3306],
  [/oracle/, 1521],
  [/sqlserver/, 1433],
  [/docdb/, 27017],
  [/neptune/, 8182],
  [/redis|valkey|elasticache/, 6379],
  [/memcached/, 11211],
  [/redshift/, 5439],
];

/** The value of an optional input that nobody set and AWS assigns; undefined where nothing should be made up. */
export function serviceAssigned(input: Property, context: PlaceholderContext): PropertyValue | undefined {
  const region = regionOf(context);
  if (input.name === nameInput(context.token) || input.name === "name") return context.identity.name;
  switch (input.name) {
    case "region":
      return region;
    case "availabilityZone":
      return `${region}a`;
    case "availabilityZones":
      return availabilityZones(region).map((zone) => zone.name);
    case "vpcId":
      return ec2Id("vpc", context);
    case "subnetId":
      return ec2Id("subnet", context);
    case "accountId":
    case "catalogId":
      return context.configuration.accountId;
    case "port":
      return portOf(context);
    default:
      return undefined;
  }
}

/** The value of an output that is not an input; undefined for those that are neither strings nor known here. */
export function placeholder(output: Property, context: PlaceholderContext): PropertyValue | undefined {
  const special = specials[`${context.token}.${output.name}`]?.(context);
  if (special !== undefined) return special;
  if (output.name === "arn") return context.identity.arn;
  if (output.name === "tagsAll") return {};
  if (output.name === "port") return portOf(context);
  return output.kind === "s" ? text(output.name, context) : undefined;
}

function text(name: string, context: PlaceholderContext): string {
  const { configuration, identity } = context;
  const digits = hexadecimal(`${context.urn}#${name}`, 17);
  const host = `${digits.slice(0, 12)}.${context.token.split(/[:/]/)[1]}.${regionOf(context)}.${partitionOf(regionOf(context)).dnsSuffix}`;
  if (/arn$/i.test(name)) return `${identity.arn}/${name}`;
  if (/^(owner|account|registry|awsAccount|ownerAccount)(Id)?$/.test(name)) return configuration.accountId;
  if (/(date|time|timestamp|At|On)$/i.test(name)) return "2000-01-01T00:00:00Z";
  if (/url$/i.test(name)) return `https://${host}`;
  if (/(endpoint|dnsName|domainName|domain|fqdn|address|host)$/i.test(name)) return host;
  if (/zoneId$/i.test(name)) return `Z${digits.toUpperCase()}`;
  const ec2Prefix = ec2Prefixes.find(([suffix]) => suffix.test(name))?.[1];
  if (ec2Prefix !== undefined) return ec2Id(ec2Prefix, context, name);
  if (/id$/i.test(name)) return digits;
  return `offline-${name}-${digits.slice(0, 7)}`;
}

const ec2Prefixes: ReadonlyArray<readonly [RegExp, string]> = [
  [/^vpcId$/i, "vpc"],
  [/subnetId$/i, "subnet"],
  [/securityGroupId$/i, "sg"],
  [/routeTableId$/i, "rtb"],
  [/networkAclId$/i, "acl"],
  [/networkInterfaceId$/i, "eni"],
  [/volumeId$/i, "vol"],
];

function ec2Id(prefix: string, context: PlaceholderContext, name = prefix): string {
  return `${prefix}-${hexadecimal(`${context.urn}#${name}`, 17)}`;
}

function regionOf(context: PlaceholderContext): string {
  return knownString(context.inputs.region) ?? context.configuration.region;
}

function portOf(context: PlaceholderContext): number | undefined {
  const engine = `${knownString(context.inputs.engine) ?? ""} ${context.token}`;
  return ports.find(([pattern]) => pattern.test(engine))?.[1];
}

type Special = (context: PlaceholderContext) => PropertyValue;

const keyId: Special = ({ identity }) => identity.id;
const queueUrl: Special = ({ identity }) => identity.id;
const invokeArn: Special = (context) => {
  const region = regionOf(context);
  return `arn:${context.configuration.partition}:apigateway:${region}:lambda:path/2015-03-31/functions/${context.identity.arn}/invocations`;
};
const bucketHost: Special = ({ identity, configuration }) => `${identity.name}.s3.${partitionOf(configuration.region).dnsSuffix}`;
const regionalBucketHost: Special = (context) =>
  `${context.identity.name}.s3.${regionOf(context)}.${partitionOf(regionOf(context)).dnsSuffix}`;
const nameServers: Special = ({ urn }) =>
  ["com", "net", "org", "co.uk"].map(
    (domain, index) => `ns-${Number.parseInt(hexadecimal(urn + index, 2), 16)}.awsdns-0${index}.${domain}`,
  );
const validationOptions: Special = ({ urn, inputs }) => {
  const main = knownString(inputs.domainName);
  const others = Array.isArray(inputs.subjectAlternativeNames) ? inputs.subjectAlternativeNames : [];
  const domains = new Set([main, ...others.map(knownString)]);
  return [...domains].flatMap((domainName) => {
    if (domainName === undefined) return [];
    const digits = hexadecimal(urn + domainName, 32);
    const resourceRecordName = `_${digits}.${domainName.replace(/^\*\./, "")}.`;
    return [{ domainName, resourceRecordName, resourceRecordType: "CNAME", resourceRecordValue: `_${digits}.acm-validations.aws.` }];
  });
};
const issuer: Special = (context) => `cognito-idp.${regionOf(context)}.${partitionOf(regionOf(context)).dnsSuffix}/${context.identity.id}`;
const managedPassword: Special = (context) => {
  if (context.inputs.manageMasterUserPassword !== true) return [];
  const { partition, accountId } = context.configuration;
  const name = `rds!${context.identity.name}-${hexadecimal(context.urn, 6)}`;
  return [{ secretArn: `arn:${partition}:secretsmanager:${regionOf(context)}:${accountId}:secret:${name}`, secretStatus: "active" }];
};

/** Outputs that programs commonly build on and that have a form of their own. */
const specials: Readonly<Record<string, Special>> = {
  "aws:acm/certificate:Certificate.domainValidationOptions": validationOptions,
  "aws:cloudfront/distribution:Distribution.hostedZoneId": () => "Z2FDTNDATAQYW2",
  "aws:cognito/userPool:UserPool.endpoint": issuer,
  "aws:ec2/launchTemplate:LaunchTemplate.latestVersion": () => 1,
  "aws:ec2/launchTemplate:LaunchTemplate.defaultVersion": () => 1,
  "aws:ecs/taskDefinition:TaskDefinition.revision": () => 1,
  "aws:eks/cluster:Cluster.certificateAuthority": ({ urn }) => ({ data: Buffer.from(hexadecimal(urn, 64)).toString("base64") }),
  "aws:kms/externalKey:ExternalKey.keyId": keyId,
  "aws:kms/key:Key.keyId": keyId,
  "aws:kms/replicaKey:ReplicaKey.keyId": keyId,
  "aws:lambda/function:Function.invokeArn": invokeArn,
  "aws:lambda/function:Function.qualifiedArn": ({ identity }) => `${identity.arn}:1`,
  "aws:lambda/function:Function.version": () => "1",
  "aws:rds/cluster:Cluster.masterUserSecrets": managedPassword,
  "aws:rds/instance:Instance.masterUserSecrets": managedPassword,
  "aws:route53/zone:Zone.nameServers": nameServers,
  "aws:route53/zone:Zone.zoneId": keyId,
  "aws:s3/bucket:Bucket.bucketDomainName": bucketHost,
  "aws:s3/bucket:Bucket.bucketRegionalDomainName": regionalBucketHost,
  "aws:s3/bucketV2:BucketV2.bucketDomainName": bucketHost,
  "aws:s3/bucketV2:BucketV2.bucketRegionalDomainName": regionalBucketHost,
  "aws:sqs/queue:Queue.url": queueUrl,
};
