// Records that people make are in the same chain as runs: verified, listed, archived, shown in reports, and facts of a live account.
import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { readActivities } from "../../cli/evidence/activities";
import { unpackArchive, writeArchive } from "../../cli/evidence/archive";
import { readEntries, readHistory } from "../../cli/evidence/history-file";
import { writeSeal } from "../../cli/evidence/seal";
import { verifyLedger } from "../../cli/evidence/verify";
import { type ReportFormat, renderReports } from "../../cli/report";
import { observeActivities } from "../../cli/verify/activity-facts";
import { Found } from "../../cli/verify/found";
import type { Activity } from "../../policies/evidence/activity";
import { activityFile, historyFile, writeActivity, writeRun } from "../../policies/evidence/ledger";
import { readPublicKey, readSigningKey } from "../../policies/evidence/signature";
import { rootStackType } from "../../policies/graph/stack";
import { UNKNOWN } from "../../policies/unknown";
import { sampleRun } from "../evidence/sample-run";
import { sampleDrill, sampleReview } from "./sample-activity";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "phiguard-records-"));
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

const change = (file: string, from: string, to: string) => {
  const path = join(folder, file);
  const before = readFileSync(path, "utf8");
  expect(before).toContain(from);
  writeFileSync(path, before.replace(from, to));
};

describe("a ledger with runs and records", () => {
  const review = sampleReview();
  beforeEach(() => {
    writeRun(folder, sampleRun({ startedAt: "2026-11-18T08:00:00.000Z" }));
    writeActivity(folder, sampleDrill());
    writeActivity(folder, review);
  });

  test("is one chain", () => {
    writeRun(folder, sampleRun());
    expect(verifyLedger(folder)).toMatchObject({ lines: 4, runs: 2, records: 2, faults: [] });
    expect(readHistory(folder)).toHaveLength(2);
    expect(readEntries(folder).map((entry) => ("run" in entry ? "run" : entry.kind))).toEqual([
      "run",
      "emergency-access-drill",
      "log-review",
      "run",
    ]);
  });

  test("a record is written once", () => {
    expect(() => writeActivity(folder, review)).toThrow("is recorded already");
    expect(verifyLedger(folder)).toMatchObject({ records: 2, faults: [] });
  });

  test("a changed record is found, with its line", () => {
    change(activityFile(review), "Nothing out of the ordinary.", "Nothing at all.");
    expect(verifyLedger(folder)?.faults).toEqual([
      { file: activityFile(review), record: review.id, line: 3, problem: expect.stringContaining("was changed") },
    ]);
  });

  test.each([
    ["who did it", '"by":"Lee Okafor"', '"by":"Lee Okafo"'],
    ["when", '"heldAt":"2026-11-20T09', '"heldAt":"2026-11-21T09'],
    ["the outcome", '"outcome":"nothing-unusual"', '"outcome":"follow-up"'],
    ["the accounts", '"accounts":["111122223333"],"at"', '"accounts":["210987654321"],"at"'],
  ])("a last line that says otherwise %s is found", (_, from, to) => {
    const lines = readFileSync(join(folder, historyFile), "utf8").trimEnd().split("\n");
    const last = lines.pop() ?? "";
    const changed = last.replace(from, to);
    if (from.includes("accounts")) expect(last).toMatch(/"accounts":\["111122223333"\],"at"/);
    expect(changed).not.toBe(last);
    writeFileSync(join(folder, historyFile), `${[...lines, changed].join("\n")}\n`);
    expect(verifyLedger(folder)?.faults).toEqual([
      expect.objectContaining({ problem: "says something else than its line in the history" }),
    ]);
  });

  test("a record that is gone, or put in, is found", () => {
    rmSync(join(folder, activityFile(review)));
    writeFileSync(join(folder, "records", "2026-11-24T08-00-00.000Z-feedfeedfeed.json"), "{}");
    expect(verifyLedger(folder)?.faults.map(({ problem }) => problem)).toEqual([
      "is missing, or cannot be read",
      expect.stringContaining("is not in the history"),
    ]);
  });

  test("a record in the place of a run is none", () => {
    change(historyFile, '"record":', '"recor":');
    expect(verifyLedger(folder)?.faults.length).toBeGreaterThan(0);
  });

  test("is archived and verified by itself", async () => {
    const out = join(folder, "2026.jsonl.gz");
    expect(await writeArchive(folder, out, { from: "2026-11-20", to: "2026-11-20" })).toMatchObject({ runs: 0, records: 1 });
    const unpacked = mkdtempSync(join(tmpdir(), "phiguard-unpacked-"));
    try {
      const period = await unpackArchive(out, unpacked);
      expect(existsSync(join(unpacked, activityFile(review)))).toBe(true);
      expect(verifyLedger(unpacked, { period })).toMatchObject({ lines: 3, runs: 1, records: 2, faults: [] });
    } finally {
      rmSync(unpacked, { recursive: true, force: true });
    }
  });

  test("signs records as it does runs", () => {
    const { privateKey, publicKey } = generateKeyPairSync("ed25519");
    const [key, open] = [join(folder, "key.pem"), join(folder, "key.pub.pem")];
    writeFileSync(key, privateKey.export({ type: "pkcs8", format: "pem" }));
    writeFileSync(open, publicKey.export({ type: "spki", format: "pem" }));
    const signed = mkdtempSync(join(folder, "signed-"));
    writeActivity(signed, sampleReview(), { signingKey: readSigningKey(key) });
    expect(verifyLedger(signed, { publicKeys: [readPublicKey(open)] })).toMatchObject({ signed: 1, faults: [] });
    writeActivity(signed, sampleReview());
    expect(verifyLedger(signed, { publicKeys: [readPublicKey(open)] })?.faults).toMatchObject([{ line: 2, problem: "is not signed" }]);
  });
});

