// phiguard verify under exactly the policy that it prints, held to it by an emulator that evaluates IAM policies.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateAccessKeyCommand, CreateUserCommand, IAMClient, PutUserPolicyCommand } from "@aws-sdk/client-iam";
import { CreateTopicCommand, SNSClient } from "@aws-sdk/client-sns";
import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { buildPhiguard, type Ended, phiguard } from "../cli/run-phiguard";
import { type Emulator, hasPython } from "./emulator";
import { startMinistack } from "./ministack";

jest.setTimeout(300_000);

const python = hasPython();
if (!python) process.stderr.write("SKIPPED: no python3 with venv here, so the policy of phiguard verify is not tested against ministack\n");

const region = "us-east-1";
/** The emulator takes the key for the account, and its root for the caller. */
const root = { accessKeyId: "123456789012", secretAccessKey: "root" };

interface Verified {
  readonly runs: readonly {
    readonly counts: Readonly<Record<string, number>>;
    readonly problems: readonly { readonly message: string; readonly blocks: boolean }[];
    readonly findings: readonly { readonly rule: string; readonly outcome: string; readonly urn?: string; readonly because: string }[];
  }[];
}

(python ? describe : describe.skip)("against ministack, which authorizes", () => {
  let ministack: Emulator;
  let program: string;
  let scratch: string;
  let keys: typeof root;

  beforeAll(async () => {
    scratch = mkdtempSync(join(tmpdir(), "phiguard-ministack-"));
    program = buildPhiguard("ministack");
    ministack = await startMinistack({ authorizes: true });
    const client = { endpoint: ministack.endpoint, region, credentials: root };
    const iam = new IAMClient(client);
    await iam.send(new CreateUserCommand({ UserName: "verifier" }));
    const { AccessKey: key } = await iam.send(new CreateAccessKeyCommand({ UserName: "verifier" }));
    keys = { accessKeyId: key?.AccessKeyId ?? "", secretAccessKey: key?.SecretAccessKey ?? "" };
    await new SQSClient(client).send(new CreateQueueCommand({ QueueName: "letters" }));
    await new SNSClient(client).send(new CreateTopicCommand({ Name: "visits" }));
  });
  afterAll(async () => {
    await ministack.stop();
    for (const path of [scratch, program, `${program}.map`]) rmSync(path, { recursive: true, force: true });
  });

  const run = (args: readonly string[]): Promise<Ended> =>
    phiguard(program, args, {
      environment: { PATH: process.env.PATH, AWS_ACCESS_KEY_ID: keys.accessKeyId, AWS_SECRET_ACCESS_KEY: keys.secretAccessKey },
      directory: scratch,
    });
  const verify = async () => {
    const ended = await run(["verify", "--json", "--region", region, "--endpoint", ministack.endpoint]);
    const { runs }: Verified = JSON.parse(ended.stdout);
    const [only] = runs;
    if (!only) throw new Error(ended.stderr);
    expect(ended.stderr + ended.stdout).not.toContain(keys.secretAccessKey);
    return { code: ended.code, ...only };
  };
  const allow = (document: unknown) =>
    new IAMClient({ endpoint: ministack.endpoint, region, credentials: root }).send(
      new PutUserPolicyCommand({ UserName: "verifier", PolicyName: "verify", PolicyDocument: JSON.stringify(document) }),
    );
  const denials = ({ problems }: Verified["runs"][number]) =>
    problems.map(({ message }) => message).filter((message) => /denied|unauthorized/i.test(message));

  test("needs no more than the policy that it prints", async () => {
    const printed = await run(["verify", "--print-policy"]);
    await allow(JSON.parse(printed.stdout));
    const verified = await verify();
    expect(denials(verified)).toEqual([]);
    // What it read, it judged; what ministack lacks stays open.
    expect(verified.findings).toContainEqual(
      expect.objectContaining({ rule: "sns-encrypted-kms", outcome: "fail", urn: expect.stringContaining("visits") }),
    );
    expect(verified.counts.undetermined).toBeGreaterThan(0);
  });

  test("without a part of it, what that part reads is undetermined", async () => {
    const policy: { readonly Statement: readonly [{ readonly Action: readonly string[] }] } = JSON.parse(
      (await run(["verify", "--print-policy"])).stdout,
    );
    const [statement] = policy.Statement;
    await allow({
      ...policy,
      Statement: [{ ...statement, Action: statement.Action.filter((action) => action !== "sqs:GetQueueAttributes") }],
    });
    const verified = await verify();
    expect(denials(verified)).toEqual([expect.stringContaining("sqs:GetQueueAttributes")]);
    const said = verified.findings.filter(({ rule, urn = "" }) => rule === "sqs-encrypted" && urn.includes("letters"));
    expect(said).toMatchObject([{ outcome: "undetermined" }]);
  });

  test("nothing is allowed that is not in it", async () => {
    await allow({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "sqs:ListQueues", Resource: "*" }] });
    expect(denials(await verify()).length).toBeGreaterThan(5);
  });
});
