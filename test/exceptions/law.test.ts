import { aYearAfter } from "../../policies/exceptions/dates";
import { neverExceptable } from "../../policies/exceptions/never-exceptable";
import { paragraphs } from "../../policies/hipaa/paragraphs";
import { allRules } from "../../policies/rules/all";
import { defaultSettings, readSettings } from "../../policies/settings";
import { alternative, codesOf, entry, type Given, options, registerOf } from "./entries";

function codes(changes: Given): string[] {
  return codesOf(registerOf([entry(changes)]));
}

test("an entry that is right counts, and nothing is said of it", () => {
  const register = registerOf([entry()]);
  expect(codesOf(register)).toEqual([]);
  expect(register.counting.map(({ id }) => id)).toEqual(["visits-encryption"]);
});

describe("the law, by the rule's first citation", () => {
  test("what is addressable takes all kinds", () => {
    expect(codes({})).toEqual([]);
    expect(codes(alternative)).toEqual([]);
    expect(codes({ kind: "not-applicable", riskAnalysis: undefined })).toEqual([]);
  });

  test("what is required takes an alternative, or says that it does not apply, and never accepts a risk", () => {
    const rules = ["access-logged"];
    expect(codes({ ...alternative, rules })).toEqual([]);
    expect(codes({ kind: "not-applicable", riskAnalysis: undefined, rules })).toEqual([]);
    const register = registerOf([entry({ rules })]);
    expect(codesOf(register)).toEqual(["law"]);
    expect(register.counting).toEqual([]);
    expect(register.problems[0]?.message).toContain("164.312(b) Audit controls is required");
  });

  test("one required rule among several is enough to refuse an accepted risk", () => {
    expect(codes({ rules: ["storage-encrypted", "access-logged"] })).toEqual(["law"]);
  });

  test("where the settings accept no risk, none is", () => {
    const settings = { ...options.settings, acceptedRisk: "never" as const };
    expect(codesOf(registerOf([entry()], { settings }))).toEqual(["law"]);
    expect(codesOf(registerOf([entry(alternative)], { settings }))).toEqual([]);
  });

  test("a rule that takes no exception takes none of any kind", () => {
    expect(codes({ ...alternative, rules: ["not-public"] })).toEqual(["never-exceptable"]);
    expect(codes({ kind: "not-applicable", rules: ["not-public"] })).toEqual(["never-exceptable"]);
  });

  test("a plan is only for what was imported, and says what will be done", () => {
    const plan = { kind: "remediation-plan", plan: "Logging is switched on with the move of January.", rules: ["access-logged"] };
    const soon = { approvedOn: "2026-11-22", expiresOn: "2027-02-20" };
    expect(codes({ ...plan, ...soon, imported: true })).toEqual([]);
    expect(codes({ ...plan, ...soon })).toEqual(["schema"]);
    expect(codes({ ...plan, ...soon, imported: true, plan: undefined })).toEqual(["schema"]);
    expect(codes({ ...plan, ...soon, imported: true, rules: ["not-public"] })).toEqual(["never-exceptable"]);
  });

  test.each([
    ["equivalent-alternative", { ...alternative, measure: undefined }],
    ["equivalent-alternative", { ...alternative, seenAt: undefined }],
    ["accepted-risk", { riskAnalysis: undefined }],
    ["accepted-risk", { reason: "   legacy           " }],
    ["unheard-of", { kind: "unheard-of" }],
  ])("%s lacks what its kind needs", (_kind, changes) => {
    expect(codes(changes)).toEqual(["schema"]);
  });
});

describe("dates", () => {
  test.each<[string, Given, readonly string[]]>([
    ["no day of the calendar", { approvedOn: "2026-02-30" }, ["schema"]],
    ["a leap day that was none", { approvedOn: "2025-02-29" }, ["schema"]],
    ["no date", { expiresOn: "soon" }, ["schema"]],
    ["a date with time", { expiresOn: "2027-01-01T00:00:00Z" }, ["schema"]],
    ["approved tomorrow", { approvedOn: "2026-11-23" }, ["dates"]],
    ["approved today", { approvedOn: "2026-11-22" }, []],
    ["a year to the day", { approvedOn: "2026-10-01", expiresOn: "2027-10-01" }, []],
    ["a year and a day", { approvedOn: "2026-10-01", expiresOn: "2027-10-02" }, ["dates"]],
    ["ended before it began", { approvedOn: "2026-10-01", expiresOn: "2026-09-30" }, ["dates", "expired"]],
    ["ended yesterday", { approvedOn: "2026-01-01", expiresOn: "2026-11-21" }, ["expired"]],
    ["ends today", { approvedOn: "2026-01-01", expiresOn: "2026-11-22" }, ["expires-soon (advisory)"]],
    ["ends in 30 days", { expiresOn: "2026-12-22" }, ["expires-soon (advisory)"]],
    ["ends in 31 days", { expiresOn: "2026-12-23" }, []],
    ["reviewed today", { reviewedOn: "2026-11-22" }, []],
    ["reviewed tomorrow", { reviewedOn: "2026-11-23" }, ["dates"]],
    ["imported for 90 days", { imported: true, approvedOn: "2026-11-22", expiresOn: "2027-02-20" }, []],
    ["imported for 91 days", { imported: true, approvedOn: "2026-11-22", expiresOn: "2027-02-21" }, ["dates"]],
  ])("%s", (_name, changes, expected) => {
    expect(codes(changes)).toEqual(expected);
  });

  test("a year from a leap day ends with February", () => {
    const leap = { rules: options.rules, settings: options.settings, today: "2028-03-01" };
    const until = (expiresOn: string) => codesOf(registerOf([entry({ approvedOn: "2028-02-29", expiresOn })], leap));
    expect(until("2029-02-28")).toEqual([]);
    expect(until("2029-03-01")).toEqual(["dates"]);
  });
});