describe("the facts of an account", () => {
  const account = "111122223333";
  const factsOf = (ledger: string | undefined, id = account, publicKeys: readonly KeyObject[] = []) => {
    const found = new Found(id);
    observeActivities(found, ledger, publicKeys);
    return found.resources.find(({ type }) => type === rootStackType)?.observed?.facts;
  };
  const write = (...activities: readonly Activity[]) => {
    for (const activity of activities) writeActivity(folder, activity);
  };

  const never = { lastLogReview: "never", lastEmergencyAccessDrill: "never" };

  test("without a ledger nothing is known", () => {
    expect(factsOf(undefined)).toEqual({ lastLogReview: UNKNOWN, lastEmergencyAccessDrill: UNKNOWN });
  });

  test("a ledger without records has none, and one of another account neither", () => {
    expect(factsOf(folder)).toEqual(never);
    write(sampleReview(), sampleDrill());
    expect(factsOf(folder, "210987654321")).toEqual(never);
  });

  test("are the latest of each kind; a review counts up to the end of what it looked at, not by the day on which somebody did", () => {
    const october = { from: "2026-10-01T00:00:00.000Z", to: "2026-10-08T00:00:00.000Z" };
    write(sampleReview(), sampleReview({ heldAt: "2026-11-21T09:00:00.000Z", period: october }), sampleDrill());
    expect(factsOf(folder)).toEqual({ lastLogReview: "2026-11-20T09:00:00.000Z", lastEmergencyAccessDrill: "2026-11-19T10:00:00.000Z" });
  });

  test("a review of several accounts counts for each", () => {
    write(sampleReview({ accounts: ["999988887777", account] }));
    expect(factsOf(folder)).toEqual({ ...never, lastLogReview: "2026-11-20T09:00:00.000Z" });
  });

  test("where a key is given, only what it signed counts: by a line, or by a seal over all lines", async () => {
    const told = jest.spyOn(process.stderr, "write").mockReturnValue(true);
    try {
      const { privateKey, publicKey } = generateKeyPairSync("ed25519");
      const signer = { publicKey, sign: async (bytes: Buffer) => sign(null, bytes, privateKey) };
      writeActivity(folder, sampleDrill(), { signingKey: privateKey });
      write(sampleReview());
      const byLine = { ...never, lastEmergencyAccessDrill: "2026-11-19T10:00:00.000Z" };
      expect(factsOf(folder, account, [publicKey])).toEqual(byLine);
      expect(told).toHaveBeenCalledWith(
        expect.stringMatching(/records\/2026-.+ is not signed by a key that was given, and does not count/),
      );
      await writeSeal(folder, verifyLedger(folder) ?? { lines: 0, head: undefined }, signer);
      expect(factsOf(folder, account, [publicKey])).toEqual({ ...byLine, lastLogReview: "2026-11-20T09:00:00.000Z" });
      expect(factsOf(folder, account, [generateKeyPairSync("ed25519").publicKey])).toEqual(never);
    } finally {
      told.mockRestore();
    }
  });

  test("a review that is not complete does not count, nor does any drill before one that failed", () => {
    write(sampleReview({ complete: false }), sampleDrill(), sampleDrill({ heldAt: "2026-11-20T10:00:00.000Z", outcome: "failed" }));
    expect(factsOf(folder)).toEqual(never);
    write(sampleDrill({ heldAt: "2026-11-21T10:00:00.000Z", outcome: "worked-with-faults" }));
    expect(factsOf(folder)).toEqual({ ...never, lastEmergencyAccessDrill: "2026-11-21T10:00:00.000Z" });
  });

  test.each<[string, (review: Activity) => void]>([
    ["a changed record", (review) => change(activityFile(review), "Nothing out", "Nothing in")],
    ["a record that is gone", (review) => rmSync(join(folder, activityFile(review)))],
    ["a changed history", () => change(historyFile, '"heldAt":"2026-11-19', '"heldAt":"2026-11-29')],
  ])("of a ledger with %s nothing is known", (_, harm) => {
    const told = jest.spyOn(process.stderr, "write").mockReturnValue(true);
    const review = sampleReview();
    write(sampleDrill(), review);
    harm(review);
    expect(factsOf(folder)).toEqual({ lastLogReview: UNKNOWN, lastEmergencyAccessDrill: UNKNOWN });
    expect(told).toHaveBeenCalledWith(expect.stringContaining("is not as it was written"));
  });
});

