// stacks/clinic for real: pulumi up onto an emulator with the pack on, verified, broken behind Pulumi's back, seen, mended, and taken down.
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient, UpdateTableCommand } from "@aws-sdk/client-dynamodb";
import { DescribeNetworkAclsCommand, DescribeSubnetsCommand, DescribeVpcsCommand, EC2Client } from "@aws-sdk/client-ec2";
import { ModifyDBClusterCommand, RDSClient } from "@aws-sdk/client-rds";
import { emulatorVariable, loopbackEndpoint } from "../../cli/offline/emulator/endpoint";
import { readRun } from "../../cli/report/read-run";
import { readConfiguration } from "../../cli/run-output";
import { readStates, withDrift } from "../../cli/verify/drift";
import type { JudgedState } from "../../cli/verify/drift/drift";
import { sameResources } from "../../cli/verify/drift/same-resource";
import type { Run, RunVerdict } from "../../policies/evidence/run";
import { functioningRules } from "../../policies/rules/functioning.gen";
import { buildPack } from "../e2e/bundle";
import { type Engine, type Run as EngineRun, openEngine, toolchainTimeout } from "../engine/run-pulumi";
import { breaks } from "./break-clinic";
import { accountId, credentials, region } from "./clinic-account";
import { knownGaps } from "./clinic-gaps";
import { type BuiltProvider, buildProvider } from "./emulated-provider";
import { verifyLive } from "./live";
import { hasPython, type Moto, startMoto } from "./moto";

jest.setTimeout(600_000);

/** The Regions of the clinic: its own, and that of its backups' copies. */
const regions = [region, "us-west-2"] as const;

describe("the emulator's address", () => {
  test.each(["http://127.0.0.1:5000", "http://127.3.2.1:1", "http://[::1]:5000/"])("may be %s", (address) => {
    expect(loopbackEndpoint(address).url).toBe(address.replace(/\/$/, ""));
  });

  test.each([
    "https://127.0.0.1:5000",
    "http://127.0.0.1",
    "http://localhost:5000",
    "http://127.0.0.1.example.com:5000",
    "http://127.0.0.1@example.com:5000",
    "http://example.com:5000",
    "http://0.0.0.0:5000",
    "http://10.0.0.1:5000",
    "http://[::ffff:10.0.0.1]:5000",
    "http://127.0.0.1:5000/path",
    "https://s3.us-east-1.amazonaws.com",
    "127.0.0.1:5000",
    "true",
  ])("may not be %s", (address) => {
    expect(() => loopbackEndpoint(address)).toThrow("PHIGUARD_EMULATOR is refused");
  });
});

const python = hasPython();
if (!python) process.stderr.write("SKIPPED: no python3 with venv here, so pulumi up onto moto is not tested\n");

/** Names that the emulator makes up, by what they are. */
function nameOf(urn: string, notOurs: ReadonlySet<string>): string {
  const name = urn.split("::").slice(3).join("::");
  if (notOurs.has(name.split("/").at(-1) ?? "")) return "default-network";
  if (name.includes(":listener/")) return "listener";
  if (name.includes(":certificate/")) return "certificate";
  if (name.includes(":backup-plan:")) return "plan";
  if (/:key\/[0-9a-f-]{36}$/.test(name)) return "key";
  return (name.split(/[:/]/).at(-1) ?? name)
    .replace(/^(acl|sg|subnet|vpc)-[0-9a-f]{17}$/, "$1")
    .replace(/^phiguard-clinic-portal$/, name.includes(":/ecs/") ? "portal" : "phiguard-clinic-portal");
}

/** The state of the stack, judged. */
async function judgedState(engine: Engine, folder: string): Promise<readonly JudgedState[]> {
  const file = join(folder, "state.json");
  const exported = await engine.pulumi(["stack", "export", "--show-secrets", "--stack", engine.stack, "--file", file]);
  expect(exported.exitCode).toBe(0);
  return readStates([file], { configuration: readConfiguration(undefined), environment: {}, startedAt: new Date() });
}

type Outcomes = ReadonlyMap<string, RunVerdict["outcome"]>;

