import type { ResourceDescription } from "../../policies/graph/resource";
import { UNKNOWN } from "../../policies/unknown";

/** The project and the stack that the resources are of. */
export const project = "clinic-portal";
export const stack = "production";

export function urnOf(type: string, name: string): string {
  return `urn:pulumi:${stack}::${project}::${type}::${name}`;
}

const account = "123456789012";
const key = `arn:aws:kms:us-east-1:${account}:key/6c1f8d8e-53fc-4d0e-9f5c-0a3b7f7f9c11`;
const ephi = { DataClassification: "ephi" };
const internal = { DataClassification: "internal" };

function resource(
  type: string,
  name: string,
  inputs: Readonly<Record<string, unknown>>,
  from: Readonly<Record<string, readonly string[]>> = {},
): ResourceDescription {
  return { urn: urnOf(type, name), type, name, inputs, propertyDependencies: from };
}

const bucketType = "aws:s3/bucket:Bucket";
const policyType = "aws:s3/bucketPolicy:BucketPolicy";

function bucket(
  name: string,
  tags: Readonly<Record<string, string>> | undefined,
  parts: readonly string[] = [],
): readonly ResourceDescription[] {
  const of = { bucket: [urnOf(bucketType, name)] };
  const arn = `arn:aws:s3:::clinic-${name}`;
  const secure = {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [arn, `${arn}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  };
  const all: Readonly<Record<string, ResourceDescription>> = {
    versioning: resource(
      "aws:s3/bucketVersioning:BucketVersioning",
      name,
      { bucket: `clinic-${name}`, versioningConfiguration: { status: "Enabled" } },
      of,
    ),
    encryption: resource(
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
      name,
      {
        bucket: `clinic-${name}`,
        rules: [{ bucketKeyEnabled: true, applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key } }],
      },
      of,
    ),
    access: resource(
      "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
      name,
      { bucket: `clinic-${name}`, blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true },
      of,
    ),
    policy: resource(policyType, name, { bucket: `clinic-${name}`, policy: JSON.stringify(secure) }, of),
    logging: resource(
      "aws:s3/bucketLogging:BucketLogging",
      name,
      { bucket: `clinic-${name}`, targetBucket: UNKNOWN, targetPrefix: name },
      of,
    ),
  };
  return [
    resource(bucketType, name, { bucket: `clinic-${name}`, ...(tags && { tags }) }),
    ...Object.entries(all).flatMap(([part, side]) => (parts.includes(part) ? [side] : [])),
  ];
}

/** The back end of a clinic as one finds it: some of it in good order, some not, some known only after deployment. */
export const clinicResources: readonly ResourceDescription[] = [
  resource("pulumi:pulumi:Stack", `${project}-${stack}`, {}),
  resource("aws:kms/key:Key", "records", { enableKeyRotation: true, deletionWindowInDays: 30, tags: ephi }),
  resource("aws:kms/key:Key", "forgotten", { enableKeyRotation: false, deletionWindowInDays: 7 }),
  ...bucket("records", ephi, ["versioning", "encryption", "access", "policy", "logging"]),
  ...bucket("scans", ephi, ["versioning", "access"]),
  ...bucket("exports", undefined, ["encryption", "access"]),
  ...bucket("brochures", { DataClassification: "public" }, ["access"]),
  ...bucket("access-logs", internal, ["access", "policy"]),
  resource(
    "aws:s3/bucketNotification:BucketNotification",
    "records",
    { bucket: "clinic-records", queues: [{ queueArn: UNKNOWN, events: ["s3:ObjectCreated:*"] }] },
    { bucket: [urnOf(bucketType, "records")], queues: [urnOf("aws:sqs/queue:Queue", "intake")] },
  ),
  resource("aws:sqs/queue:Queue", "intake", { name: "intake", sqsManagedSseEnabled: true, messageRetentionSeconds: 345600 }),
  resource("aws:sqs/queue:Queue", "refills", { name: "refills", kmsMasterKeyId: key, tags: ephi }),
  resource("aws:sns/topic:Topic", "notices", { name: "notices" }),
  resource(
    "aws:sns/topicSubscription:TopicSubscription",
    "front-desk",
    { topic: UNKNOWN, protocol: "email", endpoint: "front-desk@clinic.example" },
    { topic: [urnOf("aws:sns/topic:Topic", "notices")] },
  ),
  resource("aws:lambda/function:Function", "ingest", {
    name: "ingest",
    runtime: "nodejs20.x",
    role: `arn:aws:iam::${account}:role/ingest`,
    environment: { variables: { TABLE: "visits" } },
  }),
  resource(
    "aws:lambda/eventSourceMapping:EventSourceMapping",
    "intake",
    { eventSourceArn: UNKNOWN, functionName: "ingest" },
    { eventSourceArn: [urnOf("aws:sqs/queue:Queue", "intake")], functionName: [urnOf("aws:lambda/function:Function", "ingest")] },
  ),
  resource("aws:dynamodb/table:Table", "visits", {
    name: "visits",
    hashKey: "id",
    attributes: [{ name: "id", type: "S" }],
    serverSideEncryption: { enabled: true, kmsKeyArn: key },
    pointInTimeRecovery: { enabled: false },
    tags: ephi,
  }),
  resource("aws:rds/instance:Instance", "patients", {
    identifier: "patients",
    engine: "postgres",
    instanceClass: "db.t4g.medium",
    username: "clinic_owner",
    storageEncrypted: true,
    kmsKeyId: UNKNOWN,
    backupRetentionPeriod: 14,
    deletionProtection: true,
    publiclyAccessible: false,
    multiAz: true,
    tags: ephi,
  }),
  resource("aws:rds/instance:Instance", "billing", {
    identifier: "billing",
    engine: "mysql",
    instanceClass: "db.t4g.small",
    username: "admin",
    storageEncrypted: false,
    backupRetentionPeriod: 1,
    publiclyAccessible: true,
    skipFinalSnapshot: true,
  }),
  resource("aws:rds/instance:Instance", "legacy-imaging", {
    identifier: "legacy-imaging",
    engine: "postgres",
    instanceClass: "db.m5.large",
    username: "imaging_owner",
    storageEncrypted: true,
    backupRetentionPeriod: 7,
    tags: ephi,
  }),
  resource("aws:ebs/volume:Volume", "archive", { availabilityZone: "us-east-1a", size: 200, encrypted: false }),
  resource("aws:efs/fileSystem:FileSystem", "shared-files", { encrypted: true, kmsKeyId: key, tags: ephi }),
  resource("aws:elasticache/replicationGroup:ReplicationGroup", "sessions", {
    replicationGroupId: "sessions",
    description: "Sessions of the portal",
    atRestEncryptionEnabled: true,
    transitEncryptionEnabled: UNKNOWN,
  }),
  resource("aws:opensearch/domain:Domain", "notes", {
    domainName: "notes",
    encryptAtRest: { enabled: true },
    nodeToNodeEncryption: { enabled: true },
    domainEndpointOptions: { enforceHttps: true, tlsSecurityPolicy: "Policy-Min-TLS-1-0-2019-07" },
  }),
  resource("aws:cloudwatch/logGroup:LogGroup", "portal", { name: "/clinic/portal", retentionInDays: 30, tags: ephi }),
  resource("aws:cloudwatch/logGroup:LogGroup", "ingest", { name: "/aws/lambda/ingest", retentionInDays: 2192, kmsKeyId: key }),
  resource("aws:cloudtrail/trail:Trail", "account", {
    name: "account",
    s3BucketName: "clinic-access-logs",
    isMultiRegionTrail: true,
    enableLogFileValidation: true,
    includeGlobalServiceEvents: true,
    kmsKeyId: key,
  }),
  resource("aws:ec2/vpc:Vpc", "clinic", { cidrBlock: "10.20.0.0/16" }),
  resource("aws:ec2/securityGroup:SecurityGroup", "database", {
    description: "PostgreSQL",
    ingress: [{ protocol: "tcp", fromPort: 5432, toPort: 5432, cidrBlocks: ["0.0.0.0/0"] }],
  }),
  resource("aws:lb/loadBalancer:LoadBalancer", "portal", { name: "portal", loadBalancerType: "application", idleTimeout: 3600 }),
  resource(
    "aws:lb/listener:Listener",
    "portal-https",
    {
      port: 443,
      protocol: "HTTPS",
      sslPolicy: "ELBSecurityPolicy-2016-08",
      loadBalancerArn: UNKNOWN,
      defaultActions: [{ type: "forward", targetGroupArn: UNKNOWN }],
    },
    { loadBalancerArn: [urnOf("aws:lb/loadBalancer:LoadBalancer", "portal")] },
  ),
  resource("aws:cognito/userPool:UserPool", "patients", { name: "patients", mfaConfiguration: "OPTIONAL" }),
  resource("aws:iam/role:Role", "ingest", {
    name: "ingest",
    assumeRolePolicy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
    }),
  }),
  resource("aws:iam/policy:Policy", "developers", {
    name: "developers",
    policy: JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] }),
  }),
  resource("aws:secretsmanager/secret:Secret", "insurer", { name: "insurer" }),
  resource("aws:backup/vault:Vault", "nightly", { name: "nightly", kmsKeyArn: key }),
  resource("aws:ecr/repository:Repository", "portal", { name: "portal", imageTagMutability: "MUTABLE" }),
];