describe("reports", () => {
  const hostile = "<img src=x onerror=alert(1)>\u001b[31m=cmd()";
  const run = sampleRun({ finishedAt: "2026-11-22T20:15:09.120Z" });
  const render = (format: ReportFormat, activities: readonly Activity[], of = run) =>
    Object.fromEntries(
      renderReports(of, { formats: [format], folder: join(folder, "reports"), activities }).map(({ path }) => [
        basename(path),
        readFileSync(path, "utf8"),
      ]),
    );

  test("the page shows the latest of each, and those before", () => {
    const page =
      render("html", [
        sampleReview({ heldAt: "2026-10-01T09:00:00.000Z", by: "Kim Ode" }),
        sampleReview({ findings: hostile }),
        sampleDrill(),
      ])["report.html"] ?? "";
    for (const words of [
      "Reviews and drills",
      "Lee Okafor",
      "Dana Ruiz",
      "Kim Ode",
      "Earlier ones (1)",
      "has no event of the role being taken",
    ])
      expect([words, page.includes(words)]).toEqual([words, true]);
    expect([page.includes("<img src=x"), page.includes("\u001b")]).toEqual([false, false]);
  });

  test("where there are none, nothing is said", () => {
    expect(render("html", [])["report.html"]?.includes("Reviews and drills")).toBe(false);
    expect(Object.keys(render("csv", []))).not.toContain("reviews-and-drills.csv");
  });

  test("later ones are left out, and of a live account those of others", () => {
    const later = sampleReview({ recordedAt: "2026-11-23T00:00:00.000Z" });
    expect(render("html", [later])["report.html"]?.includes("Reviews and drills")).toBe(false);
    const live = sampleRun({ source: "live", project: "210987654321", stack: "live" });
    expect(render("html", [sampleReview()], live)["report.html"]?.includes("Reviews and drills")).toBe(false);
    expect(render("html", [sampleReview({ accounts: ["210987654321"] })], live)["report.html"]?.includes("Reviews and drills")).toBe(true);
  });

  test("CSV and OSCAL have them too", () => {
    const table = render("csv", [sampleReview({ findings: "=cmd()" }), sampleDrill()])["reviews-and-drills.csv"] ?? "";
    expect(table).toContain('"Drill of emergency access"');
    expect(table).toContain(`"'=cmd()"`);
    const oscal: {
      readonly "assessment-results": {
        readonly results: readonly [{ readonly observations: readonly { readonly methods: readonly string[]; readonly title: string }[] }];
      };
    } = JSON.parse(render("oscal", [sampleReview(), sampleDrill()])["oscal-assessment-results.json"] ?? "");
    const observed = oscal["assessment-results"].results[0].observations.map(({ title, methods }) => [title, methods]);
    expect(observed).toContainEqual(["Review of logs&#58; Nothing unusual", ["EXAMINE"]]);
    expect(observed).toContainEqual(["Drill of emergency access&#58; Worked", ["TEST"]]);
  });

  test("a ledger's records are read for them", () => {
    writeActivity(folder, sampleReview());
    expect(readActivities(folder)).toMatchObject({ activities: [{ by: "Lee Okafor" }], broken: [] });
  });
});
