import { Folded } from "../../policies/aws/cloudformation/folded";
import { parseTemplate } from "../../policies/aws/cloudformation/template";
import { translatedTypes, translationOf } from "../../policies/aws/cloudformation/types";
import { crossGuardPolicies } from "../../policies/crossguard/policies";
import { unfold } from "../../policies/graph/embedded";
import { rules } from "../../policies/rules/index.gen";
import { UNKNOWN } from "../../policies/unknown";
import { type Analysis, ServedPack } from "../examples/analyzer";
import { rootType, rootUrn, unknownString, type WireResource } from "../examples/wire";

function wire(type: string, name: string, properties: Record<string, unknown>): WireResource {
  const urn = `urn:pulumi:test::examples::${type}::${name}`;
  return { urn, type, name, properties, propertyDependencies: {}, parent: rootUrn, ignoreChanges: [] };
}

const root: WireResource = { ...wire(rootType, "root", {}), urn: rootUrn, parent: undefined };

async function preview(ids: readonly string[], ...resources: readonly WireResource[]): Promise<Analysis> {
  const pack = await ServedPack.serve(crossGuardPolicies(rules.filter((rule) => ids.includes(rule.id))));
  return pack.preview([root, ...resources]);
}

function found(analysis: Analysis): [string, string, string][] {
  return analysis.diagnostics.map(({ policy, level, message }) => [policy, level, message.split("\n")[0] ?? ""]);
}

const cloudControl = (typeName: string, desiredState: unknown) =>
  wire("aws:cloudcontrol/resource:Resource", "carrier", {
    typeName,
    desiredState: typeof desiredState === "string" ? desiredState : JSON.stringify(desiredState),
  });

test("a bucket through Cloud Control is judged as a bucket, and the finding is on the resource that carries it", async () => {
  const carrier = cloudControl("AWS::S3::Bucket", { BucketName: "documents", AccessControl: "PublicRead" });
  const analysis = await preview(["s3-no-public-acl", "s3-versioning"], carrier);
  expect(analysis.diagnostics.map(({ policy, urn }) => [policy, urn])).toEqual([
    ["s3-no-public-acl", carrier.urn],
    ["s3-versioning", carrier.urn],
  ]);
});

test("what a desired state sets counts, its access block too", async () => {
  const carrier = cloudControl("AWS::S3::Bucket", {
    BucketName: "documents",
    VersioningConfiguration: { Status: "Enabled" },
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: "alias/records" } }],
    },
    PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
  });
  expect(found(await preview(["s3-versioning", "s3-default-encryption-kms", "s3-bucket-public-access-block"], carrier))).toEqual([]);
});

test("a resource that is classified out by its tags is left alone", async () => {
  const carrier = cloudControl("AWS::S3::Bucket", { Tags: [{ Key: "DataClassification", Value: "public" }] });
  expect(found(await preview(["s3-versioning"], carrier))).toEqual([]);
});

test("an unknown desired state is undetermined, once, by the rule on what can be read", async () => {
  const carrier = wire("aws:cloudcontrol/resource:Resource", "carrier", { typeName: "AWS::S3::Bucket", desiredState: unknownString });
  expect(found(await preview(["s3-versioning", "deployed-documents-readable"], carrier))).toMatchObject([
    ["deployed-documents-readable", "advisory", expect.stringContaining("desiredState is not known before deployment")],
  ]);
});

test.each([
  ["aws-native:s3:Bucket", { versioningConfiguration: { status: "Suspended" } }, "s3-versioning"],
  ["awscc:index/s3Bucket:S3Bucket", { versioningConfiguration: { status: "Suspended" } }, "s3-versioning"],
  ["aws-native:rds:DbInstance", { storageEncrypted: false, engine: "postgres", dbInstanceClass: "db.t4g.medium" }, "rds-storage-encrypted"],
  ["aws-native:kms:Key", { keyPolicy: { Version: "2012-10-17", Statement: [] } }, "kms-key-rotation"],
])("%s is judged as its twin", async (type, properties, id) => {
  expect(found(await preview([id], wire(type, "twin", properties)))).toMatchObject([
    [id, "mandatory", expect.not.stringContaining("twin")],
  ]);
});