/** What each rule says of each resource, as "rule URN". */
function outcomesOf({ verdicts }: Run): Outcomes {
  return new Map(verdicts.flatMap(({ rule, urn, outcome }) => (urn === undefined ? [] : [[`${rule} ${urn}`, outcome]])));
}

/** Where one source passes what another one fails. */
function contradictions(one: Outcomes, other: Outcomes): readonly string[] {
  return [...one].flatMap(([key, outcome]) => {
    const said = other.get(key);
    return (outcome === "pass" && said === "fail") || (outcome === "fail" && said === "pass") ? [`${key}: ${outcome}, ${said}`] : [];
  });
}

interface Findings {
  readonly fail: readonly string[];
  readonly undetermined: readonly string[];
}

async function findings(endpoint: string, notOurs: ReadonlySet<string>): Promise<Findings> {
  const { run } = await verifyLive(endpoint, regions);
  const of = (wanted: string) => {
    const found = run.verdicts.filter(({ outcome }) => outcome === wanted).map(({ rule, urn = "" }) => `${rule} ${nameOf(urn, notOurs)}`);
    return [...new Set(found)].sort();
  };
  return { fail: of("fail"), undetermined: of("undetermined") };
}

/** What AWS and moto give each Region of a new account, in all its parts. */
async function defaultNetworks(endpoint: string): Promise<ReadonlySet<string>> {
  const parts: (string | undefined)[] = [];
  for (const one of regions) {
    const ec2 = new EC2Client({ endpoint, region: one, credentials });
    const { Vpcs: vpcs = [] } = await ec2.send(new DescribeVpcsCommand({ Filters: [{ Name: "is-default", Values: ["true"] }] }));
    const of = { Filters: [{ Name: "vpc-id", Values: vpcs.flatMap(({ VpcId }) => VpcId ?? []) }] };
    const { Subnets: subnets = [] } = await ec2.send(new DescribeSubnetsCommand(of));
    const { NetworkAcls: lists = [] } = await ec2.send(new DescribeNetworkAclsCommand(of));
    parts.push(
      ...vpcs.map(({ VpcId }) => VpcId),
      ...subnets.map(({ SubnetId }) => SubnetId),
      ...lists.map(({ NetworkAclId }) => NetworkAclId),
    );
  }
  return new Set(parts.flatMap((id) => id ?? []));
}

