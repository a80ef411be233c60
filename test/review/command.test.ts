// phiguard review and drill as commands: help, policies, exit codes, a person at a terminal, and what phiguard verify makes of their records.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { readActivities } from "../../cli/evidence/activities";
import { verifyLedger } from "../../cli/evidence/verify";
import { drillFileSchema, readSaid, reviewFileSchema } from "../../cli/review/said";
import { writeRun } from "../../policies/evidence/ledger";
import { buildPhiguard, type Ended, phiguard } from "../cli/run-phiguard";
import { sampleRun } from "../evidence/sample-run";
import { type Emulator, hasPython } from "../verify/emulator";
import { startMinistack } from "../verify/ministack";
import { accountId, credentials, logGroup, makeAccount, region, role } from "./account";

jest.setTimeout(300_000);

let program: string;
let scratch: string;
let ledger: string;
beforeAll(() => {
  program = buildPhiguard("review");
});
afterAll(() => {
  for (const path of [program, `${program}.map`]) rmSync(path, { force: true });
});
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), "phiguard-review-command-"));
  ledger = join(scratch, "evidence");
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

const environment = {
  PATH: process.env.PATH,
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
};
const run = (...args: readonly string[]): Promise<Ended> => phiguard(program, args, { directory: scratch, environment });

test("both say what they need", async () => {
  expect(JSON.parse((await run("review", "--print-policy")).stdout)).toMatchObject({ Statement: [{ Sid: "PhiguardReview" }] });
  expect(JSON.parse((await run("drill", "--print-policy")).stdout)).toMatchObject({ Statement: [{ Action: ["cloudtrail:LookupEvents"] }] });
});

test("both are in the help and the completion, with examples", async () => {
  const help = await run("review", "--help");
  expect(help.stdout).toContain("phiguard review --from record.yaml");
  expect((await run("drill", "--help")).stdout).toContain("phiguard drill --from drill.yaml");
  const completion = await run("--get-yargs-completions", "phiguard", "");
  for (const command of ["review", "drill"]) expect(completion.stdout).toMatch(new RegExp(`^${command}`, "m"));
});

test.each([
  ["no terminal and no file", ["review", "--region", region], "nobody is there to ask"],
  ["no terminal and no file of a drill", ["drill", "--region", region], "nobody is there to ask"],
  ["a Region that is none", ["review", "--region", "nowhere"], "nowhere is not the name of a Region"],
  ["a file and a period", ["review", "--from", "a.yaml", "--since", "2026-01-01"], "mutually exclusive"],
  ["a file and nothing to record", ["review", "--from", "a.yaml", "--show"], "--show records nothing"],
  ["a file that is not there", ["drill", "--from", "none.yaml"], "none.yaml does not exist"],
  ["a key that is not there", ["drill", "--from", "none.yaml", "--sign-key", "none.pem"], "none.pem does not exist"],
])("%s is wrong usage", async (_, args, message) => {
  const ended = await run(...args);
  expect([ended.code, ended.stderr]).toEqual([2, expect.stringContaining(message)]);
});

test("the schema of a record is printed", async () => {
  const schema: unknown = JSON.parse((await run("evidence", "schema", "--of", "record")).stdout);
  expect(JSON.stringify(schema)).toContain("emergency-access-drill");
  expect(JSON.stringify(JSON.parse((await run("evidence", "schema")).stdout))).toContain("phiguard-run/1");
});

test("the examples of the documentation are taken", () => {
  const page = readFileSync(join(__dirname, "..", "..", "docs", "reviews-and-drills.md"), "utf8");
  const [review = "", drill = "", ...others] = [...page.matchAll(/```yaml\n(.*?)```/gs)].map(([, text]) => text ?? "");
  const now = new Date("2026-12-01T00:00:00Z");
  const file = join(scratch, "example.yaml");
  writeFileSync(file, review);
  expect(readSaid(file, reviewFileSchema(now))).toMatchObject({ period: { to: new Date("2026-11-22T23:59:59.999Z") } });
  writeFileSync(file, drill);
  expect(readSaid(file, drillFileSchema(now))).toMatchObject({ minutes: 4 });
  expect(others).toEqual([]);
});

const python = hasPython();
if (!python) process.stderr.write("SKIPPED: no python3 with venv here, so reviews are not tested against an emulator\n");

