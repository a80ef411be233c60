// phiguard verify against a real emulator: exact findings, exactly those gone when they are mended, and nothing decided that was not read.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateAccessKeyCommand, CreateUserCommand, IAMClient, PutUserPolicyCommand } from "@aws-sdk/client-iam";
import { CreateAccountCommand, CreateOrganizationCommand, OrganizationsClient } from "@aws-sdk/client-organizations";
import { verifyLedger } from "../../cli/evidence/verify";
import { callsMade, verifyPolicy } from "../../cli/verify/policy";
import { programOnly } from "../../cli/verify/program-only";
import { rules } from "../../policies/rules/index.gen";
import { buildPhiguard, type Ended, phiguard } from "../cli/run-phiguard";
import { accountId, type ClinicAccount, credentials, makeClinic, region } from "./clinic-account";
import { hasPython, type Moto, startMoto } from "./moto";

jest.setTimeout(300_000);

interface Finding {
  readonly rule: string;
  readonly urn?: string;
  readonly outcome: string;
  readonly because: string;
}

interface Verified {
  readonly account: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly calls: Readonly<Record<string, number>>;
  readonly problems: readonly { readonly where: string; readonly message: string; readonly blocks: boolean }[];
  readonly findings: readonly Finding[];
}

describe("the calls", () => {
  test("only read", () => {
    const commands = callsMade.map(({ command }) => command);
    expect(commands.length).toBeGreaterThan(40);
    expect(commands.filter((command) => !/^(Get|List|Describe|Head)[A-Z]/.test(command))).toEqual([]);
    expect(callsMade.filter(({ action }) => !/^(?:[a-z0-9-]+:(?:Get|List|Describe|Head)[A-Z]|apigateway:GET$)/.test(action))).toEqual([]);
  });

  test("are all that reaches AWS, but for the role that is assumed", () => {
    const folder = join(__dirname, "..", "..", "cli", "verify");
    const sources = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
    expect(sources.length).toBeGreaterThan(90);
    for (const name of sources) {
      const text = readFileSync(join(folder, name), "utf8");
      const commands = [...new Set([...text.matchAll(/\b([A-Z]\w+Command)\b/g)].map(([, command = ""]) => command))];
      const mayRead = name.startsWith("calls");
      const others = commands.filter((command) => !mayRead || !/^(Get|List|Describe|Head)[A-Z]/.test(command));
      expect([name, others]).toEqual([name, name === "clients.ts" ? ["AssumeRoleCommand"] : []]);
    }
  });

  test("make up the policy", () => {
    const [statement] = verifyPolicy().Statement;
    expect(statement?.Action).toContain("kms:GetKeyRotationStatus");
    expect(statement?.Action).not.toContain("sts:GetCallerIdentity");
    expect(new Set(statement?.Action).size).toBe(statement?.Action.length);
  });
});

test("rules that only a program can be asked are rules of the pack", () => {
  const ids = new Set(rules.map(({ id }) => id));
  expect([...programOnly].filter((id) => !ids.has(id))).toEqual([]);
});

/** The actions that moto does not answer; what depends on them is undetermined. The emulator's gaps, not verify's. */
const gapsOfMoto = [
  "access-analyzer:ListAnalyzers",
  "backup:ListRestoreTestingPlans",
  "cloudfront:ListResponseHeadersPolicies",
  "cloudfront:ListVpcOrigins",
  "config:DescribeConformancePacks",
  "ec2:DescribeClientVpnEndpoints",
  "ec2:DescribeVpcBlockPublicAccessOptions",
  "ec2:DescribeVpcEncryptionControls",
  "ec2:GetEbsDefaultKmsKeyId",
  "ec2:GetImageBlockPublicAccessState",
  "ec2:GetInstanceMetadataDefaults",
  "ec2:GetSerialConsoleAccessStatus",
  "ec2:GetSnapshotBlockPublicAccessState",
  "ecr:DescribeRepositoryCreationTemplates",
  "elasticache:DescribeServerlessCaches",
  "lambda:ListCodeSigningConfigs",
  "securityhub:DescribeSecurityHubV2",
  "ssm:DescribeInstanceInformation",
  "ssm:ListAssociations",
  "ssm:ListResourceDataSync",
  "sso:ListApplications",
];

