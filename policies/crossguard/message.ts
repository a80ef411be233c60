import type { Judgement } from "../evaluate";
import type { Exception } from "../exceptions/schema";
import { paragraph } from "../hipaa/paragraphs";
import type { Rule } from "../rule";
import type { Evidence } from "../verdict";
import { scopePath } from "./scope-path";

const mostEvidence = 3;
const longestText = 600;

/** Names come from the program and findings from its properties: what could steer a terminal or break a line is shown as an escape. */
export function printable(text: string): string {
  const escaped = text.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`,
  );
  return escaped.length > longestText ? `${escaped.slice(0, longestText)}…` : escaped;
}

/** The last part of a URN: the name that the program gave. */
function nameOf(urn: string): string {
  return urn.split("::").at(-1) ?? urn;
}

/** @param told what the sentence has said already: a path that it names is not named again. */
function reading(evidence: Evidence, told: string): string {
  if (evidence.found === "not known yet" && evidence.path !== "" && told.startsWith(evidence.path)) return `wanted ${evidence.wanted}`;
  const owner = evidence.urn === undefined ? "" : ` of ${nameOf(evidence.urn)}`;
  const where = evidence.path === "" ? "" : `${evidence.path}${owner} is `;
  return `${where}${evidence.found}, wanted ${evidence.wanted}`;
}

function readings(evidence: readonly Evidence[], told: string): string {
  const texts = [...new Set(evidence.map((item) => reading(item, told)))];
  const more = texts.length > mostEvidence ? ` and ${texts.length - mostEvidence} more` : "";
  return texts.slice(0, mostEvidence).join("; ") + more;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** One sentence: what is wrong, what was found, what is wanted, where. */
export function finding({ rule, verdict, within }: Judgement): string {
  const found = readings(verdict.evidence, verdict.because);
  const because = verdict.because === "" ? `not so: ${rule.title}` : verdict.because;
  const prefix = verdict.outcome === "undetermined" ? `undetermined (${rule.title}): ` : "";
  const where = within === undefined ? "" : ` in ${within}`;
  return sentence(printable(`${prefix}${because}${where}${found === "" ? "" : ` (${found})`}`));
}

/** The paragraphs that ask for it, the first with its title. */
export function lawOf(rule: Rule): string {
  const [first, ...others] = rule.cites;
  const { title, binding } = paragraph(first);
  const also = others.length > 0 ? `; also ${others.join(", ")}` : "";
  return `45 CFR ${first} ${title} (${binding})${also}`;
}

/** A finding as a person reads it: the sentence, the paragraph, the remedy. */
export function violation(judgement: Judgement): string {
  const path = scopePath(judgement.scope).map(printable);
  return [finding(judgement), ...path, `${lawOf(judgement.rule)}.`, `Remedy: ${judgement.rule.remedy}`].join("\n");
}

const grounds: Readonly<Record<Exception["kind"], string>> = {
  "equivalent-alternative": "Another measure meets it",
  "accepted-risk": "The risk is accepted",
  "not-applicable": "It does not apply",
  "remediation-plan": "Not met, and to be mended",
};

/** What an exception says beside its reason. */
function measureOf(exception: Exception): readonly string[] {
  const { measure, seenAt } = exception;
  return [
    ...(exception.kind === "remediation-plan" ? [`Plan: ${exception.plan}`] : []),
    ...(measure === undefined ? [] : [`Measure: ${measure}${seenAt === undefined ? "" : ` (see ${seenAt})`}`]),
  ];
}

/** A finding that an exception covers: by which one, until when and on whose word, then the sentence, the paragraph and the ground. */
export function exceptedFinding(judgement: Judgement, exception: Exception): string {
  const { id, expiresOn, approver, kind, reason } = exception;
  return [
    `Excepted (${id} until ${expiresOn}, approved by ${printable(approver)}): ${finding(judgement)}`,
    `${lawOf(judgement.rule)}.`,
    ...[`${grounds[kind]}: ${reason}`, ...measureOf(exception)].map((line) => printable(line.trim())),
  ].join("\n");
}
