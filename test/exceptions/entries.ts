import { type ExamineOptions, examine } from "../../policies/exceptions/examine";
import { readRegisterValue } from "../../policies/exceptions/read";
import type { Register } from "../../policies/exceptions/register";
import type { Exception } from "../../policies/exceptions/schema";
import { defineRule, fail } from "../../policies/rule";
import { defaultSettings } from "../../policies/settings";

export const today = "2026-11-22";

/** Every property that some kind of exception may have, so that a test can set or unset any of them. */
export type Given = Partial<Readonly<Record<keyof Extract<Exception, { kind: "remediation-plan" }>, unknown>>>;

/** An entry that counts on `today`, as a file would hold it, with changes. */
export function entry(changes: Given = {}): Record<string, unknown> {
  const all = {
    id: "visits-encryption",
    rules: ["storage-encrypted"],
    resources: ["urn:pulumi:prod::clinic::aws:rds/instance:Instance::visits"],
    kind: "accepted-risk",
    reason: "The vendor's image cannot be encrypted before the migration of May.",
    riskAnalysis: "RA-2026-014, section 3",
    owner: "Dana Ruiz",
    approver: "Lee Okafor",
    approvedOn: "2026-10-01",
    expiresOn: "2027-05-31",
    ...changes,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

export const alternative: Given = {
  kind: "equivalent-alternative",
  measure: "The disk is encrypted by the host, with a key that only its operator holds.",
  seenAt: "runbook HOST-7",
  riskAnalysis: undefined,
};

/** What the rules of these tests have in common. */
export const common = {
  threat: "t",
  remedy: "Set it.",
  severity: "high",
  level: "mandatory",
  equivalents: {},
  examples: { good: {}, bad: {}, unknown: {}, notApplicable: {} },
  applies: "always",
} as const;

/** Addressable. */
export const storageEncrypted = defineRule({
  ...common,
  id: "storage-encrypted",
  title: "storage is encrypted",
  cites: ["164.312(a)(2)(iv)"],
  on: ["rds.Instance", "s3.Bucket"],
  check: () => fail("storage is not encrypted"),
});

/** Required. */
export const logged = defineRule({
  ...common,
  id: "access-logged",
  title: "access is logged",
  cites: ["164.312(b)", "164.312(a)(2)(iv)"],
  on: ["rds.Instance", "s3.Bucket"],
  check: () => fail("access is not logged"),
});

/** Required, and never exceptable in these tests. */
export const hidden = defineRule({
  ...common,
  id: "not-public",
  title: "nothing is public",
  cites: ["164.312(a)(1)"],
  on: ["rds.Instance"],
  check: () => fail("everyone can connect"),
});

export const rules = [storageEncrypted, logged, hidden];

export const options: ExamineOptions = {
  rules,
  settings: { ...defaultSettings, neverExceptable: ["not-public"] },
  today,
};

/** A register of these entries, judged. */
export function registerOf(entries: readonly unknown[], changes: Partial<ExamineOptions> = {}, header: object = {}): Register {
  return examine(readRegisterValue({ version: 1, ...header, exceptions: entries }), undefined, { ...options, ...changes });
}

/** What is wrong with a register: the code, and whether it blocks. */
export function codesOf({ problems }: Register): string[] {
  return problems.map(({ code, blocks }) => (blocks ? code : `${code} (advisory)`));
}