(python ? describe : describe.skip)("against ministack", () => {
  let ministack: Emulator;
  beforeAll(async () => {
    ministack = await startMinistack();
    await makeAccount(ministack.endpoint);
  });
  afterAll(() => ministack.stop());

  const at = () => ["--region", region, "--endpoint", ministack.endpoint];
  const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
  function record(name: string, content: object): string {
    const path = join(scratch, name);
    writeFileSync(path, stringify({ version: 1, period: { from: ago(60), to: ago(1) }, findings: "Nothing.", ...content }));
    return path;
  }
  const reviewed = () => record("review.yaml", { kind: "log-review", reviewer: "Lee Okafor", lookedAt: "All", outcome: "nothing-unusual" });

  test("verify takes both from the ledger, and knows nothing without one", async () => {
    const verdicts = async (...more: readonly string[]) => {
      const { stdout } = await run("verify", "--json", ...at(), ...more);
      const { runs }: { readonly runs: readonly [{ readonly findings: readonly { readonly rule: string; readonly outcome: string }[] }] } =
        JSON.parse(stdout);
      const [{ findings }] = runs;
      return ["log-review-recorded", "emergency-access-drilled"].map(
        (rule) => findings.find((finding) => finding.rule === rule)?.outcome ?? "pass",
      );
    };
    expect(await verdicts()).toEqual(["undetermined", "undetermined"]);
    writeRun(ledger, sampleRun());
    expect(await verdicts("--evidence", ledger)).toEqual(["fail", "fail"]);
    expect((await run("review", "--from", reviewed(), "--log-group", logGroup, "--evidence", ledger, ...at())).code).toBe(0);
    const drilled = record("drill.yaml", {
      kind: "emergency-access-drill",
      role,
      takenBy: "Dana Ruiz",
      alarmReceived: true,
      minutes: 3,
      outcome: "worked",
    });
    expect((await run("drill", "--from", drilled, "--evidence", ledger, ...at())).code).toBe(0);
    expect(await verdicts("--evidence", ledger)).toEqual(["pass", "pass"]);
    const listed = await run("evidence", "list", ledger);
    for (const words of ["log-review", "Lee Okafor", "1 runs and 2 records of reviews and drills"]) expect(listed.stdout).toContain(words);
    expect((await run("evidence", "verify", ledger)).stdout).toContain("1 runs and 2 records of reviews and drills in 3 lines");
  });

  test("eight reviews at once are eight records in one chain", async () => {
    const from = reviewed();
    const ended = await Promise.all(
      Array.from({ length: 8 }, () => run("review", "--from", from, "--log-group", logGroup, "--evidence", ledger, ...at())),
    );
    expect(ended.map(({ code }) => code)).toEqual(Array.from({ length: 8 }, () => 0));
    expect(verifyLedger(ledger)).toMatchObject({ records: 8, faults: [] });
  });

  /** Runs a command at a real terminal. @param typed each after the question that holds the words before it */
  function atTerminal(
    args: readonly string[],
    typed: readonly (readonly [string, string])[],
  ): { readonly code: number; readonly output: string } {
    const script = `
import json, os, pty, select, sys, time
command, typed = json.loads(sys.argv[1]), json.loads(sys.argv[2])
pid, terminal = pty.fork()
if pid == 0:
    os.execv(command[0], command)
output, seen, until = b"", 0, time.time() + 90
while time.time() < until:
    ready, _, _ = select.select([terminal], [], [], 0.5)
    if ready:
        try:
            piece = os.read(terminal, 65536)
        except OSError:
            break
        if not piece:
            break
        output += piece
    if typed and typed[0][0].encode() in output[seen:]:
        seen = len(output)
        os.write(terminal, typed.pop(0)[1].encode())
_, status = os.waitpid(pid, 0)
print(json.dumps({"code": os.waitstatus_to_exitcode(status), "output": output.decode("utf-8", "replace")}))
`;
    const command = [process.execPath, program, ...args];
    const answer = execFileSync("python3", ["-c", script, JSON.stringify(command), JSON.stringify(typed)], {
      encoding: "utf8",
      env: { ...environment, NO_COLOR: "1", TERM: "xterm" },
      cwd: scratch,
    });
    return JSON.parse(answer);
  }

  test("a person at a terminal answers the questions", () => {
    const ended = atTerminal(
      ["review", "--log-group", logGroup, "--evidence", ledger, ...at()],
      [
        ["Who reviewed", "Lee Okafor\n"],
        ["What was looked at", "\n"],
        ["Outcome", "\n"],
        ["What was found", "Nothing out of the ordinary.\n"],
        ["Ticket", "\n"],
        ["Add this", "yes\n"],
      ],
    );
    expect(ended.output).toContain("Recorded:");
    expect(ended.code).toBe(0);
    expect(readActivities(ledger).activities).toMatchObject([{ by: "Lee Okafor", accounts: [accountId] }]);
  });

  test("who leaves has recorded nothing, and the exit code says so", () => {
    const ended = atTerminal(["review", "--log-group", logGroup, "--evidence", ledger, ...at()], [["Who reviewed", "\u0004"]]);
    expect(ended.output).toContain("the questions were left without an answer");
    expect([ended.code, existsSync(ledger)]).toEqual([2, false]);
  });
});
