// phiguard review and drill against a real emulator: what is shown, what is asked, what is recorded, and that nothing is ever recorded half.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { readActivities } from "../../cli/evidence/activities";
import { verifyLedger } from "../../cli/evidence/verify";
import { Failure } from "../../cli/exit-code";
import { type DrillOptions, drill } from "../../cli/review/drill";
import { lookUps } from "../../cli/review/look";
import { type ReviewOptions, review } from "../../cli/review/review";
import { reviewQueries } from "../../components/audit-trail/review-queries";
import { sha256 } from "../../policies/evidence/ledger";
import type { Emulator } from "../verify/emulator";
import { hasPython } from "../verify/emulator";
import { startMinistack } from "../verify/ministack";
import { startMoto } from "../verify/moto";
import { accountId, credentials, hiddenInLogs, logGroup, makeAccount, region, role, takeRole } from "./account";

jest.setTimeout(300_000);

const python = hasPython();
if (!python) process.stderr.write("SKIPPED: no python3 with venv here, so reviews are not tested against emulators\n");

let scratch: string;
let ledger: string;
let out = "";
let err = "";
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), "phiguard-review-"));
  ledger = join(scratch, "evidence");
  out = "";
  err = "";
  jest.spyOn(process.stdout, "write").mockImplementation((text) => {
    out += String(text);
    return true;
  });
  jest.spyOn(process.stderr, "write").mockImplementation((text) => {
    err += String(text);
    return true;
  });
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(scratch, { recursive: true, force: true });
});

/** Answers each question by the words that it begins with; an empty answer where there are none. */
function answering(answers: Readonly<Record<string, string | readonly string[]>>) {
  const asked = new Map<string, number>();
  return (question: string): Promise<string> => {
    const found = Object.entries(answers).find(([words]) => question.startsWith(words));
    if (!found) return Promise.resolve("");
    const [words, answer] = found;
    const times = asked.get(words) ?? 0;
    asked.set(words, times + 1);
    return Promise.resolve(typeof answer === "string" ? answer : (answer[times] ?? ""));
  };
}

async function failureOf(run: Promise<unknown>): Promise<Failure> {
  const error: unknown = await run.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof Failure) return error;
  throw error ?? new Error("it did not fail");
}

function file(content: unknown): string {
  const path = join(scratch, "record.yaml");
  writeFileSync(path, typeof content === "string" ? content : stringify(content));
  return path;
}

const nothingWritten = () => expect(existsSync(ledger)).toBe(false);
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

