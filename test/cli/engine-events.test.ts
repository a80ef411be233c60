import { readPackConfiguration } from "../../cli/pack-configuration";
import { EngineEvents } from "../../cli/preview/engine-events";
import { WhatWasSeen } from "../../cli/preview/what-was-seen";
import { runSchema } from "../../policies/evidence/run";

const urn = "urn:pulumi:production::clinic::aws:s3/bucket:Bucket::letters";
const secret = "correct-horse-battery-staple-17";
const event = (value: object) => `${JSON.stringify({ sequence: 1, timestamp: 1, ...value })}\n`;
const resource = event({
  resourcePreEvent: {
    metadata: { op: "create", urn, type: "aws:s3/bucket:Bucket", new: { inputs: { password: secret } } },
    planning: true,
  },
});
const finding = (policyName: string, message: string, enforcementLevel = "mandatory", policyPackName = "phiguard") =>
  event({ policyEvent: { resourceUrn: urn, policyName, message, enforcementLevel, policyPackName } });
const diagnostic = (severity: string, message: string) => event({ diagnosticEvent: { severity, message } });

function seenIn(...chunks: (string | Buffer)[]) {
  const shown: string[] = [];
  const seen = new WhatWasSeen((line) => shown.push(line));
  const events = new EngineEvents(seen);
  for (const chunk of chunks) events.take(Buffer.from(chunk));
  events.end();
  return { seen, shown };
}

function recordOf(seen: WhatWasSeen) {
  return runSchema.parse(
    seen.recordOf({
      id: "abcdef0123456789",
      startedAt: new Date("2026-11-22T20:00:00Z"),
      configuration: readPackConfiguration({}),
      environment: {},
    }),
  );
}

test("text between the events is shown and disturbs nothing; so are lines that end as on Windows", () => {
  const { seen, shown } = seenIn(
    "warning: a plugin says hello\n",
    resource,
    "\n\n  indented {\n",
    finding("s3-versioning", "No."),
    event({ summaryEvent: {} }).replace("\n", "\r\n"),
  );
  expect(shown).toEqual(["warning: a plugin says hello", "  indented {"]);
  expect([seen.resources, seen.findings.length, seen.cameToItsEnd]).toEqual([1, 1, true]);
});

test("events may come in pieces, cut within a character too", () => {
  const bytes = Buffer.from(resource + finding("s3-versioning", "Nïcht 😀 so."));
  const { seen } = seenIn(...Array.from(bytes, (_, index) => bytes.subarray(index, index + 1)));
  expect(seen.findings.map(({ message }) => message)).toEqual(["Nïcht 😀 so."]);
});

test("what the engine says for debugging, and the properties of resources, are nowhere kept or shown: they hold secrets", () => {
  const { seen, shown } = seenIn(
    diagnostic("debug", secret),
    resource,
    diagnostic("info", secret),
    // A piece of an event, as where the engine is killed while it writes.
    `{"resOutputsEvent":{"metadata":{"new":{"outputs":{"password":"${secret}`,
  );
  expect(JSON.stringify([shown, seen.errors, seen.findings, recordOf(seen)])).not.toContain(secret);
});

test("of an event that is torn in two by a line break no half is shown; what comes after the next event is", () => {
  const { seen, shown } = seenIn(
    '{"resOutputsEvent":{"metadata":{"new":{"outputs":{"password":"\n',
    `${secret}"}}}}}\n`,
    resource,
    "a plugin says hello\n",
  );
  expect(shown).toEqual(["a plugin says hello"]);
  expect(seen.resources).toBe(1);
});

test("errors are kept to be told, and findings of other packs are not ours", () => {
  const { seen } = seenIn(
    diagnostic("error", "the ward is closed"),
    diagnostic("info#err", "at index.ts"),
    finding("s3-versioning", "No.", "mandatory", "another"),
  );
  expect(seen.errors).toEqual(["the ward is closed", "at index.ts"]);
  expect(seen.findings).toEqual([]);
});

test("events of another shape are passed over", () => {
  const odd = [
    "[1]",
    "{}",
    '{"policyEvent":null}',
    '{"policyEvent":{"policyPackName":"phiguard"}}',
    '{"resourcePreEvent":{"metadata":{"urn":7}}}',
    "{",
  ];
  const { seen } = seenIn(...odd.map((line) => `${line}\n`));
  expect([seen.resources, seen.findings.map(({ policy }) => policy)]).toEqual([0, [""]]);
});

test("the record of a run that was cut short says what was seen, that it is not complete, and what blocks", () => {
  const passed = event({
    policyAnalyzeSummaryEvent: { resourceUrn: urn, policyPackName: "phiguard", passed: ["phiguard", "s3-tls-only"] },
  });
  const { seen } = seenIn(
    resource,
    passed,
    finding("s3-versioning", "Versioning is not enabled.\n45 CFR 164.312(c)(1).\nRemedy: Enable it."),
    finding("s3-object-lock", "Undetermined (Objects are locked): whether they are is not known.", "advisory"),
    finding("s3-access-logging", "Excepted (EX-7 until 2027-01-01, approved by R. Lee): Not logged.", "advisory"),
    finding("phiguard", "The setting retentionDays of the policy phiguard is wrong: too small. The safe default is used instead."),
  );
  const run = recordOf(seen);
  expect(run).toMatchObject({ complete: false, outcome: "blocked", project: "clinic", stack: "production", source: "preview" });
  expect(run.verdicts.map(({ rule, outcome, blocks, because, exception }) => [rule, outcome, blocks, because, exception])).toEqual([
    ["s3-versioning", "fail", true, "Versioning is not enabled.", undefined],
    ["s3-object-lock", "undetermined", false, "Undetermined (Objects are locked): whether they are is not known.", undefined],
    ["s3-access-logging", "excepted", false, "Excepted (EX-7 until 2027-01-01, approved by R. Lee): Not logged.", "EX-7"],
    ["s3-tls-only", "pass", false, "", undefined],
  ]);
  expect(run.counts).toEqual({ pass: 1, fail: 1, undetermined: 1, excepted: 1, notApplicable: 0, blocking: 1, resources: 1 });
  expect(run.problems).toEqual([{ where: "settings", message: expect.stringContaining("retentionDays"), blocks: true }]);
});
