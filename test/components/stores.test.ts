import { copyRegionOf } from "../../components/backup-vault/copy-region";
import { BackupVault, Database, Table } from "../../components/index";
import { toolchainTimeout, violationsOf } from "../engine/run-pulumi";
import { collect, judgeAll } from "./harness";
import { exception } from "./wrong-arguments";
import { openYamlPreviews, type YamlPreviews } from "./yaml-preview";

const network = { vpcId: "vpc-0123456789abcdef0", privateSubnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"] };
const backup = { planId: "records", roleArn: "arn:aws:iam::123456789012:role/backup" };
const networkInYaml = `{ vpcId: "\${clinic.vpcId}", privateSubnetIds: "\${clinic.privateSubnetIds}" }`;
const backupInYaml = `{ planId: "\${backups.planId}", roleArn: "\${backups.roleArn}" }`;

let previews: YamlPreviews;

beforeAll(() => {
  previews = openYamlPreviews();
}, toolchainTimeout);

afterAll(() => previews.close());

test("what an exception lets through carries its id, and the pack still finds it", async () => {
  const collected = await collect(() => {
    new BackupVault("records", { lockMode: "GOVERNANCE", exception: exception() });
    new Table("patients", { hashKey: "patientId", backup, deletionProtection: false, exception: exception() });
    new Database("visits", { engine: "postgres", network, backup, deletionProtection: false, exception: exception() });
  });
  const excepted = collected.resources.flatMap(({ type, properties }) =>
    JSON.stringify(properties.tags ?? {}).includes('"PhiguardException":"EX-2026-014"') ? [type] : [],
  );
  expect(excepted).toEqual(expect.arrayContaining(["aws:backup/vault:Vault", "aws:dynamodb/table:Table", "aws:rds/cluster:Cluster"]));
  expect(judgeAll(collected).fail.map((finding) => finding.split(",")[0])).toEqual([
    "dynamodb-deletion-protection: aws:dynamodb/table:Table patients",
    "rds-deletion-protection: aws:rds/cluster:Cluster visits",
  ]);
});

test("backups stay in their country", () => {
  expect(copyRegionOf("us-east-1")).toBe("us-west-2");
  expect(copyRegionOf("us-gov-west-1")).toBe("us-gov-east-1");
  expect(copyRegionOf("cn-north-1")).toBe("cn-northwest-1");
  expect(copyRegionOf("eu-central-1")).toBeUndefined();
});

test(
  "every store passes the pack in a preview of a program in YAML",
  async () => {
    const run = await previews.preview(`
  clinic:
    type: components:Network
  backups:
    type: components:BackupVault
  patients:
    type: components:Table
    properties: { hashKey: patientId }
  records:
    type: components:Database
    properties: { engine: postgres, network: ${networkInYaml}, backup: ${backupInYaml}, alarms: { arn: "\${alarms.arn}" } }
  billing:
    type: components:Database
    properties: { engine: mysql, deployment: instance, network: ${networkInYaml}, backup: ${backupInYaml} }
  laboratory:
    type: components:Secret
    properties: { rotationFunctionArn: "arn:aws:lambda:us-east-1:123456789012:function:rotation" }
  alarms:
    type: components:Topic
    properties:
      classification: internal
      publishers: [cloudwatch, events.rds]
      subscribers: [{ protocol: email, endpoint: security@clinic.example }]
  results:
    type: components:Topic
  vitals:
    type: components:Stream
  archive:
    type: components:DeliveryStream
    properties: { source: { arn: "\${vitals.arn}" } }
  scans:
    type: components:FileSystem
    properties: { network: ${networkInYaml}, backup: ${backupInYaml} }
  sessions:
    type: components:Cache
    properties: { network: ${networkInYaml} }
  notes:
    type: components:Search
    properties: { network: ${networkInYaml}, administratorArn: "arn:aws:iam::123456789012:role/search-administrator" }
`);
    expect({ exitCode: run.exitCode, output: run.exitCode === 0 ? "" : run.output }).toEqual({ exitCode: 0, output: "" });
    const found = violationsOf(run.events).map(
      ({ policyName, message, resourceUrn }) => `${policyName} ${resourceUrn?.split("::").at(-1)}: ${message.split(" (")[0]}`,
    );
    // The list of subnets comes from another component, and a preview shows neither the ids nor whose they are.
    expect(found.sort()).toEqual(["rds-in-vpc billing: Undetermined", "rds-in-vpc records: Undetermined"]);
  },
  toolchainTimeout,
);
