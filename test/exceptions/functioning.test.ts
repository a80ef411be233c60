// A register and a configuration that previews and phiguard verify share: previews leave alone what they are not asked.
import { readPackConfiguration } from "../../cli/pack-configuration";
import { unusedEntries } from "../../policies/exceptions/unused";
import { allRules } from "../../policies/rules/all";
import { rules } from "../../policies/rules/index.gen";
import { defaultSettings } from "../../policies/settings";
import { alternative, codesOf, entry, registerOf } from "./entries";

const options = { settings: defaultSettings, today: "2026-11-22" };
const bucket = { urn: "urn:pulumi:live::clinic::aws:s3/bucket:Bucket::letters", type: "aws:s3/bucket:Bucket", name: "letters" };

test("an entry on a rule that previews are not asked neither blocks one nor is missed in it", () => {
  const live = entry({ ...alternative, rules: ["iam-user-has-mfa-device"], resources: [{ type: "aws:iam/user:User", name: "nurse" }] });
  const register = registerOf([live], { ...options, rules });
  expect(codesOf(register)).toEqual([]);
  expect(unusedEntries(register, rules, [bucket], new Set())).toEqual([]);
  // A live account is asked the rule, and has no such user.
  const there = registerOf([live], { ...options, rules: allRules });
  expect(unusedEntries(there, allRules, [bucket], new Set())).toMatchObject([{ code: "matches-nothing", blocks: true }]);
});

test("the law is read where the rule is asked: multi-factor authentication is required", () => {
  const accepted = entry({ rules: ["iam-user-has-mfa-device"] });
  expect(codesOf(registerOf([accepted], { ...options, rules: allRules }))).toEqual(["law"]);
  expect(codesOf(registerOf([accepted], { ...options, rules }))).toEqual([]);
});

test("what takes no exception takes none anywhere", () => {
  const never = { ...options, settings: { ...defaultSettings, neverExceptable: ["iam-root-mfa"] } };
  for (const asked of [rules, allRules])
    expect(codesOf(registerOf([entry({ ...alternative, rules: ["iam-root-mfa"] })], { ...never, rules: asked }))).toEqual([
      "never-exceptable",
    ]);
});

test("a rule that exists nowhere is still named", () => {
  expect(codesOf(registerOf([entry({ rules: ["iam-user-has-mfa-devise"] })], { ...options, rules }))).toEqual(["unknown-rule"]);
});

test("a configuration may set rules on what works, within their bounds", () => {
  expect(readPackConfiguration({ "iam-access-key-used": { enforcementLevel: "advisory", maximumDays: 45 } }).problems).toEqual([]);
  expect(readPackConfiguration({ "iam-access-key-used": { maximumDays: 365 } }).problems).toEqual([
    { at: "iam-access-key-used.maximumDays", problem: "must lie between 1 and 90" },
  ]);
});