(python ? describe : describe.skip)("against ministack", () => {
  let ministack: Emulator;
  const before = { ...process.env };
  beforeAll(async () => {
    process.env.AWS_ACCESS_KEY_ID = credentials.accessKeyId;
    process.env.AWS_SECRET_ACCESS_KEY = credentials.secretAccessKey;
    ministack = await startMinistack();
    await makeAccount(ministack.endpoint);
    await takeRole(ministack.endpoint);
    // Events are found by whole seconds.
    await new Promise((resolve) => setTimeout(resolve, 2000));
  });
  afterAll(async () => {
    process.env = before;
    await ministack.stop();
  });

  const options = (more: Partial<ReviewOptions> = {}): ReviewOptions => ({
    access: { endpoint: ministack.endpoint },
    regions: [region],
    logGroups: [logGroup],
    since: undefined,
    until: undefined,
    covers: [],
    from: undefined,
    ledger,
    environment: {},
    show: false,
    json: false,
    ask: undefined,
    ...more,
  });
  const drillOptions = (more: Partial<DrillOptions> = {}): DrillOptions => ({
    access: { endpoint: ministack.endpoint },
    regions: [region],
    from: undefined,
    ledger,
    environment: {},
    json: false,
    ask: undefined,
    ...more,
  });

  const reviewer = { "Who reviewed": "Lee Okafor", "What was found": "A user was made for a nurse, as ticket HR-7 asks.", Ticket: "HR-7" };
  const said = (changes: Readonly<Record<string, unknown>> = {}) => ({
    version: 1,
    kind: "log-review",
    reviewer: "Lee Okafor",
    period: { from: ago(60 * 24), to: ago(0) },
    lookedAt: "All queries",
    outcome: "nothing-unusual",
    findings: "Nothing out of the ordinary.",
    ...changes,
  });
  const saidOfDrill = (changes: Readonly<Record<string, unknown>> = {}) => ({
    version: 1,
    kind: "emergency-access-drill",
    role,
    takenBy: "Dana Ruiz",
    period: { from: ago(60), to: ago(0) },
    alarmReceived: true,
    minutes: 4,
    outcome: "worked",
    findings: "The mail came after one minute.",
    ...changes,
  });

  test("a review at the terminal: what happened is shown, what was asked and found is recorded", async () => {
    expect(await review(options({ ask: answering(reviewer) }))).toBe(0);
    expect(out).toContain("DisableKey");
    expect(out).toContain("PutRetentionPolicy");
    for (const secret of [hiddenInLogs, credentials.secretAccessKey]) expect(out + err).not.toContain(secret);

    const { activities, broken } = readActivities(ledger);
    expect(broken).toEqual([]);
    const [record] = activities;
    expect(record).toMatchObject({
      kind: "log-review",
      by: "Lee Okafor",
      accounts: [accountId],
      outcome: "nothing-unusual",
      ticket: "HR-7",
      complete: true,
      trails: [`arn:aws:cloudtrail:${region}:${accountId}:trail/audit`],
      caller: `arn:aws:iam::${accountId}:root`,
    });
    if (record?.kind !== "log-review") throw new Error("it is no review");
    for (const [name, rows] of [
      ["key-changes", 1],
      ["trail-changes", 1],
      ["root-use", 0],
    ])
      expect(record.queries.find((query) => query.name === name)).toMatchObject({ by: "cloudtrail:LookupEvents", rows, state: "complete" });
    const asked = record.queries.filter(({ by }) => by === "logs:StartQuery");
    expect(asked.map(({ name, sha256: hash, logGroups }) => [name, hash, logGroups])).toEqual(
      Object.entries(reviewQueries).map(([name, { text }]) => [name, sha256(text), [logGroup]]),
    );
    expect(record.queries).toHaveLength(lookUps.length + asked.length);
    expect(verifyLedger(ledger)).toMatchObject({ runs: 0, records: 1, faults: [] });
  });

  test("the next review begins where the last one ended", async () => {
    await review(options({ ask: answering(reviewer) }));
    await new Promise((resolve) => setTimeout(resolve, 5));
    await review(options({ ask: answering(reviewer) }));
    const [first, second] = readActivities(ledger).activities;
    expect(second?.period.from).toBe(first?.period.to);
  });

  test("what an incomplete review left unseen is in the next one", async () => {
    await review(options({ ask: answering(reviewer) }));
    const [first] = readActivities(ledger).activities;
    await review(options({ logGroups: ["/not/there"], ask: answering(reviewer) }));
    const [, incomplete] = readActivities(ledger).activities;
    expect(incomplete).toMatchObject({ complete: false });
    await review(options({ ask: answering(reviewer) }));
    expect(readActivities(ledger).activities[2]?.period.from).toBe(first?.period.to);
  });

  test("a wrong answer is asked for again, and too many of them record nothing", async () => {
    expect(
      await review(options({ ask: answering({ ...reviewer, "Who reviewed": ["", "\u200b", "Lee Okafor"], Outcome: ["maybe", ""] }) })),
    ).toBe(0);
    expect(err).toContain("must name a person");
    rmSync(ledger, { recursive: true });
    const failure = await failureOf(review(options({ ask: answering({ ...reviewer, "Who reviewed": "" }) })));
    expect(failure).toMatchObject({ code: 2, message: "there is no answer to: Who reviewed this" });
    nothingWritten();
  });

  test("what has to be followed up says how", async () => {
    await review(options({ ask: answering({ ...reviewer, Outcome: "follow-up", "What is done": ["", "Lee takes it away by Friday."] }) }));
    expect(readActivities(ledger).activities).toMatchObject([{ outcome: "follow-up", followUp: "Lee takes it away by Friday." }]);
  });

  test("who says no in the end, or leaves, has recorded nothing", async () => {
    expect(await failureOf(review(options({ ask: answering({ ...reviewer, "Add this": "no" }) })))).toMatchObject({ code: 2 });
    const leaves = () => Promise.reject(new Failure("the questions were left without an answer", "Nothing was written."));
    expect(await failureOf(review(options({ ask: leaves })))).toMatchObject({ code: 2 });
    nothingWritten();
  });

  test("--show records nothing; without a terminal and a file nothing is asked of AWS", async () => {
    expect(await review(options({ show: true, json: true }))).toBe(0);
    const shown: { readonly queries: readonly { readonly name: string; readonly found: readonly object[] }[] } = JSON.parse(out);
    expect(shown.queries.find(({ name }) => name === "key-changes")?.found).toContainEqual(
      expect.objectContaining({ event: "DisableKey" }),
    );
    const failure = await failureOf(review(options({ access: { endpoint: "http://127.0.0.1:9" } })));
    expect(failure).toMatchObject({ code: 2, message: "nobody is there to ask" });
    nothingWritten();
  });

  test("a review from a file, as JSON", async () => {
    expect(await review(options({ from: file(said({ ticket: "SEC-241" })), json: true }))).toBe(0);
    const told: { readonly file: string } = JSON.parse(out);
    expect(JSON.parse(readFileSync(told.file, "utf8"))).toMatchObject({ format: "phiguard-record/1", by: "Lee Okafor", ticket: "SEC-241" });
  });

  test("nobody can claim accounts of which no trail tells", async () => {
    expect(await failureOf(review(options({ from: file(said({ covers: ["210987654321"] })) })))).toMatchObject({
      code: 2,
      message: expect.stringContaining("no trail of an organization"),
    });
    nothingWritten();
  });

  test("where nothing answers, nothing is recorded", async () => {
    expect(await failureOf(review(options({ access: { endpoint: "http://127.0.0.1:9" }, from: file(said()) })))).toMatchObject({ code: 3 });
    nothingWritten();
  });

  test("a log group that is not there leaves the review incomplete, and says so", async () => {
    await review(options({ logGroups: ["/none"], from: file(said()) }));
    const [record] = readActivities(ledger).activities;
    expect(record).toMatchObject({ complete: false });
    expect(err).toContain("queries were not answered");
  });

  test("a ledger that cannot be written is left as it is", async () => {
    writeFileSync(ledger, "not a folder");
    expect(await failureOf(review(options({ from: file(said()) })))).toMatchObject({ code: 3 });
    expect([readFileSync(ledger, "utf8"), readdirSync(scratch).sort()]).toEqual(["not a folder", ["evidence", "record.yaml"]]);
  });

  test("a drill from a file, with what CloudTrail knows of it", async () => {
    expect(await drill(drillOptions({ from: file(saidOfDrill()) }))).toBe(0);
    expect(out).toContain("AssumeRole");
    const [record] = readActivities(ledger).activities;
    expect(record).toMatchObject({
      kind: "emergency-access-drill",
      by: "Dana Ruiz",
      role,
      accounts: [accountId],
      alarmReceived: true,
      minutes: 4,
      proof: { state: "found", count: 1, regions: [region], events: [{ name: "AssumeRole", region }] },
    });
    expect(verifyLedger(ledger)).toMatchObject({ records: 1, faults: [] });
  });

  test("a drill at the terminal", async () => {
    const ask = answering({
      "The role": role,
      "Who took": "Dana Ruiz",
      "When the drill began": ["2999-01-01", ago(60)],
      "When it ended": ["2020-01-01", ago(0)],
      "How many": ["soon", "12"],
      "Did the alarm": ["perhaps", "no"],
      Outcome: "worked-with-faults",
      "What was found": "The mail did not come.",
      "What is done": "Lee confirms the subscription by Friday.",
    });
    expect(await drill(drillOptions({ ask }))).toBe(0);
    expect(readActivities(ledger).activities).toMatchObject([{ alarmReceived: false, minutes: 12, outcome: "worked-with-faults" }]);
  });

  test("a drill of which CloudTrail knows nothing, or cannot be asked, is one, and says so", async () => {
    await drill(drillOptions({ from: file(saidOfDrill({ role: `arn:aws:iam::${accountId}:role/other` })) }));
    expect(out).toContain("no event of the role being taken");
    await drill(drillOptions({ from: file(saidOfDrill()), access: { endpoint: "http://127.0.0.1:9" } }));
    await drill(drillOptions({ from: file(saidOfDrill({ role: "arn:aws:iam::210987654321:role/break-glass" })) }));
    const proofs = readActivities(ledger).activities.map((record) => (record.kind === "log-review" ? undefined : record.proof.state));
    expect(proofs.sort()).toEqual(["none-found", "not-looked-up", "not-looked-up"]);
  });

  describe("a file that is wrong", () => {
    test.each<[string, unknown, string]>([
      ["a reviewer that nobody can see", said({ reviewer: " \u200b " }), ":3:11: reviewer must name a person"],
      ["no reviewer", said({ reviewer: undefined }), ":1:1: reviewer is missing"],
      ["a future end", said({ period: { from: ago(10), to: "2999-01-01" } }), ":6:7: period.to is in the future"],
      ["a future beginning", said({ period: { from: "2999-01-01", to: "2999-01-02" } }), ":5:9: period.from is in the future"],
      [
        "an end before the beginning",
        said({ period: { from: "2026-02-02", to: "2026-02-01" } }),
        ":6:7: period.to must be after period.from",
      ],
      ["an end that is the beginning", said({ period: { from: ago(5), to: ago(5) } }), "period.to must be after period.from"],
      ["no day of the calendar", said({ period: { from: "2026-02-30", to: "2026-03-01" } }), ":5:9: period.from must be a day"],
      ["a review before its period ended", said({ reviewedOn: "2020-01-01" }), "reviewedOn is before the end of the period"],
      ["a review in the future", said({ reviewedOn: "2999-01-01" }), "reviewedOn is in the future"],
      ["nothing that follows up", said({ outcome: "follow-up" }), "followUp is missing"],
      ["a key that there is not", said({ reviewr: "Lee" }), "has the key reviewr"],
      ["another kind", saidOfDrill(), ":2:7: kind must be log-review"],
      ["another version", said({ version: 2 }), ":1:10: version must be 1"],
      ["a list", [], "the record must be an object"],
      ["no YAML", "reviewer: [", ":1:12: the record is not YAML"],
      ["an anchor", "version: &one 1\n", "holds an anchor"],
      ["escapes of a terminal", said({ "\u001b[2Jx": 1 }), "x, which is not one of its keys"],
    ])("%s", async (_, content, message) => {
      const failure = await failureOf(review(options({ from: file(content), access: { endpoint: "http://127.0.0.1:9" } })));
      expect(failure.code).toBe(2);
      expect(failure.message).toContain(message);
      expect(failure.message).not.toContain("\u001b");
      nothingWritten();
    });

    test.each<[string, unknown, string]>([
      ["nobody who took the role", saidOfDrill({ takenBy: "" }), ":4:10: takenBy must name a person"],
      ["no role", saidOfDrill({ role: "break-glass" }), ":3:7: role must be the ARN of a role"],
      ["an alarm that is a word", saidOfDrill({ alarmReceived: "yes" }), "alarmReceived must be a boolean"],
      ["a time below nothing", saidOfDrill({ minutes: -1 }), "minutes too small"],
      ["a failure that nobody follows up", saidOfDrill({ outcome: "failed" }), "followUp is missing"],
      ["a future end", saidOfDrill({ period: { from: ago(10), to: "2999-01-01T00:00:00Z" } }), "period.to is in the future"],
    ])("of a drill: %s", async (_, content, message) => {
      const failure = await failureOf(drill(drillOptions({ from: file(content) })));
      expect([failure.code, failure.message]).toEqual([2, expect.stringContaining(message)]);
      nothingWritten();
    });

    test.each(["since", "until"] as const)("--%s that is in the future", async (option) => {
      const failure = await failureOf(review(options({ [option]: "2999-01-01", ask: answering(reviewer) })));
      expect([failure.code, failure.message]).toEqual([2, `--${option} is in the future`]);
    });

    test("a period before CloudTrail's history", async () => {
      const failure = await failureOf(review(options({ since: "2020-01-01", ask: answering(reviewer) })));
      expect(failure.message).toContain("CloudTrail's history holds 90 days");
      nothingWritten();
    });
  });
});

