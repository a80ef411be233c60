// The rules on what works, against a real emulator: each fact is turned behind the account's back, and turned back.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CloudTrailClient, CreateTrailCommand, StartLoggingCommand, StopLoggingCommand } from "@aws-sdk/client-cloudtrail";
import { CloudWatchClient, PutMetricAlarmCommand } from "@aws-sdk/client-cloudwatch";
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DescribeLogStreamsCommand,
  PutLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  CreateAccessKeyCommand,
  CreateLoginProfileCommand,
  CreateUserCommand,
  CreateVirtualMFADeviceCommand,
  DeactivateMFADeviceCommand,
  EnableMFADeviceCommand,
  GenerateCredentialReportCommand,
  GetAccessKeyLastUsedCommand,
  GetAccountAuthorizationDetailsCommand,
  GetAccountSummaryCommand,
  GetCredentialReportCommand,
  GetLoginProfileCommand,
  IAMClient,
  ListAccessKeysCommand,
  ListUsersCommand,
  UpdateAccessKeyCommand,
} from "@aws-sdk/client-iam";
import { CancelKeyDeletionCommand, CreateKeyCommand, EnableKeyCommand, KMSClient, ScheduleKeyDeletionCommand } from "@aws-sdk/client-kms";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { mockClient } from "aws-sdk-client-mock";
import { Account } from "../../cli/verify/account";
import { ClientsOfRegions } from "../../cli/verify/clients";
import { Found } from "../../cli/verify/found";
import { iamReader } from "../../cli/verify/readers/iam";
import { readRoot, rootLastUsed } from "../../cli/verify/readers/iam-root";
import { observeReceivingGroups } from "../../cli/verify/receiving-groups";
import { judge, judgeAccount, Session } from "../../policies/evaluate";
import { ResourceIndex } from "../../policies/graph/references";
import { ResourceNode } from "../../policies/graph/resource";
import type { Rule } from "../../policies/rule";
import { functioningRules } from "../../policies/rules/functioning.gen";
import { defaultSettings } from "../../policies/settings";
import { UNKNOWN } from "../../policies/unknown";
import { accountId, credentials, region } from "./clinic-account";
import { verdictOn, verifyLive } from "./live";
import { hasPython, type Moto, startMoto } from "./moto";

jest.setTimeout(300_000);

const python = hasPython();
if (!python) process.stderr.write("SKIPPED: no python3 with venv here, so what works is not tested against moto\n");

