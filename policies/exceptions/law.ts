import { type Binding, paragraph } from "../hipaa/paragraphs";
import type { Rule } from "../rule";
import { functioningRuleIds } from "../rules/functioning-ids.gen";
import type { Settings } from "../settings";
import { aYearAfter, daysAfter } from "./dates";
import { isPattern } from "./pattern";
import { isSamePerson, mixesAlphabets } from "./person";
import type { RegisterProblem } from "./register";
import type { Exception, ExceptionTarget } from "./schema";

/** Days before its end from which an exception is told to be about to expire. */
export const noticeDays = 30;
/** Days that an entry taken over from an existing stack may last. */
export const importedDays = 90;
/** A pattern with fewer fixed letters and digits stands for too much. */
const leastFixed = { name: 3, type: 5 };

/** Under what an entry is judged. */
export interface LawContext {
  readonly rules: ReadonlyMap<string, Rule>;
  readonly settings: Pick<Settings, "acceptedRisk" | "neverExceptable">;
  /** A date without time, UTC. */
  readonly today: string;
}

type Finding = Pick<RegisterProblem, "code" | "message" | "blocks"> & { readonly rule?: string };

/** Everything that is wrong with an entry that is well formed. */
export function entryProblems(entry: Exception, context: LawContext): readonly Finding[] {
  return [
    ...entry.rules.flatMap((id) => ruleProblems(entry, id, context)),
    ...entry.resources.flatMap(breadthProblems),
    ...approvalProblems(entry, context.today),
    ...durationProblems(entry),
    ...endProblems(entry, context.today),
  ];
}

function blocking(code: Finding["code"], message: string): Finding {
  return { code, message, blocks: true };
}

function ruleProblems(entry: Exception, id: string, { rules, settings }: LawContext): Finding[] {
  const rule = rules.get(id);
  if (!rule && !functioningRuleIds.has(id))
    return [{ ...blocking("unknown-rule", `names the rule ${id}, which does not exist`), rule: id }];
  if (settings.neverExceptable.includes(id)) {
    return [blocking("never-exceptable", `names ${id}, which takes no exception; see the setting neverExceptable`)];
  }
  // Rules on what works are asked of live accounts only, and the law is read there: a preview may be given the same register.
  if (!rule || entry.kind !== "accepted-risk") return [];
  if (settings.acceptedRisk === "never") {
    return [blocking("law", `accepts the risk of ${id}; the setting acceptedRisk says that no risk is accepted`)];
  }
  return bindingOf(rule) === "required" ? [blocking("law", noAcceptedRisk(rule))] : [];
}

/** The first citation decides, since a rule may serve several paragraphs. */
export function bindingOf(rule: Rule): Binding {
  return paragraph(rule.cites[0]).binding;
}

/** 164.306(d)(2): required is to be implemented. 164.306(b)(1) leaves open by which measures. */
function noAcceptedRisk({ id, cites: [first] }: Rule): string {
  return `accepts the risk of ${id}, and ${first} ${paragraph(first).title} is required (45 CFR 164.306(d)(2)): name an equivalent alternative, or say why it does not apply`;
}

function breadthProblems(target: ExceptionTarget): Finding[] {
  if (typeof target === "string" || "urn" in target) return [];
  return (["name", "type"] as const).flatMap((part) => {
    const given = target[part];
    const fixed = given.replace(/[^\p{L}\p{N}]/gu, "").length;
    if (!isPattern(given) || fixed >= leastFixed[part]) return [];
    return [
      blocking("too-broad", `is too broad: the ${part} ${given} has fewer than ${leastFixed[part]} letters or digits that are fixed`),
    ];
  });
}

function approvalProblems({ owner, approver, approvedOn, reviewedOn }: Exception, today: string): Finding[] {
  return [
    ...(isSamePerson(owner, approver) ? [blocking("approval", "is approved by its owner: another person has to approve it")] : []),
    ...[owner, approver]
      .filter(mixesAlphabets)
      .map((name) => blocking("approval", `names ${name}, in which letters of several alphabets are mixed`)),
    ...(approvedOn > today ? [blocking("dates", `is approved on ${approvedOn}, which is still to come (UTC)`)] : []),
    ...(reviewedOn !== undefined && reviewedOn > today
      ? [blocking("dates", `is reviewed on ${reviewedOn}, which is still to come (UTC)`)]
      : []),
  ];
}

function durationProblems({ approvedOn, expiresOn, imported }: Exception): Finding[] {
  if (expiresOn < approvedOn) return [blocking("dates", "expires before it is approved")];
  if (imported === true && expiresOn > daysAfter(approvedOn, importedDays)) {
    return [blocking("dates", `is imported and lasts longer than ${importedDays} days`)];
  }
  return expiresOn > aYearAfter(approvedOn) ? [blocking("dates", "lasts longer than a year after its approval")] : [];
}

function endProblems({ expiresOn }: Exception, today: string): Finding[] {
  if (expiresOn < today) return [blocking("expired", `expired on ${expiresOn}: mend the resource, or have the exception approved anew`)];
  if (expiresOn > daysAfter(today, noticeDays)) return [];
  return [{ code: "expires-soon", message: `expires on ${expiresOn}, in less than ${noticeDays + 1} days`, blocks: false }];
}