describe("who and what", () => {
  test.each(["Dana Ruiz", " dana  ruiz ", "DANA RUIZ", "Dana\tRuiz"])("the owner cannot approve: %j", (approver) => {
    expect(codes({ approver })).toEqual(["approval"]);
  });

  test.each([
    "Dana Ruiz, security officer",
    "Dana Ruiz (CISO)",
    "dana ruiz - officer",
    "D\u00adana\u200b Ruiz",
    "\uff24\uff41\uff4e\uff41 Ruiz.",
  ])("the owner cannot approve in another role, or by letters that nobody sees: %j", (approver) => {
    expect(codes({ owner: "Dana Ruiz, clinic platform", approver })).toEqual(["approval"]);
  });

  test("people who share a family name, or a role, are two", () => {
    expect(codes({ owner: "Ruiz, Dana", approver: "Ruiz, Lee" })).toEqual([]);
    expect(codes({ owner: "Dana Ruiz, platform", approver: "Lee Okafor, platform" })).toEqual([]);
  });

  test("a name with letters of two alphabets names nobody", () => {
    expect(codes({ approver: "Dan\u0430 Ruiz" })).toEqual(["approval"]);
    expect(codes({ approver: "\u041b\u0438 Okafor" })).toEqual([]);
  });

  test("the year from a leap day is a day of the calendar", () => {
    expect(aYearAfter("2028-02-29")).toBe("2029-02-28");
    expect(aYearAfter("2027-02-28")).toBe("2028-02-28");
  });

  test("a reason of invisible characters says nothing", () => {
    expect(codes({ reason: "\u200b".repeat(30) })).toEqual(["schema"]);
    expect(codes({ reason: `x${" ".repeat(30)}y` })).toEqual(["schema"]);
  });

  test("an approver that is missing or blank", () => {
    expect(codes({ approver: undefined })).toEqual(["schema"]);
    expect(codes({ approver: "  " })).toEqual(["schema"]);
    expect(codes({ approver: "\u2060\u200b\u200d" })).toEqual(["schema"]);
  });

  test("a rule that does not exist is named", () => {
    const register = registerOf([entry({ rules: ["storage-encryptd"] })]);
    expect(register.problems).toMatchObject([{ code: "unknown-rule", rule: "storage-encryptd", entry: "visits-encryption", blocks: true }]);
  });

  test.each<[string, Given, readonly string[]]>([
    ["a rule of *", { rules: ["*"] }, ["schema"]],
    ["rules by pattern", { rules: ["s3-*"] }, ["schema"]],
    ["no rule", { rules: [] }, ["schema"]],
    ["a resource of *", { resources: ["*"] }, ["schema"]],
    ["a name of *", { resources: [{ type: "aws:s3/bucket:Bucket", name: "*" }] }, ["too-broad"]],
    ["a name of little more", { resources: [{ type: "aws:s3/bucket:Bucket", name: "*-a?-*" }] }, ["too-broad"]],
    ["a type of *", { resources: [{ type: "*", name: "visits" }] }, ["too-broad"]],
    ["a whole provider", { resources: [{ type: "aws:*", name: "visits" }] }, ["too-broad"]],
    ["both", { resources: [{ type: "*", name: "**" }] }, ["too-broad", "too-broad"]],
    ["a name of signs and a star", { resources: [{ type: "aws:s3/bucket:Bucket", name: "(*|--)" }] }, ["too-broad"]],
    ["many stars", { resources: [{ type: "aws:s3/bucket:Bucket", name: "a*b*c*d*e*f" }] }, ["schema"]],
    ["a name that says enough", { resources: [{ type: "aws:s3/*", name: "visits-*" }] }, []],
    ["an exact name, however short", { resources: [{ type: "aws:s3/bucket:Bucket", name: "a" }] }, []],
  ])("%s", (_name, changes, expected) => {
    expect(codes(changes)).toEqual(expected);
  });

  test("of two entries with one id, neither counts", () => {
    const register = registerOf([entry(), entry({ id: "Visits-Encryption" }), entry({ id: "other" })]);
    expect(codesOf(register)).toEqual(["duplicate-id", "duplicate-id"]);
    expect(register.counting.map(({ id }) => id)).toEqual(["other"]);
  });
});

describe("what takes no exception", () => {
  const byId = new Map(allRules.map((rule) => [rule.id, rule]));

  test("the default list names rules that exist, each once, and each of them serves a required paragraph", () => {
    expect(neverExceptable.filter((id) => !byId.has(id))).toEqual([]);
    expect(new Set(neverExceptable).size).toBe(neverExceptable.length);
    const bindings = neverExceptable.flatMap((id) => byId.get(id)?.cites[0] ?? []).map((citation) => paragraphs[citation].binding);
    expect(new Set(bindings)).toEqual(new Set(["required"]));
  });

  test("the list covers public stores, the trail and access keys, also of the root user, and the settings replace it", () => {
    expect(defaultSettings.neverExceptable).toEqual(
      expect.arrayContaining([
        "s3-policy-no-public-principal",
        "rds-not-public",
        "cloudtrail-logging-on",
        "iam-no-access-keys",
        "iam-root-no-access-key",
      ]),
    );
    expect(readSettings({ neverExceptable: [] })).toMatchObject({ settings: { neverExceptable: [] }, problems: [] });
  });
});