(python ? describe : describe.skip)("against moto", () => {
  let moto: Moto;
  beforeAll(async () => {
    moto = await startMoto();
  });
  afterAll(async () => moto.stop());
  const shared = () => ({ endpoint: moto.endpoint, region, credentials });
  const runNow = async () => (await verifyLive(moto.endpoint)).run;

  test("a trail that is stopped, and started again", async () => {
    const cloudtrail = new CloudTrailClient(shared());
    await new S3Client({ ...shared(), forcePathStyle: true }).send(new CreateBucketCommand({ Bucket: "trail-logs" }));
    await cloudtrail.send(
      new CreateTrailCommand({ Name: "audit", S3BucketName: "trail-logs", IsMultiRegionTrail: true, EnableLogFileValidation: true }),
    );
    await cloudtrail.send(new StartLoggingCommand({ Name: "audit" }));
    const rule = "cloudtrail-delivers-log-files";
    const logging = await runNow();
    expect(verdictOn(logging, rule, "trail/audit")).toBe("pass");
    // moto tells nothing of digests, which may be on their way, and the trail has no log group.
    expect(verdictOn(logging, "cloudtrail-delivers-digests", "trail/audit")).toBe("undetermined");
    expect(verdictOn(logging, "cloudtrail-delivers-to-cloudwatch", "trail/audit")).toBe("not-applicable");
    await cloudtrail.send(new StopLoggingCommand({ Name: "audit" }));
    expect(verdictOn(await runNow(), rule, "trail/audit")).toBe("fail");
    await cloudtrail.send(new StartLoggingCommand({ Name: "audit" }));
    expect(verdictOn(await runNow(), rule, "trail/audit")).toBe("pass");
  });

  test("a user's device, taken away and given back", async () => {
    const iam = new IAMClient(shared());
    await iam.send(new CreateUserCommand({ UserName: "nurse" }));
    await iam.send(new CreateUserCommand({ UserName: "job" }));
    await iam.send(new CreateLoginProfileCommand({ UserName: "nurse", Password: "correct-horse-battery" }));
    const device = (await iam.send(new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: "nurse" }))).VirtualMFADevice?.SerialNumber;
    const rule = "iam-user-has-mfa-device";
    expect(verdictOn(await runNow(), rule, "user/nurse")).toBe("fail");
    const enable = () =>
      iam.send(
        new EnableMFADeviceCommand({
          UserName: "nurse",
          SerialNumber: device,
          AuthenticationCode1: "123456",
          AuthenticationCode2: "654321",
        }),
      );
    await enable();
    const withDevice = await runNow();
    expect(verdictOn(withDevice, rule, "user/nurse")).toBe("pass");
    expect(verdictOn(withDevice, rule, "user/job")).toBe("not-applicable");
    // The password was given just now.
    expect(verdictOn(withDevice, "iam-password-used", "user/nurse")).toBe("pass");
    await iam.send(new DeactivateMFADeviceCommand({ UserName: "nurse", SerialNumber: device }));
    expect(verdictOn(await runNow(), rule, "user/nurse")).toBe("fail");
    await enable();
    expect(verdictOn(await runNow(), rule, "user/nurse")).toBe("pass");
  });

  test("an access key: new, and switched off", async () => {
    const iam = new IAMClient(shared());
    await iam.send(new CreateUserCommand({ UserName: "importer" }));
    const id = (await iam.send(new CreateAccessKeyCommand({ UserName: "importer" }))).AccessKey?.AccessKeyId ?? "";
    const active = await runNow();
    expect([verdictOn(active, "iam-access-key-used", id), verdictOn(active, "iam-access-key-rotated", id)]).toEqual(["pass", "pass"]);
    await iam.send(new UpdateAccessKeyCommand({ UserName: "importer", AccessKeyId: id, Status: "Inactive" }));
    const inactive = await runNow();
    expect([verdictOn(inactive, "iam-access-key-used", id), verdictOn(inactive, "iam-access-key-rotated", id)]).toEqual([
      "not-applicable",
      "not-applicable",
    ]);
  });

  test("a key that waits for its deletion, while something is encrypted under it", async () => {
    const kms = new KMSClient(shared());
    const key = async () => (await kms.send(new CreateKeyCommand({}))).KeyMetadata?.Arn ?? "";
    const [used, lonely] = [await key(), await key()];
    // moto deletes by ID only.
    const ids = [used, lonely].map((arn) => arn.slice(arn.lastIndexOf("/") + 1));
    await new SNSClient(shared()).send(new CreateTopicCommand({ Name: "letters", Attributes: { KmsMasterKeyId: used } }));
    const verdicts = async () => {
      const run = await runNow();
      return [used, lonely].map((arn) => verdictOn(run, "kms-key-usable", arn));
    };
    expect(await verdicts()).toEqual(["pass", "pass"]);
    for (const KeyId of ids) await kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 30 }));
    // Of what nothing in the account names, nobody can tell.
    expect(await verdicts()).toEqual(["fail", "undetermined"]);
    for (const KeyId of ids) {
      await kms.send(new CancelKeyDeletionCommand({ KeyId }));
      await kms.send(new EnableKeyCommand({ KeyId }));
    }
    expect(await verdicts()).toEqual(["pass", "pass"]);
  });

  test("a topic of alarms to which nobody is subscribed", async () => {
    const sns = new SNSClient(shared());
    const topic = async (Name: string) => (await sns.send(new CreateTopicCommand({ Name }))).TopicArn ?? "";
    const [alarms, news] = [await topic("alarms"), await topic("news")];
    await new CloudWatchClient(shared()).send(
      new PutMetricAlarmCommand({
        AlarmName: "failures",
        AlarmActions: [alarms],
        ComparisonOperator: "GreaterThanThreshold",
        EvaluationPeriods: 1,
        MetricName: "failures",
        Namespace: "clinic",
        Period: 60,
        Statistic: "Sum",
        Threshold: 1,
      }),
    );
    const rule = "alarm-topic-has-subscription";
    const before = await runNow();
    expect(verdictOn(before, rule, ":alarms")).toBe("fail");
    // Whatever else could not be read may send to it too: never a failure.
    expect(verdictOn(before, rule, ":news")).not.toBe("fail");
    // moto confirms by itself.
    await sns.send(new SubscribeCommand({ TopicArn: alarms, Protocol: "email", Endpoint: "duty@clinic.example" }));
    expect(verdictOn(await runNow(), rule, ":alarms")).toBe("pass");
    expect(news).not.toBe("");
  });

  test("a log group of the trail, silent and then written to", async () => {
    const logs = new CloudWatchLogsClient(shared());
    const cloudtrail = new CloudTrailClient(shared());
    const role = `arn:aws:iam::${accountId}:role/trail`;
    await logs.send(new CreateLogGroupCommand({ logGroupName: "trail" }));
    await logs.send(new CreateLogGroupCommand({ logGroupName: "application" }));
    const group = `arn:aws:logs:${region}:${accountId}:log-group:trail:*`;
    await cloudtrail.send(
      new CreateTrailCommand({
        Name: "second",
        S3BucketName: "trail-logs",
        IsMultiRegionTrail: true,
        CloudWatchLogsLogGroupArn: group,
        CloudWatchLogsRoleArn: role,
      }),
    );
    await cloudtrail.send(new StartLoggingCommand({ Name: "second" }));
    const rule = "log-group-receives-events";
    // The group is of today.
    expect(verdictOn(await runNow(), rule, "log-group:trail")).toBe("undetermined");
    await logs.send(new CreateLogStreamCommand({ logGroupName: "trail", logStreamName: "one" }));
    await logs.send(
      new PutLogEventsCommand({ logGroupName: "trail", logStreamName: "one", logEvents: [{ timestamp: Date.now(), message: "{}" }] }),
    );
    expect(verdictOn(await runNow(), rule, "log-group:trail")).toBe("pass");
    expect(verdictOn(await runNow(), rule, "log-group:application")).toBe("not-applicable");
  });

  test("the root user, as far as moto tells", async () => {
    const run = await runNow();
    const of = (rule: string) => run.verdicts.filter((verdict) => verdict.rule === rule).map(({ outcome }) => outcome);
    expect(of("iam-root-no-access-key")).toEqual(["pass"]);
    // moto does not say whether the root user has a password, and its credential report has no line of the root user.
    expect(of("iam-root-mfa")).toEqual(["undetermined"]);
    expect(of("iam-root-not-used")).toEqual(["undetermined"]);
    await new IAMClient(shared()).send(new GenerateCredentialReportCommand({}));
    const reported = (await runNow()).verdicts.filter(({ rule }) => rule === "iam-root-not-used");
    expect(reported.map(({ outcome }) => outcome)).toEqual(["undetermined"]);
    // Without a ledger nobody knows of reviews and drills.
    expect([of("log-review-recorded"), of("emergency-access-drilled")]).toEqual([["undetermined"], ["undetermined"]]);
  });
});

