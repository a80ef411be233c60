import type { Judgement } from "../../policies/evaluate";
import { openRegister } from "../../policies/exceptions/open";
import { applyRegister } from "../../policies/exceptions/register";
import { unusedEntries } from "../../policies/exceptions/unused";
import { partsOfUrn } from "../../policies/exceptions/urn";
import type { Rule } from "../../policies/rule";
import { defaultSettings } from "../../policies/settings";
import { fail, pass, undetermined, type Verdict } from "../../policies/verdict";
import { entry, logged, options, registerOf, rules, storageEncrypted, today } from "./entries";

const visits = "urn:pulumi:prod::clinic::aws:rds/instance:Instance::visits";

function judgement(urn: string | undefined, changes: { rule?: Rule; verdict?: Verdict; within?: string } = {}): Judgement {
  return { rule: storageEncrypted, urn, verdict: fail("storage is not encrypted"), ...changes };
}

function covers(resources: readonly unknown[], urn: string, within?: string): boolean {
  const register = registerOf([entry({ resources })]);
  expect(register.problems).toEqual([]);
  return applyRegister(judgement(urn, within === undefined ? {} : { within }), register, today).exception !== undefined;
}

test("the parts of a URN", () => {
  expect(partsOfUrn("urn:pulumi:prod::clinic::my:index:Box$aws:s3/bucket:Bucket::a::b")).toEqual({
    stack: "prod",
    project: "clinic",
    type: "aws:s3/bucket:Bucket",
    name: "a::b",
  });
  for (const text of ["", "visits", "urn:pulumi:prod", "urn:pulumi:prod::clinic::type", "a::b::c::d"])
    expect(partsOfUrn(text)).toBeUndefined();
});

