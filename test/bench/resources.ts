import * as analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

interface Sample {
  readonly type: string;
  properties(index: number): Record<string, unknown>;
  /** The property that refers to the resource before it, as side resources do. */
  readonly refersBy?: string;
}

const policy = (bucket: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
      {
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::123456789012:role/reader" },
        Action: ["s3:GetObject"],
        Resource: `arn:aws:s3:::${bucket}/*`,
      },
    ],
  });

/** A mix as believable programs have it: stores with their side resources, identities, network, and types that no rule speaks of. */
const samples: readonly Sample[] = [
  {
    type: "aws:s3/bucket:Bucket",
    properties: (i) => ({ bucket: `clinic-${i}`, tags: { Name: `clinic-${i}`, DataClassification: "ephi" } }),
  },
  {
    type: "aws:s3/bucketVersioning:BucketVersioning",
    properties: () => ({ bucket: unknown, versioningConfiguration: { status: "Enabled" } }),
    refersBy: "bucket",
  },
  { type: "aws:kms/key:Key", properties: () => ({ enableKeyRotation: true, deletionWindowInDays: 30 }) },
  { type: "aws:s3/bucketPolicy:BucketPolicy", properties: (i) => ({ bucket: `clinic-${i - 3}`, policy: policy(`clinic-${i - 3}`) }) },
  {
    type: "aws:rds/instance:Instance",
    properties: () => ({
      engine: "postgres",
      instanceClass: "db.t4g.medium",
      storageEncrypted: true,
      kmsKeyId: unknown,
      backupRetentionPeriod: 14,
    }),
  },
  { type: "aws:sqs/queue:Queue", properties: (i) => ({ name: `queue-${i}`, sqsManagedSseEnabled: true }) },
  {
    type: "aws:iam/role:Role",
    properties: () => ({
      assumeRolePolicy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
      }),
    }),
  },
  {
    type: "aws:lambda/function:Function",
    properties: (i) => ({ name: `function-${i}`, role: unknown, runtime: "nodejs20.x", environment: { variables: { A: "b" } } }),
  },
  {
    type: "aws:ec2/securityGroup:SecurityGroup",
    properties: () => ({ ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["10.0.0.0/8"] }] }),
  },
  { type: "aws:cloudwatch/logGroup:LogGroup", properties: (i) => ({ name: `/clinic/${i}`, retentionInDays: 2192 }) },
  { type: "aws:route53/record:Record", properties: (i) => ({ name: `r${i}`, type: "A", ttl: 60, records: ["10.0.0.1"], zoneId: unknown }) },
  { type: "aws:ec2/route:Route", properties: () => ({ routeTableId: unknown, destinationCidrBlock: "0.0.0.0/0" }) },
];

export interface BenchResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly properties: Struct;
  readonly propertyDependencies: Readonly<Record<string, string>>;
}

function resource(
  type: string,
  name: string,
  properties: Record<string, unknown>,
  propertyDependencies: Record<string, string> = {},
): BenchResource {
  const struct = Struct.fromJavaScript(properties as Parameters<typeof Struct.fromJavaScript>[0]);
  return { urn: `urn:pulumi:bench::clinic::${type}::${name}`, type, name, properties: struct, propertyDependencies };
}

export function mixedStack(count: number): readonly BenchResource[] {
  const resources: BenchResource[] = [];
  for (let index = 0; index < count; index++) {
    const sample = samples[index % samples.length];
    if (!sample) continue;
    const before = resources.at(-1);
    const dependencies = sample.refersBy !== undefined && before ? { [sample.refersBy]: before.urn } : {};
    resources.push(resource(sample.type, `r${index}`, sample.properties(index), dependencies));
  }
  return resources;
}

/** Resources of a type that no rule speaks of. */
export function unspokenStack(count: number): readonly BenchResource[] {
  return Array.from({ length: count }, (_, index) =>
    resource("aws:route53/record:Record", `r${index}`, { name: `r${index}`, type: "A", ttl: 60 }),
  );
}

export function analyzeRequest(resource: BenchResource): analyzer.AnalyzeRequest {
  const request = new analyzer.AnalyzeRequest();
  request.setType(resource.type);
  request.setUrn(resource.urn);
  request.setName(resource.name);
  request.setProperties(resource.properties);
  request.setOptions(new analyzer.AnalyzerResourceOptions());
  return request;
}

export function stackRequest(resources: readonly BenchResource[]): analyzer.AnalyzeStackRequest {
  const request = new analyzer.AnalyzeStackRequest();
  request.setResourcesList(
    resources.map((resource) => {
      const message = new analyzer.AnalyzerResource();
      message.setType(resource.type);
      message.setUrn(resource.urn);
      message.setName(resource.name);
      message.setProperties(resource.properties);
      message.setOptions(new analyzer.AnalyzerResourceOptions());
      for (const [property, urn] of Object.entries(resource.propertyDependencies)) {
        const dependencies = new analyzer.AnalyzerPropertyDependencies();
        dependencies.setUrnsList([urn]);
        message.getPropertydependenciesMap().set(property, dependencies);
      }
      return message;
    }),
  );
  return request;
}
