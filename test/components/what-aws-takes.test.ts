import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../components/foundation/physical-name";
import {
  AccountBaseline,
  BackupVault,
  BreakGlass,
  Cache,
  Database,
  EncryptionKey,
  FileSystem,
  OrganizationGuardrails,
  Search,
  Secret,
  Table,
  Topic,
} from "../../components/index";
import { type Collected, collect } from "./harness";

const network = { vpcId: "vpc-0123456789abcdef0", privateSubnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"] };
const topic = { arn: "arn:aws:sns:us-east-1:123456789012:operations" };

/** The properties of what a program registers of one type, in the order of registration. */
function ofType({ resources }: Collected, type: string) {
  return resources.filter((resource) => resource.type === type).map(({ properties }) => properties);
}

/** A property that is JSON, read. */
function document(text: unknown): unknown {
  return JSON.parse(String(text));
}

test("CloudTrail may describe the key that it is given, and use the key of a whole bucket", async () => {
  const collected = await collect(() => {
    new EncryptionKey("audit", { services: ["cloudtrail"] });
  });
  const [key] = ofType(collected, "aws:kms/key:Key");
  expect(document(key?.policy)).toMatchObject({
    Statement: expect.arrayContaining([
      expect.objectContaining({
        Principal: { Service: "cloudtrail.amazonaws.com" },
        Action: expect.arrayContaining(["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey*"]),
        Condition: { ArnLike: { "aws:SourceArn": "arn:aws:cloudtrail:*:123456789012:trail/*" } },
      }),
    ]),
  });
});

test("AWS Config may write into its bucket by its role", async () => {
  const collected = await collect(() => {
    new AccountBaseline("baseline");
  });
  const [policy] = ofType(collected, "aws:iam/rolePolicy:RolePolicy");
  const bucket = "arn:aws:s3:::clinic-test-baseline-123456789012-us-east-1";
  expect(document(policy?.policy)).toMatchObject({
    Statement: [
      { Action: ["s3:GetBucketAcl", "s3:ListBucket"], Resource: bucket },
      { Action: "s3:PutObject", Resource: `${bucket}/AWSLogs/123456789012/*` },
      { Action: ["kms:Decrypt", "kms:GenerateDataKey"], Condition: { StringEquals: { "kms:EncryptionContext:aws:s3:arn": bucket } } },
    ],
  });
});

test.each([
  ["us-east-1", true],
  ["us-gov-west-1", false],
  ["cn-north-1", false],
])("a conformance pack has no rule that AWS Config lacks: %s", async (region, hasRootRule) => {
  const collected = await collect(
    () => {
      new AccountBaseline("baseline");
      new OrganizationGuardrails("guardrails", { targetIds: ["r-ab12"], notify: ["security@clinic.example"] });
    },
    { region },
  );
  const packs = [
    ...ofType(collected, "aws:cfg/conformancePack:ConformancePack"),
    ...ofType(collected, "aws:cfg/organizationConformancePack:OrganizationConformancePack"),
  ].map(({ templateBody }) => String(templateBody));
  expect(packs).toHaveLength(2);
  expect(packs.map((template) => template.includes("ROOT_ACCOUNT_MFA_ENABLED"))).toEqual([hasRootRule, hasRootRule]);
  // The longest template that the API takes, in bytes.
  expect(packs.filter((template) => Buffer.byteLength(template) > 51_200)).toEqual([]);
});

test("a vault tells of events that AWS Backup still sends", async () => {
  const collected = await collect(() => {
    new BackupVault("records", { alarms: topic });
  });
  const [told] = ofType(collected, "aws:backup/vaultNotifications:VaultNotifications");
  expect(told?.backupVaultEvents).toContain("BACKUP_JOB_COMPLETED");
  const deprecated = ["BACKUP_JOB_SUCCESSFUL", "BACKUP_JOB_FAILED", "BACKUP_JOB_EXPIRED", "RESTORE_JOB_SUCCESSFUL", "RESTORE_JOB_FAILED"];
  for (const event of deprecated) expect(told?.backupVaultEvents).not.toContain(event);
});

test("backups that go back to any second are restored on trial too", async () => {
  const collected = await collect(() => {
    new BackupVault("daily");
    new BackupVault("continuous", { continuous: true });
  });
  expect(ofType(collected, "aws:backup/restoreTestingPlan:RestoreTestingPlan")).toMatchObject([
    { recoveryPointSelection: { recoveryPointTypes: ["SNAPSHOT"] } },
    { recoveryPointSelection: { recoveryPointTypes: ["SNAPSHOT", "CONTINUOUS"] } },
  ]);
});

describe("the emergency role", () => {
  let collected: Collected;
  beforeAll(async () => {
    collected = await collect(() => {
      new BreakGlass("emergency", { policyArns: ["arn:aws:iam::123456789012:policy/emergency"], notify: ["security@clinic.example"] });
    });
  });

  test("is recorded where it reads, not only where it writes", () => {
    const rules = ofType(collected, "aws:cloudwatch/eventRule:EventRule");
    expect(rules.map(({ state }) => state)).toEqual([
      "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
      "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
    ]);
  });

  test("lets EventBridge make the stream that its rules write to", () => {
    const rules = ofType(collected, "aws:cloudwatch/eventRule:EventRule").map(({ name }) => name);
    const ofRules = rules.map((name) => `arn:aws:events:us-east-1:123456789012:rule/${String(name)}`);
    const [policy] = ofType(collected, "aws:cloudwatch/logResourcePolicy:LogResourcePolicy");
    const text = String(policy?.policyDocument);
    expect(document(text)).toMatchObject({
      Statement: [
        { Action: "logs:PutLogEvents", Condition: { ArnEquals: { "aws:SourceArn": expect.arrayContaining(ofRules) } } },
        { Action: "logs:CreateLogStream" },
      ],
    });
    expect(text.match(/"Condition"/g)).toHaveLength(1);
  });
});

test("a cache tells by CloudWatch, since ElastiCache publishes to no encrypted topic", async () => {
  const collected = await collect(() => {
    new Cache("sessions", { network, alarms: topic });
    new Cache("results", { network, alarms: topic, shards: 2 });
  });
  for (const group of ofType(collected, "aws:elasticache/replicationGroup:ReplicationGroup")) {
    expect(group.notificationTopicArn).toBeUndefined();
  }
  const nodes = ofType(collected, "aws:cloudwatch/metricAlarm:MetricAlarm").map(({ dimensions, metricName, alarmActions }) => {
    expect(alarmActions).toEqual([topic.arn]);
    return `${JSON.stringify(dimensions)} ${String(metricName)}`;
  });
  expect(nodes).toHaveLength((2 + 4) * 3);
  expect(nodes).toContain('{"CacheClusterId":"clinic-test-sessions-002"} AuthenticationFailures');
  expect(nodes).toContain('{"CacheClusterId":"clinic-test-results-0002-001"} DatabaseMemoryUsagePercentage');
});

test("what clients are let in by does not take back what others let in", async () => {
  const collected = await collect(() => {
    const clients = ["sg-0123456789abcdef0", "sg-0123456789abcdef1"];
    new Database("records", { engine: "postgres", network, clients });
    new Cache("sessions", { network, clients });
  });
  for (const group of ofType(collected, "aws:ec2/securityGroup:SecurityGroup")) {
    expect(group.ingress).toBeUndefined();
    expect(group.egress).toBeUndefined();
  }
  expect(ofType(collected, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")).toMatchObject([
    { referencedSecurityGroupId: "sg-0123456789abcdef0", fromPort: 5432, toPort: 5432 },
    { referencedSecurityGroupId: "sg-0123456789abcdef1", fromPort: 5432, toPort: 5432 },
    { referencedSecurityGroupId: "sg-0123456789abcdef0", fromPort: 6379, toPort: 6379 },
    { referencedSecurityGroupId: "sg-0123456789abcdef1", fromPort: 6379, toPort: 6379 },
  ]);
});

test("names begin with a letter, as those of databases, caches and domains must", async () => {
  const names: string[] = [];
  await collect(() => {
    jest.spyOn(pulumi, "getProject").mockReturnValueOnce("42-clinic");
    names.push(physicalName("records", 60), physicalName("records", 60));
  });
  expect(names).toEqual(["p42-clinic-test-records", "clinic-test-records"]);
});

test("components of one name do not take each other's names in AWS", async () => {
  const { resources } = await collect(() => {
    const rotationFunctionArn = "arn:aws:lambda:us-east-1:123456789012:function:rotation";
    new Database("records", { engine: "postgres", network });
    new Table("records", { hashKey: "patientId" });
    new FileSystem("records", { network });
    new Cache("records", { network });
    new Search("records", { network, administratorArn: "arn:aws:iam::123456789012:role/search" });
    new Secret("records", { rotationFunctionArn });
    new Topic("records");
    new EncryptionKey("records");
  });
  const namedOnce = [
    "aws:kms/alias:Alias",
    "aws:ec2/securityGroup:SecurityGroup",
    "aws:backup/vault:Vault",
    "aws:backup/selection:Selection",
    "aws:backup/restoreTestingPlan:RestoreTestingPlan",
    "aws:iam/role:Role",
    "aws:cloudwatch/logGroup:LogGroup",
    "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
  ];
  for (const type of namedOnce) {
    const names = resources
      .filter((resource) => resource.type === type)
      // A vault and an alias of the same name may lie in another Region.
      .map(({ properties }) => `${String(properties.name ?? properties.policyName)} ${JSON.stringify(properties.region ?? "")}`);
    expect(names.length).toBeGreaterThan(0);
    expect({ type, twice: names.filter((name, index) => names.indexOf(name) < index) }).toEqual({ type, twice: [] });
  }
});