const template = `
Parameters:
  Encrypted: { Type: String, Default: "false" }
Resources:
  Documents:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: !Sub "documents-\${AWS::AccountId}"
      VersioningConfiguration: { Status: Suspended }
  Versioned:
    Type: AWS::S3::Bucket
    Properties:
      VersioningConfiguration: { Status: Enabled }
  Volume:
    Type: AWS::EC2::Volume
    Properties: { AvailabilityZone: !Select [0, !GetAZs ""], Encrypted: !Ref Encrypted }
  Key: { Type: AWS::KMS::Key, Properties: { EnableKeyRotation: true, KeyPolicy: { Version: "2012-10-17", Statement: [] } } }
  Queue: { Type: AWS::SQS::Queue, Properties: { KmsMasterKeyId: !GetAtt Key.Arn } }
  Table: { Type: AWS::DynamoDB::Table, Properties: { SSESpecification: { SSEEnabled: true, SSEType: KMS, KMSMasterKeyId: !GetAtt Key.Arn } } }
  Face: { Type: AWS::Rekognition::Collection, Properties: { CollectionId: patients } }
`;

test("each resource of a template is judged, and the finding names it", async () => {
  const stack = wire("aws:cloudformation/stack:Stack", "legacy", { templateBody: template });
  const analysis = await preview(
    ["s3-versioning", "ebs-volume-encrypted", "sqs-encrypted", "dynamodb-kms", "deployed-documents-readable"],
    stack,
  );
  expect(analysis.diagnostics.every(({ urn }) => urn === stack.urn)).toBe(true);
  const findings = found(analysis);
  expect(findings.map(([id]) => id).sort()).toEqual(["deployed-documents-readable", "ebs-volume-encrypted", "s3-versioning"]);
  expect(findings.find(([id]) => id === "s3-versioning")?.[2]).toMatch(/^Versioning is not enabled in Documents/);
  expect(findings.find(([id]) => id === "deployed-documents-readable")?.[2]).toContain("AWS::Rekognition::Collection");
});

test.each(["aws-native:healthlake:FhirDatastore", "awscc:healthlake/fhirDatastore:FhirDatastore"])(
  "%s, which has no twin in the classic provider, is told and not passed over",
  async (type) => {
    const analysis = await preview(["deployed-documents-readable"], wire(type, "records", { datastoreTypeVersion: "R4" }));
    expect(found(analysis).map(([, , message]) => message)).toEqual([expect.stringContaining(`cannot judge ${type}`)]);
  },
);

test("a parameter that the stack passes wins over the template's default", async () => {
  const stack = wire("aws:cloudformation/stack:Stack", "legacy", { templateBody: template, parameters: { Encrypted: "true" } });
  expect(found(await preview(["ebs-volume-encrypted"], stack))).toEqual([]);
});

test("what a function of CloudFormation computes is unknown, and a reference keeps its target", () => {
  const parsed = parseTemplate(template, undefined);
  if (parsed.state !== "known") throw new Error(parsed.state);
  const queue = parsed.resources.find(({ logicalId }) => logicalId === "Queue");
  expect(queue).toEqual({
    logicalId: "Queue",
    type: "AWS::SQS::Queue",
    properties: { KmsMasterKeyId: UNKNOWN },
    dependencies: { KmsMasterKeyId: ["Key"] },
  });
});

test.each([
  ["not a text", 7, "invalid"],
  ["neither JSON nor YAML", "{ a: [", "invalid"],
  ["no resources", "a: b", "invalid"],
  [
    "a bomb of aliases",
    `a: &a [x,x,x,x,x,x,x,x,x]\n${"bcdefgh"
      .split("")
      .map((k, i) => `${k}: &${k} [${Array(9).fill(`*${"abcdefg"[i]}`).join(",")}]`)
      .join("\n")}\nResources: *h\n`,
    "invalid",
  ],
  ["longer than CloudFormation takes", "x".repeat(1_200_000), "invalid"],
  ["unknown", UNKNOWN, "unknown"],
])("a template that is %s is told apart", (_, body, state) => {
  expect(parseTemplate(body, undefined).state).toBe(state);
});

test("every translation stands an empty resource, an unknown in each place, and lists where single values are expected", () => {
  for (const type of translatedTypes) {
    const translation = translationOf(type);
    expect(translation?.(new Folded({}))).toBeDefined();
    const everything = new Proxy({}, { ownKeys: () => [], getOwnPropertyDescriptor: () => undefined });
    expect(translation?.(new Folded(everything))).toBeDefined();
  }
  const odd = {
    urn: "urn",
    type: "aws:cloudcontrol/resource:Resource",
    name: "odd",
    inputs: { typeName: "AWS::S3::Bucket", desiredState: { BucketEncryption: [UNKNOWN], Tags: "x" } },
  };
  expect(unfold(odd).resources).toHaveLength(1);
});