test("the page names every rule on what works", () => {
  const page = readFileSync(join(__dirname, "../../docs/verify.md"), "utf8");
  expect(functioningRules.filter(({ id }) => !page.includes(`[${id}](rules/${id}.md)`)).map(({ id }) => id)).toEqual([]);
});

describe("with answers written by hand, since no emulator has them", () => {
  const at = "2026-11-22T12:00:00.000Z";
  const ruleOf = (id: string): Rule => {
    const rule = functioningRules.find((known) => known.id === id);
    if (!rule) throw new Error(`there is no rule ${id}`);
    return rule;
  };
  const account = () => new Account(accountId, "aws", new ClientsOfRegions({}));
  const outcomes = (found: Found, id: string) => {
    const rule = ruleOf(id);
    const index = new ResourceIndex(found.resources.map((resource) => new ResourceNode(resource)));
    const session = new Session(index, { ...defaultSettings, accountBaseline: true }, true);
    if (rule.on === "account") return [judgeAccount(rule, session).verdict.outcome];
    if (rule.on === "any") throw new Error("no rule on what works speaks of any type");
    return rule.on.flatMap((kind) => index.ofKind(kind)).map((resource) => judge(rule, resource, session).verdict.outcome);
  };
  const head = "user,arn,user_creation_time,password_enabled,password_last_used,access_key_1_last_used_date,access_key_2_last_used_date";
  const report = (...used: readonly string[]) =>
    new TextEncoder().encode(
      `${head}\n<root_account>,arn:aws:iam::${accountId}:root,2020-01-01T00:00:00+00:00,not_supported,${used.join(",")}\nnurse,arn,x,true,y,N/A,N/A\n`,
    );

  const rootWith = async (summary: Readonly<Record<string, number>> | Error, content: Uint8Array | Error) => {
    const iam = mockClient(IAMClient);
    if (summary instanceof Error) iam.on(GetAccountSummaryCommand).rejects(summary);
    else iam.on(GetAccountSummaryCommand).resolves({ SummaryMap: summary });
    if (content instanceof Error) iam.on(GetCredentialReportCommand).rejects(content);
    else iam.on(GetCredentialReportCommand).resolves({ Content: content });
    const found = new Found(accountId, at);
    await readRoot({ account: account(), region, found, claim: () => true });
    iam.restore();
    const verdicts = ["iam-root-mfa", "iam-root-no-access-key", "iam-root-not-used"].flatMap((id) => outcomes(found, id));
    return { verdicts, unread: [...found.unread.values()].flat().map(({ action }) => action) };
  };
  const failure = (name: string) => Object.assign(new Error(name), { name });

  test("the root user: a device, no key, unused for long", async () => {
    const summary = { AccountMFAEnabled: 1, AccountPasswordPresent: 1, AccountAccessKeysPresent: 0 };
    expect(await rootWith(summary, report("2024-01-01T00:00:00+00:00", "N/A", "N/A"))).toEqual({
      verdicts: ["pass", "pass", "pass"],
      unread: [],
    });
    expect((await rootWith(summary, report("no_information", "N/A", "N/A"))).verdicts).toEqual(["pass", "pass", "pass"]);
  });

  test("the root user: no device, a key, used yesterday by the key", async () => {
    const summary = { AccountMFAEnabled: 0, AccountPasswordPresent: 1, AccountAccessKeysPresent: 1 };
    const used = report("2024-01-01T00:00:00+00:00", "2026-11-21T08:00:00+00:00", "N/A");
    expect((await rootWith(summary, used)).verdicts).toEqual(["fail", "fail", "fail"]);
  });

  test("the root user: credentials removed, no report, no permission, nonsense", async () => {
    const removed = { AccountMFAEnabled: 0, AccountPasswordPresent: 0, AccountAccessKeysPresent: 0 };
    const none = await rootWith(removed, failure("CredentialReportNotPresentException"));
    expect(none).toEqual({ verdicts: ["not-applicable", "pass", "undetermined"], unread: [] });
    const denied = await rootWith(failure("AccessDenied"), failure("AccessDenied"));
    expect(denied).toEqual({
      verdicts: ["undetermined", "undetermined", "undetermined"],
      unread: ["iam:GetAccountSummary", "iam:GetCredentialReport"],
    });
    expect((await rootWith({}, new TextEncoder().encode("<html>"))).verdicts).toEqual(["undetermined", "undetermined", "undetermined"]);
  });

  test("the line of the root user, and nobody else's", () => {
    expect(rootLastUsed(report("2026-01-01T00:00:00+00:00", "2026-03-01T00:00:00+00:00", "2026-02-01T00:00:00+00:00"))).toBe(
      "2026-03-01T00:00:00.000Z",
    );
    expect(rootLastUsed(report("N/A", "N/A", "N/A"))).toBe("never");
    expect(rootLastUsed(report("soon", "N/A", "N/A"))).toBe(UNKNOWN);
    expect(rootLastUsed(report("N/A", "N/A"))).toBe(UNKNOWN);
    expect(rootLastUsed(new TextEncoder().encode(`${head}\nnurse,arn,x,true,2026-11-21T08:00:00+00:00,N/A,N/A\n`))).toBe(UNKNOWN);
    expect(rootLastUsed(undefined)).toBe(UNKNOWN);
  });

  test("old keys, old passwords, and what IAM does not tell of them", async () => {
    const arn = `arn:aws:iam::${accountId}:user/nurse`;
    const read = async (used: object | Error, users: object | Error) => {
      const iam = mockClient(IAMClient);
      const user = { Arn: arn, UserName: "nurse", UserId: "AIDAEXAMPLE", Path: "/", CreateDate: new Date("2025-01-01") };
      iam.onAnyCommand().resolves({});
      iam.on(GetAccountAuthorizationDetailsCommand).resolves({ UserDetailList: [user] });
      iam.on(GetLoginProfileCommand).resolves({ LoginProfile: { UserName: "nurse", CreateDate: new Date("2025-01-01") } });
      iam.on(ListAccessKeysCommand).resolves({
        AccessKeyMetadata: [{ AccessKeyId: "AKIAEXAMPLE", Status: "Active", UserName: "nurse", CreateDate: new Date("2026-06-01") }],
      });
      if (used instanceof Error) iam.on(GetAccessKeyLastUsedCommand).rejects(used);
      else
        iam
          .on(GetAccessKeyLastUsedCommand)
          .resolves({ AccessKeyLastUsed: { ServiceName: "s3", Region: region, LastUsedDate: undefined, ...used } });
      if (users instanceof Error) iam.on(ListUsersCommand).rejects(users);
      else iam.on(ListUsersCommand).resolves({ Users: [{ ...user, ...users }] });
      const found = new Found(accountId, at);
      await iamReader.read({ account: account(), region, found, claim: () => true });
      iam.restore();
      return ["iam-access-key-used", "iam-access-key-rotated", "iam-password-used"].flatMap((id) => outcomes(found, id));
    };
    const today = { LastUsedDate: new Date("2026-11-22T08:00:00Z") };
    expect(await read(today, { PasswordLastUsed: new Date("2026-11-20") })).toEqual(["pass", "fail", "pass"]);
    expect(await read({ LastUsedDate: new Date("2026-07-01") }, { PasswordLastUsed: new Date("2026-07-01") })).toEqual([
      "fail",
      "fail",
      "fail",
    ]);
    // Never used, since half a year.
    expect(await read({}, {})).toEqual(["fail", "fail", "fail"]);
    expect(await read(failure("AccessDenied"), failure("AccessDenied"))).toEqual(["undetermined", "fail", "undetermined"]);
  });

  test("the streams of a group that a trail writes to: silent for weeks, empty, denied", async () => {
    const group = `arn:aws:logs:${region}:${accountId}:log-group:trail`;
    const read = async (streams: object | Error) => {
      const logs = mockClient(CloudWatchLogsClient);
      if (streams instanceof Error) logs.on(DescribeLogStreamsCommand).rejects(streams);
      else logs.on(DescribeLogStreamsCommand).resolves(streams);
      const found = new Found(accountId, at);
      for (const name of ["trail", "application"])
        found.add({
          kind: "cloudwatch.LogGroup",
          id: `arn:aws:logs:${region}:${accountId}:log-group:${name}`,
          region,
          inputs: { name },
          outputs: { arn: `arn:aws:logs:${region}:${accountId}:log-group:${name}`, id: `${group}:*`.replace("trail", name), name },
          observed: { createdAt: "2025-01-01T00:00:00.000Z", storedBytes: 5, lastEventTime: UNKNOWN },
        });
      found.add({
        kind: "cloudtrail.Trail",
        id: `arn:aws:cloudtrail:${region}:${accountId}:trail/audit`,
        region,
        inputs: { name: "audit", s3BucketName: "trail-logs", isMultiRegionTrail: true, cloudWatchLogsGroupArn: `${group}:*` },
      });
      await observeReceivingGroups(account(), found);
      const asked = logs.commandCalls(DescribeLogStreamsCommand).map(({ args: [{ input }] }) => input.logGroupName);
      logs.restore();
      expect(asked).toEqual(["trail"]);
      return outcomes(found, "log-group-receives-events");
    };
    expect(await read({ logStreams: [{ lastEventTimestamp: Date.parse("2026-11-22T10:00:00Z") }] })).toEqual(["pass", "not-applicable"]);
    expect(await read({ logStreams: [{ lastEventTimestamp: Date.parse("2026-11-01T10:00:00Z") }] })).toEqual(["fail", "not-applicable"]);
    expect(await read({ logStreams: [] })).toEqual(["fail", "not-applicable"]);
    expect(await read(failure("AccessDeniedException"))).toEqual(["undetermined", "not-applicable"]);
  });
});
