// stacks/baseline for real: the emergency access role and its watch go up onto an emulator, are verified, silenced behind Pulumi's back, seen, mended and taken down.
import {
  DisableRuleCommand,
  EventBridgeClient,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  RemoveTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import { CreatePolicyCommand, IAMClient } from "@aws-sdk/client-iam";
import { emulatorVariable } from "../../cli/offline/emulator/endpoint";
import { type Engine, openEngine, type Run, toolchainTimeout } from "../engine/run-pulumi";
import { accountId, credentials, region } from "./clinic-account";
import { type BuiltProvider, buildProvider } from "./emulated-provider";
import { verdictOn, verifyLive } from "./live";
import { hasPython, type Moto, startMoto } from "./moto";

jest.setTimeout(300_000);

const python = hasPython();
if (!python) process.stderr.write("SKIPPED: no python3 with venv here, so stacks/baseline is not deployed onto moto\n");

(python ? describe : describe.skip)("stacks/baseline on moto", () => {
  let moto: Moto;
  let provider: BuiltProvider;
  let engine: Engine;
  let events: EventBridgeClient;
  beforeAll(async () => {
    provider = buildProvider();
    moto = await startMoto({ managedPolicies: true });
    events = new EventBridgeClient({ endpoint: moto.endpoint, region, credentials });
    // The stack's configuration names a policy that the account has.
    const PolicyDocument = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "rds:RestoreDBClusterFromSnapshot", Resource: "*" }],
    });
    const iam = new IAMClient({ endpoint: moto.endpoint, region, credentials });
    await iam.send(new CreatePolicyCommand({ PolicyName: "records-in-an-emergency", PolicyDocument }));
    engine = await openEngine({
      projectDirectory: `${__dirname}/../..`,
      stack: "baseline",
      pathFolders: [provider.folder],
      environment: { PULUMI_NODEJS_TRANSPILE_ONLY: "true", [emulatorVariable]: moto.endpoint },
    });
  }, toolchainTimeout);
  afterAll(async () => {
    engine.close();
    await moto.stop();
    provider.remove();
  });

  const limitSeconds = 240;
  const ended = (run: Run) => ({ exitCode: run.exitCode, said: run.exitCode === 0 ? "" : run.output });
  const watched = async () => verdictOn((await verifyLive(moto.endpoint)).run, "iam-break-glass-role", `account-${accountId}`);
  const rules = async () => ((await events.send(new ListRulesCommand({}))).Rules ?? []).map(({ Name }) => Name).sort();

  test("an account without it has no role for emergencies", async () => {
    expect(await watched()).toBe("fail");
  });

  test("goes up, and is then as the program says", async () => {
    expect(ended(await engine.up({ limitSeconds }))).toEqual({ exitCode: 0, said: "" });
    expect(await rules()).toEqual(["phiguard-baseline-break-glass-taken", "phiguard-baseline-break-glass-used"]);
    const again = await engine.pulumi(["preview", "--stack", engine.stack, "--refresh", "--expect-no-changes", "--non-interactive"], {
      limitSeconds,
    });
    expect(ended(again)).toEqual({ exitCode: 0, said: "" });
  });

  test("the role for emergencies and the alarms on what must not pass unseen are found in the account", async () => {
    const { run } = await verifyLive(moto.endpoint);
    const asked = Object.keys(run.rules).filter((rule) => rule === "iam-break-glass-role" || /^alarm-(?!topic-|has-action)/.test(rule));
    expect(asked).toHaveLength(8);
    expect(asked.filter((rule) => verdictOn(run, rule, `account-${accountId}`) !== "pass")).toEqual([]);
  });

  test("its watch that is silenced behind Pulumi's back is seen, and mended by the next update", async () => {
    const [taken, used] = await rules();
    await events.send(new DisableRuleCommand({ Name: taken }));
    expect(await watched()).toBe("fail");
    const { Targets: targets = [] } = await events.send(new ListTargetsByRuleCommand({ Rule: used }));
    await events.send(new RemoveTargetsCommand({ Rule: used, Ids: targets.flatMap(({ Id }) => Id ?? []) }));
    const looked = await engine.pulumi(["preview", "--stack", engine.stack, "--refresh", "--non-interactive", "--color", "never"], {
      limitSeconds,
    });
    expect(looked.output).toMatch(/~ .*EventRule +break-glass-taken +update/);
    expect(looked.output).toMatch(/\+ .*EventTarget +break-glass-used-record +create/);
    expect(ended(await engine.up({ args: ["--refresh"], limitSeconds }))).toEqual({ exitCode: 0, said: "" });
    expect(await watched()).toBe("pass");
    expect((await events.send(new ListTargetsByRuleCommand({ Rule: used }))).Targets).toHaveLength(1);
  });

  test("the watch is taken down with what depends on it", async () => {
    const run = await engine.pulumi(
      [
        ...["destroy", "--stack", engine.stack, "--yes", "--non-interactive", "--color", "never", "--target-dependents"],
        ...["--target", "**aws:cloudwatch/eventRule:EventRule**"],
      ],
      { limitSeconds },
    );
    expect(ended(run)).toEqual({ exitCode: 0, said: "" });
    expect(await rules()).toEqual([]);
  });
});