(python ? describe : describe.skip)("against moto", () => {
  test("which looks up no events, Logs Insights answers, and the review is incomplete", async () => {
    const moto = await startMoto();
    try {
      process.env.AWS_ACCESS_KEY_ID = credentials.accessKeyId;
      process.env.AWS_SECRET_ACCESS_KEY = credentials.secretAccessKey;
      await makeAccount(moto.endpoint);
      const ended = await review({
        access: { endpoint: moto.endpoint },
        regions: [region],
        // The trail's own.
        logGroups: [],
        since: undefined,
        until: undefined,
        covers: [],
        from: undefined,
        ledger,
        environment: {},
        show: true,
        json: true,
        ask: undefined,
      });
      expect(ended).toBe(0);
      const shown: { readonly queries: readonly Readonly<Record<string, unknown>>[] } = JSON.parse(out);
      const states = new Set(shown.queries.map(({ by, state }) => `${String(by)} ${String(state)}`));
      expect([...states].sort()).toEqual(["cloudtrail:LookupEvents failed", "logs:StartQuery complete"]);
      expect(shown.queries.find(({ name, by }) => by === "logs:StartQuery" && name === "who-read-stores")).toMatchObject({
        rows: 1,
        logGroups: [logGroup],
      });
      expect(out).not.toContain(hiddenInLogs);
    } finally {
      await moto.stop();
    }
  });
});