/** The actions of which the problems of a run speak. */
function actionsIn(problems: Verified["problems"]): readonly string[] {
  const named = problems.flatMap(({ message }) => [...message.matchAll(/\(([a-z0-9-]+:\w+)\)/g)].map(([, action = ""]) => action));
  expect(problems.filter(({ message }) => !/\([a-z0-9-]+:\w+\)/.test(message))).toEqual([]);
  return [...new Set(named)].sort();
}

// Python is asked of whoever runs these tests; where it is not there, this must be seen.
const python = hasPython();
if (!python) process.stderr.write("SKIPPED: no python3 with venv here, so phiguard verify is not tested against moto\n");

(python ? describe : describe.skip)("against moto", () => {
  let moto: Moto;
  let scratch: string;
  let program: string;
  let clinic: ClinicAccount;

  beforeAll(async () => {
    scratch = mkdtempSync(join(tmpdir(), "phiguard-verify-"));
    program = buildPhiguard("verify");
    moto = await startMoto();
    clinic = await makeClinic(moto.endpoint);
  });
  afterAll(async () => {
    await moto.stop();
    for (const path of [scratch, program, `${program}.map`]) rmSync(path, { recursive: true, force: true });
  });

  const verify = (more: readonly string[] = [], keys = credentials): Promise<Ended> =>
    phiguard(program, ["verify", "--json", "--region", region, "--endpoint", moto.endpoint, ...more], {
      environment: { PATH: process.env.PATH, AWS_ACCESS_KEY_ID: keys.accessKeyId, AWS_SECRET_ACCESS_KEY: keys.secretAccessKey },
      directory: scratch,
    });
  const read = ({ stdout }: Ended): Verified => {
    const { runs }: { runs: readonly [Verified] } = JSON.parse(stdout);
    return runs[0];
  };
  const nameOf = ({ urn = "" }: Finding) => urn.split("::").slice(3).join("::").split(/[:/]/).at(-1) ?? "";
  const failures = ({ findings }: Verified) =>
    findings.filter(({ outcome }) => outcome === "fail").map((finding) => `${finding.rule} ${nameOf(finding)}`);

  test("finds what is wrong, finds it mended, and keeps the evidence", async () => {
    const out = join(scratch, "evidence");
    const first = await verify(["--out", out, "--format", "sarif"]);
    expect(first.code).toBe(1);
    expect(first.stderr).toContain("s3 in all Regions: read in");
    const before = read(first);
    expect(actionsIn(before.problems)).toEqual(gapsOfMoto);
    // One list and thirteen questions for each of four buckets; each question once.
    expect(before.calls).toMatchObject({ s3: 1 + 4 * 13, s3control: 1, cloudtrail: 5, sqs: 1 + 2 * 2, sns: 1 + 2 * 3 });
    const stale = clinic.staleKeyArn.split("/").at(-1) ?? "";
    const mendable = [
      "cloudtrail-delivers-log-files audit",
      "cloudtrail-kms audit",
      "cloudtrail-log-file-validation audit",
      "cloudtrail-logging-on audit",
      `cloudtrail-present account-${accountId}`,
      "dynamodb-pitr visits",
      "iam-no-console-password nurse",
      `iam-password-policy-reuse-and-age ${accountId}`,
      `iam-password-policy-strength ${accountId}`,
      "iam-user-has-mfa-device nurse",
      "iam-user-mfa nurse",
      "iam-users-in-groups nurse",
      `kms-key-rotation ${stale}`,
      "log-group-retention-six-years short",
      "s3-access-logging clinic-open",
      "s3-acls-disabled clinic-open",
      "s3-bucket-public-access-block clinic-open",
      "s3-default-encryption-kms clinic-open",
      "s3-tls-only clinic-open",
      "s3-versioning clinic-open",
      "sns-encrypted-kms plain",
      "sqs-customer-key open",
      "sqs-encrypted open",
    ];
    // What stays wrong, of the resources that are mended only in part, and of the account, for which nobody has done anything.
    const ofAccount = [
      "alarm-audit-tampering",
      "alarm-console-login-failures",
      "alarm-iam-and-unauthorized",
      "alarm-kms-deletion",
      "alarm-login-without-mfa",
      "alarm-network-changes",
      "alarm-root-use",
      "backup-reports",
      "config-recorder",
      "ebs-encryption-by-default",
      "emergency-access-drilled",
      "guardduty-enabled",
      "guardduty-protections",
      "iam-break-glass-role",
      "log-review-recorded",
      "s3-account-public-access-block",
    ].map((rule) => `${rule} account-${accountId}`);
    const stays = [
      ...ofAccount,
      "cloudtrail-bucket-protected audit",
      "cloudtrail-data-events-other-stores audit",
      "cloudtrail-insights audit",
      "cloudtrail-notifies audit",
      "cloudtrail-s3-data-events audit",
      "cloudtrail-to-cloudwatch audit",
      "dynamodb-deletion-protection visits",
      "dynamodb-in-backup-plan patients",
      "dynamodb-in-backup-plan visits",
      "dynamodb-kms visits",
      "iam-human-role-requires-mfa open",
      "iam-no-users nurse",
      "iam-role-trust-not-open open",
      "log-group-deletion-protection kept",
      "log-group-deletion-protection short",
      "log-group-kms short",
      "s3-event-notifications clinic-letters",
      "s3-event-notifications clinic-open",
      "s3-lifecycle-for-versions clinic-letters",
      "s3-tls12-minimum clinic-letters",
      "s3-tls12-minimum clinic-open",
      "sns-tls-only kept",
      "sns-tls-only plain",
      "sqs-dead-letter kept",
      "sqs-dead-letter open",
      "sqs-tls-only kept",
      "sqs-tls-only open",
      ...["clinic-letters", "clinic-open", "kept", "kept", "open", "patients", "plain", "visits"].map(
        (name) => `ephi-classification-tag ${name}`,
      ),
    ];
    // The network that AWS puts into every account is judged as what people made; its names are new in each.
    const network = /^(nacl|subnet|vpc)-/;
    const made = (verified: Verified) => failures(verified).filter((failure) => !network.test(failure));
    expect(made(before).sort()).toEqual([...mendable, ...stays].sort());
    const ofNetwork = failures(before).filter((failure) => network.test(failure));
    expect(new Set(ofNetwork.map((failure) => failure.replace(/ .*/, "")))).toEqual(
      new Set(["nacl-no-open-ingress", "subnet-no-auto-public-ip", "vpc-default-sg-closed", "vpc-flow-logs"]),
    );

    await clinic.mend();
    const second = await verify(["--out", out]);
    const after = read(second);
    // A bucket that keeps versions now needs a rule that ends them.
    expect(made(after).sort()).toEqual([...stays, "s3-lifecycle-for-versions clinic-open"].sort());

    expect(verifyLedger(out)).toMatchObject({ runs: 2, faults: [] });
  });

  test("says of what it cannot read neither yes nor no", async () => {
    const { findings } = read(await verify());
    // moto does not answer what these ask.
    for (const rule of ["access-analyzer-enabled", "ec2-serial-console-off", "securityhub-enabled"]) {
      const said = findings.filter((finding) => finding.rule === rule);
      expect([rule, ...new Set(said.map(({ outcome }) => outcome))]).toEqual([rule, "undetermined"]);
      for (const { because } of said) expect(because).toContain("what decides it was not read");
    }
  });

  test("needs no more than its policy, and gives no verdict on what it is denied", async () => {
    const iam = new IAMClient({ endpoint: moto.endpoint, region, credentials });
    await iam.send(new CreateUserCommand({ UserName: "verifier" }));
    const { AccessKey: key } = await iam.send(new CreateAccessKeyCommand({ UserName: "verifier" }));
    const keys = { accessKeyId: key?.AccessKeyId ?? "", secretAccessKey: key?.SecretAccessKey ?? "" };
    const own = verifyPolicy().Statement[0]?.Action ?? [];
    // AWS lets everybody ask who they are; moto does not, and takes five of the questions about buckets for ListBucket.
    const motosOwn = [
      "sts:GetCallerIdentity",
      "s3:ListBucket",
      "s3:GetPublicAccessBlock",
      "apigateway:*",
      "apigatewayv2:*",
      "monitoring:DescribeAlarms",
      "tagging:GetResources",
    ];
    const allow = (actions: readonly string[]) =>
      iam.send(
        new PutUserPolicyCommand({
          UserName: "verifier",
          PolicyName: "verify",
          PolicyDocument: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Action: [...actions, ...motosOwn], Resource: "*" }],
          }),
        }),
      );
    const authorize = (callsBefore: number) => fetch(`${moto.endpoint}/moto-api/reset-auth`, { method: "POST", body: String(callsBefore) });
    await allow(own);
    await authorize(0);
    const whole = read(await verify([], keys));
    expect(actionsIn(whole.problems)).toEqual(gapsOfMoto);

    await authorize(Number.POSITIVE_INFINITY);
    const denied = ["s3:GetBucketPolicy", "s3:GetBucketWebsite", "sqs:GetQueueAttributes", "sns:ListTopics"];
    await allow(own.filter((action) => !denied.includes(action)));
    await authorize(0);
    const ended = await verify([], keys);
    await authorize(Number.POSITIVE_INFINITY);
    const partly = read(ended);
    const on = (rule: string, name: string) => partly.findings.find((finding) => finding.rule === rule && nameOf(finding) === name);
    expect(on("s3-tls-only", "clinic-letters")).toMatchObject({ outcome: "undetermined" });
    expect(on("s3-tls-only", "clinic-letters")?.because).toContain("AccessDenied (s3:GetBucketPolicy)");
    expect(on("s3-no-static-website", "clinic-letters")).toMatchObject({ outcome: "undetermined" });
    expect(on("sqs-encrypted", "kept")).toMatchObject({ outcome: "undetermined" });
    expect(partly.findings.filter(({ rule }) => rule === "sns-encrypted-kms").map(({ outcome }) => outcome)).toEqual(["undetermined"]);
    expect(partly.problems.some(({ where, message, blocks }) => where === "account" && blocks && message.includes("sns.Topic"))).toBe(true);
    // What was not denied is as it was.
    const other = ({ findings }: Verified) =>
      failures({ ...whole, findings: findings.filter(({ rule }) => /^(kms|cloudtrail-kms|dynamodb-pitr|s3-versioning)/.test(rule)) });
    expect(other(partly)).toEqual(other(whole));
    expect(ended.code).toBe(1);
  });

  test("reads several Regions, and shows a trail of all of them once", async () => {
    const { findings, calls: counts } = read(await verify(["--region", "eu-west-1"]));
    expect(findings.filter(({ rule, outcome }) => rule === "cloudtrail-notifies" && outcome === "fail")).toHaveLength(1);
    // Global services are asked once, the others once more for the Region that holds nothing.
    expect(counts).toMatchObject({ s3: 1 + 4 * 13, s3control: 1, cloudtrail: 6, sqs: 2 + 2 * 2, sns: 2 + 2 * 3 });
  });

  test("reads another account through a role", async () => {
    const other = read(await verify(["--assume-role", "arn:aws:iam::210987654321:role/auditor"]));
    expect(other.account).toBe("210987654321");
    // Nothing that somebody made in the first account is seen in this one.
    expect(failures(other).filter((failure) => /clinic|patients|nurse|audit$/.test(failure))).toEqual([]);
    expect(failures(other)).toContain("cloudtrail-present account-210987654321");
  });

  test("reads every account of an organization", async () => {
    const organizations = new OrganizationsClient({ endpoint: moto.endpoint, region, credentials });
    await organizations.send(new CreateOrganizationCommand({ FeatureSet: "ALL" }));
    await organizations.send(new CreateAccountCommand({ AccountName: "imaging", Email: "imaging@clinic.example" }));
    const ended = await verify(["--organization-role", "phiguard"]);
    const { runs }: { runs: readonly Verified[] } = JSON.parse(ended.stdout);
    expect(runs).toHaveLength(2);
    expect(runs.map(({ account }) => account)).toContain(accountId);
    expect(ended.stderr.match(/^Account \d{12}, us-east-1/gm)).toHaveLength(2);
  });

  test("ends with 3 where nobody answers, and prints no key", async () => {
    const ended = await phiguard(program, ["verify", "--region", region, "--endpoint", "http://127.0.0.1:9"], {
      environment: { PATH: process.env.PATH, AWS_ACCESS_KEY_ID: "AKIAEXAMPLE", AWS_SECRET_ACCESS_KEY: "secret-of-the-test" },
      directory: scratch,
    });
    expect(ended.code).toBe(3);
    expect(ended.stderr).toContain("does not let phiguard in");
    expect(ended.stdout + ended.stderr).not.toContain("secret-of-the-test");
  });

  test("needs a Region", async () => {
    const file = join(scratch, "no-config");
    writeFileSync(file, "");
    const ended = await phiguard(program, ["verify", "--endpoint", moto.endpoint], {
      environment: { PATH: process.env.PATH, AWS_CONFIG_FILE: file, AWS_SHARED_CREDENTIALS_FILE: file },
      directory: scratch,
    });
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain("no Region is named");
  });
});