describe("a target", () => {
  const type = "aws:rds/instance:Instance";

  test("by URN is that resource and no other", () => {
    expect(covers([visits], visits)).toBe(true);
    for (const urn of [`${visits}2`, visits.replace("prod", "dev"), visits.replace("clinic", "lab")])
      expect(covers([visits], urn)).toBe(false);
  });

  test.each<[string, object, string, boolean]>([
    ["its type and name", { type, name: "visits" }, visits, true],
    ["inside a component", { type, name: "visits" }, "urn:pulumi:prod::clinic::my:index:Box$aws:rds/instance:Instance::visits", true],
    ["another type", { type: "aws:s3/bucket:Bucket", name: "visits" }, visits, false],
    ["a pattern of names", { type, name: "vis*" }, visits, true],
    ["a pattern that takes slashes and dots", { type, name: "leg*" }, visits.replace("visits", "leg/.old"), true],
    ["one character", { type, name: "visit?" }, visits, true],
    ["one character, not two", { type, name: "visi?" }, visits, false],
    ["the whole name, not a part of it", { type, name: "visit" }, visits, false],
    ["a pattern of types", { type: "aws:rds/*", name: "visits" }, visits, true],
    ["its stack", { type, name: "visits", stack: "pr*" }, visits, true],
    ["another stack", { type, name: "visits", stack: "dev" }, visits, false],
    ["its project", { type, name: "visits", project: "clinic" }, visits, true],
    ["another project", { type, name: "visits", project: "lab" }, visits, false],
    ["brackets are letters", { type, name: "visit[st]*" }, visits, false],
    ["brackets are letters, and match themselves", { type, name: "visit[st]*" }, visits.replace("visits", "visit[st]1"), true],
    ["braces are letters", { type, name: "{visits,old}*" }, visits, false],
    ["an exclamation mark is a letter", { type, name: "!old*" }, visits, false],
    ["plus and parentheses are letters", { type, name: "+(visits)*" }, visits, false],
    ["a bar is a letter, not an or", { type, name: "*|abcdef" }, visits, false],
    ["a group with a bar is letters", { type, name: "(*|abcdef)" }, visits, false],
    ["a look ahead is letters", { type, name: "(?!abcdef)*" }, visits, false],
    ["a backslash is a letter", { type, name: "visits\\*" }, visits, false],
    ["a backslash matches itself", { type, name: "visits\\*" }, visits.replace("visits", "visits\\1"), true],
    ["a dot and a slash are letters", { type, name: "./visits*" }, visits, false],
    ["a caret and a dollar are letters", { type, name: "^visits$*" }, visits, false],
    ["one character may be a slash", { type, name: "visits?" }, `${visits}/`, true],
    ["one character of two halves", { type, name: "visits?" }, `${visits}\u{1f4a5}`, true],
    ["a star takes line breaks, and nothing", { type, name: "vis*its*" }, visits.replace("visits", "vis\nits"), true],
    ["several stars, of which an early one has to give way", { type, name: "*its*its?" }, visits.replace("visits", "itsitsits2"), true],
    ["several stars, and the end is missing", { type, name: "*its*its?" }, visits.replace("visits", "its2its"), false],
    ["a dot is a dot", { type, name: "v.sits*" }, visits, false],
  ])("by name: %s", (_name, target, urn, expected) => {
    expect(covers([target], urn)).toBe(expected);
  });

  test("a pattern that fits almost everywhere takes no time", () => {
    const name = `${"a".repeat(200)}b`;
    const started = performance.now();
    expect(covers([{ type, name: `*${"a".repeat(60)}*${"a".repeat(60)}*c` }], visits.replace("visits", name.repeat(9)))).toBe(false);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  test("inside a template: the whole, or one resource of it", () => {
    const template = "urn:pulumi:prod::clinic::aws:cloudformation/stack:Stack::legacy";
    expect(covers([template], template, "Database")).toBe(true);
    expect(covers([{ urn: template, within: "Database" }], template, "Database")).toBe(true);
    expect(covers([{ urn: template, within: "Database" }], template, "Other")).toBe(false);
    expect(covers([{ urn: template, within: "Database" }], template)).toBe(false);
  });
});

describe("a judgement under a register", () => {
  const register = registerOf([entry()]);

  test("failures and what is undetermined are covered; the verdict stays", () => {
    for (const verdict of [fail("bad"), undetermined("open")]) {
      const applied = applyRegister(judgement(visits, { verdict }), register, today);
      expect([applied.exception?.id, applied.verdict]).toEqual(["visits-encryption", verdict]);
    }
  });

  test("passes, other rules, other days, no resource and no register are not", () => {
    expect(applyRegister(judgement(visits, { verdict: pass() }), register, today).exception).toBeUndefined();
    expect(applyRegister(judgement(visits, { rule: logged }), register, today).exception).toBeUndefined();
    expect(applyRegister(judgement(visits), register, "2026-09-30").exception).toBeUndefined();
    expect(applyRegister(judgement(visits), register, "2027-05-31").exception?.id).toBe("visits-encryption");
    expect(applyRegister(judgement(visits), register, "2027-06-01").exception).toBeUndefined();
    expect(applyRegister(judgement(undefined), register, today).exception).toBeUndefined();
    expect(applyRegister(judgement(visits), undefined, today)).toEqual(judgement(visits));
  });

  test("an entry with a fault covers nothing", () => {
    const faulty = registerOf([entry({ approver: "Dana Ruiz" })]);
    expect(applyRegister(judgement(visits), faulty, today).exception).toBeUndefined();
  });

  test("where one of two entries is over, the other covers", () => {
    const both = registerOf([entry({ id: "old", approvedOn: "2026-01-01", expiresOn: "2026-06-30" }), entry()]);
    expect(applyRegister(judgement(visits), both, today).exception?.id).toBe("visits-encryption");
  });

  test("the cost does not grow with entries times findings", () => {
    const many = Array.from({ length: 2000 }, (_, index) =>
      entry({
        id: `entry-${index}`,
        resources: [index % 2 ? visits.replace("visits", `db${index}`) : { type: "aws:s3/bucket:Bucket", name: `bucket-${index}-*` }],
      }),
    );
    const large = registerOf(many);
    expect(large.problems).toEqual([]);
    const before = Date.now();
    let covered = 0;
    for (let index = 0; index < 20_000; index++) {
      if (applyRegister(judgement(visits.replace("visits", `db${index}`)), large, today).exception) covered += 1;
    }
    expect(covered).toBe(1000);
    expect(Date.now() - before).toBeLessThan(2000);
  });
});

describe("entries that are good for nothing", () => {
  const resources = [
    { urn: "urn:pulumi:prod::clinic::pulumi:pulumi:Stack::clinic-prod", type: "pulumi:pulumi:Stack", name: "clinic-prod" },
    { urn: visits, type: "aws:rds/instance:Instance", name: "visits" },
    { urn: "urn:pulumi:prod::clinic::aws:sqs/queue:Queue::jobs", type: "aws:sqs/queue:Queue", name: "jobs" },
  ];
  const unused = (changes: Parameters<typeof entry>[0], used: readonly string[] = []) =>
    unusedEntries(registerOf([entry(changes)]), rules, resources, new Set(used)).map(({ code, blocks }) => [code, blocks]);

  test("one that matches no resource blocks", () => {
    expect(unused({ resources: [visits.replace("visits", "gone")] })).toEqual([["matches-nothing", true]]);
    expect(unused({ resources: [{ type: "aws:rds/instance:Instance", name: "gone" }] })).toEqual([["matches-nothing", true]]);
  });

  test("one whose rules never speak of what it matches blocks", () => {
    expect(unused({ resources: ["urn:pulumi:prod::clinic::aws:sqs/queue:Queue::jobs"] })).toEqual([["matches-nothing", true]]);
  });

  test("one whose resource complies by now is told, and blocks nothing: mending must never be punished", () => {
    expect(unused({})).toEqual([["covers-nothing", false]]);
  });

  test("one that covered a finding is none, nor one for another stack or project", () => {
    expect(unused({}, ["visits-encryption"])).toEqual([]);
    expect(unused({ resources: [visits.replace("prod", "dev")] })).toEqual([]);
    expect(unused({ resources: [{ type: "aws:rds/instance:Instance", name: "gone", stack: "dev*" }] })).toEqual([]);
    expect(unused({ resources: [{ type: "aws:rds/instance:Instance", name: "gone", project: "lab" }] })).toEqual([]);
  });
});

describe("where the register comes from", () => {
  const open = (settings: object, environment: Record<string, string> = {}) =>
    openRegister({ ...options, settings: { ...defaultSettings, neverExceptable: [], ...settings }, environment });

  test("none was asked for", () => {
    expect(open({})).toBeUndefined();
    expect(open({}, { PHIGUARD_EXCEPTIONS: "" })).toBeUndefined();
  });

  test("the settings' own wins over files, which are told not to be read", () => {
    const register = open(
      { exceptions: { version: 1, exceptions: [entry()] }, exceptionsFile: "/nowhere" },
      { PHIGUARD_EXCEPTIONS: "/no" },
    );
    expect(register?.origin).toMatchObject({ from: "settings", namedBy: "exceptions", sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(register?.counting).toHaveLength(1);
    expect(register?.problems.map(({ code, blocks }) => [code, blocks])).toEqual([
      ["not-read", false],
      ["not-read", false],
    ]);
  });

  test.each([
    ["a file that is not there", "/nowhere/phiguard-exceptions.yaml", "cannot be read (ENOENT)"],
    ["a folder", "/tmp", "is not a file"],
    ["a device", "/dev/zero", "is not a file"],
    ["a relative path", "phiguard-exceptions.yaml", "must be an absolute path"],
  ])("asked for, and not to be had, blocks: %s", (_name, path, message) => {
    for (const register of [open({ exceptionsFile: path }), open({}, { PHIGUARD_EXCEPTIONS: path })]) {
      expect(register?.origin).toBeUndefined();
      expect(register?.problems).toMatchObject([{ code: "unreadable", blocks: true, message: expect.stringContaining(message) }]);
    }
  });
});