(python ? describe : describe.skip)("stacks/clinic on moto", () => {
  let moto: Moto;
  let evidence: string;
  let provider: BuiltProvider;
  let pack: string;
  let engine: Engine;
  let notOurs: ReadonlySet<string>;

  beforeAll(async () => {
    evidence = mkdtempSync(join(tmpdir(), "phiguard-clinic-"));
    provider = buildProvider();
    pack = buildPack();
    moto = await startMoto({ managedPolicies: true });
    notOurs = await defaultNetworks(moto.endpoint);
    engine = await openEngine({
      projectDirectory: `${__dirname}/../..`,
      stack: "clinic",
      pathFolders: [provider.folder],
      environment: { PULUMI_NODEJS_TRANSPILE_ONLY: "true", [emulatorVariable]: moto.endpoint },
    });
  }, toolchainTimeout);
  afterAll(async () => {
    engine.close();
    await moto.stop();
    provider.remove();
    for (const path of [pack, evidence]) rmSync(path, { recursive: true, force: true });
  });

  const ended = (run: EngineRun) => ({ exitCode: run.exitCode, said: run.exitCode === 0 ? "" : run.output });
  const limitSeconds = 240;
  let before: Findings;
  let states: readonly JudgedState[];
  let driftBefore: readonly string[];

  /** What verify calls drift, as "change rule name". */
  const drift = async () => {
    const { run, ...account } = await verifyLive(moto.endpoint, regions);
    const { drift: found = [] } = withDrift(run, account, states);
    return found.map(({ change, rule = "", live = "" }) => `${change} ${rule} ${nameOf(live, notOurs)}`).sort();
  };

  test("goes up with the pack on, and what the emulator cannot make is named", async () => {
    const run = await engine.up({ policyPacks: [pack], limitSeconds, environment: { PHIGUARD_EVIDENCE: evidence } });
    expect(ended(run)).toEqual({ exitCode: 0, said: "" });
    expect(run.output).toContain("resources are made in the emulator");
    expect(run.output).toContain("kept in the stack's state only, not in the emulator: moto 5.2.5 has no such call");
  });

  test("is then as the program says", async () => {
    const run = await engine.pulumi(["preview", "--stack", engine.stack, "--refresh", "--expect-no-changes", "--non-interactive"], {
      limitSeconds,
    });
    expect(ended(run)).toEqual({ exitCode: 0, said: "" });
  });

  test("is found compliant, but for what is listed with its reason", async () => {
    before = await findings(moto.endpoint, notOurs);
    const listed = (outcome: keyof Findings) => [...new Set(knownGaps.flatMap((gap) => gap[outcome] ?? []))].sort();
    expect(before.fail).toEqual(listed("fail"));
    expect(before.undetermined).toEqual(listed("undetermined"));
  });

  test("says of each resource the same in the preview, in the update, in the state and in the account", async () => {
    states = await judgedState(engine, evidence);
    const [state] = states;
    const recorded = readdirSync(join(evidence, "runs")).map((file) => readRun(join(evidence, "runs", file)));
    const runOf = (wanted: Run["source"]) => recorded.find(({ source }) => source === wanted);
    const [preview, update] = [runOf("preview"), runOf("update")];
    if (!state || !preview || !update) throw new Error("a source is missing");
    const { run, found } = await verifyLive(moto.endpoint, regions);
    const searched = { id: accountId, resources: found.resources, isGlobal: () => false, listed: () => true };
    const { live } = sameResources(state.resources, searched);
    const inAccount = outcomesOf(run);
    const account: Outcomes = new Map(
      [...live].flatMap(([urn, { urn: now }]) =>
        Object.keys(run.rules).flatMap((rule) => {
          const outcome = inAccount.get(`${rule} ${now}`);
          return outcome === undefined ? [] : [[`${rule} ${urn}`, outcome] as const];
        }),
      ),
    );
    const sources = { preview: outcomesOf(preview), update: outcomesOf(update), state: outcomesOf(state.run), account };
    const decided = (outcomes: Outcomes) => [...outcomes].filter(([, outcome]) => outcome !== "undetermined").length;
    const total = decided(sources.state);
    expect(total).toBeGreaterThan(500);
    // Nearly all of what the state decides, the others decide alike: else there would be little to compare.
    const least = [
      ["preview", 0.99],
      ["update", 1],
      ["account", 0.8],
    ] as const;
    const shares = least.map(([name]) => {
      const same = [...sources.state].filter(([key, outcome]) => outcome !== "undetermined" && sources[name].get(key) === outcome);
      return { name, share: same.length / total };
    });
    process.stderr.write(`of ${total} verdicts of the state, these shares are the same elsewhere: ${JSON.stringify(shares)}\n`);
    expect(shares.filter(({ share }, index) => share < (least[index]?.[1] ?? 1))).toEqual([]);
    for (const other of [sources.preview, sources.update]) expect(contradictions(sources.state, other)).toEqual([]);
    const gaps = new Set(knownGaps.flatMap(({ fail = [] }) => fail.map((finding) => finding.split(" ")[0])));
    expect(contradictions(sources.state, account).filter((found) => !gaps.has(found.split(" ")[0] ?? ""))).toEqual([]);
  });

  test("shows no drift but what moto drops", async () => {
    driftBefore = await drift();
    const gaps = new Set(knownGaps.flatMap(({ fail = [] }) => fail));
    expect(driftBefore.filter((found) => !gaps.has(found.split(" ").slice(1).join(" ")))).toEqual([]);
  });

  test("shows ten safeguards that are taken away behind Pulumi's back, as violations and as drift", async () => {
    expect(breaks).toHaveLength(10);
    for (const one of breaks) await one.undo(moto.endpoint);
    const after = await findings(moto.endpoint, notOurs);
    expect(after.fail.filter((finding) => !before.fail.includes(finding))).toEqual(breaks.flatMap(({ fails }) => fails).sort());
    expect(before.fail.filter((finding) => !after.fail.includes(finding))).toEqual([]);

    // The account's own rules and those on what works are asked of no state.
    const told = (await drift()).filter((found) => !driftBefore.includes(found));
    const works = new Set(functioningRules.map(({ id }) => id));
    const comparable = breaks
      .flatMap(({ fails }) => fails)
      .filter((finding) => !/ account-| temp$/.test(finding) && !works.has(finding.split(" ")[0] ?? ""));
    expect([...new Set(told.filter((found) => !found.endsWith(" temp")))]).toEqual(
      comparable.map((finding) => `weakened ${finding}`).sort(),
    );
    // The user and the password are in no state: each is told once, whatever else is wrong with it.
    expect(told.filter((found) => found.endsWith(" temp")).map((found) => found.split(" ")[0])).toEqual(["unmanaged", "unmanaged"]);

    const refresh = await engine.pulumi(["refresh", "--stack", engine.stack, "--preview-only", "--diff", "--json", "--non-interactive"], {
      limitSeconds,
      environment: { PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "1" },
    });
    expect(drifted(refresh)).toEqual(breaks.flatMap(({ drift }) => drift ?? []).sort());
  });

  test("is mended by the next update", async () => {
    expect(ended(await engine.up({ args: ["--refresh"], limitSeconds }))).toEqual({ exitCode: 0, said: "" });
    const after = await findings(moto.endpoint, notOurs);
    // The user is nobody's: no program made him, and none takes him away.
    expect(after.fail.filter((finding) => !before.fail.includes(finding) && !finding.endsWith(" temp"))).toEqual([]);
  });

  test("goes down, but for the buckets that hold logs", async () => {
    // What AWS protects from deletion must be let go first, in an emulator as in an account.
    const reach = { endpoint: moto.endpoint, region, credentials };
    await new DynamoDBClient(reach).send(new UpdateTableCommand({ TableName: "phiguard-clinic-visits", DeletionProtectionEnabled: false }));
    await new RDSClient(reach).send(
      new ModifyDBClusterCommand({ DBClusterIdentifier: "phiguard-clinic-records", DeletionProtection: false }),
    );
    await engine.pulumi(["state", "unprotect", "--all", "--yes", "--stack", engine.stack]);
    const run = await engine.pulumi(
      ["destroy", "--stack", engine.stack, "--yes", "--continue-on-error", "--non-interactive", "--color", "never"],
      {
        limitSeconds,
      },
    );
    const errors = run.output.split("\n").filter((line) => /^\s+error: /.test(line) && !line.includes("update failed"));
    expect([...new Set(errors.map((line) => line.trim()))]).toEqual([
      "error: aws:s3/bucket:Bucket could not be deleted in the emulator: BucketNotEmpty: The bucket you tried to delete is not empty",
    ]);
    const state: { readonly deployment: { readonly resources?: readonly { readonly urn: string }[] } } = JSON.parse(
      (await engine.pulumi(["stack", "export", "--stack", engine.stack])).stdout,
    );
    const left = (state.deployment.resources ?? []).map(({ urn }) => urn).filter((urn) => urn.includes("aws:s3/bucket:Bucket::"));
    expect(left.map((urn) => urn.split("::").at(-1)).sort()).toEqual(["audit-access", "documents-logs"]);
  });
});

/** What a refresh would change, as "type name". */
function drifted(run: EngineRun): readonly string[] {
  const changed = run.stdout.split("\n").flatMap((line) => {
    if (!line.startsWith("{")) return [];
    const event: {
      readonly resOutputsEvent?: { readonly metadata: { readonly op: string; readonly urn: string; readonly type: string } };
    } = JSON.parse(line);
    const metadata = event.resOutputsEvent?.metadata;
    return metadata && ["update", "delete"].includes(metadata.op) ? [`${metadata.type} ${metadata.urn.split("::").at(-1) ?? ""}`] : [];
  });
  return [...new Set(changed)].sort();
}
