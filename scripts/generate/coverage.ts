import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Citation, type Paragraph, paragraphs } from "../../policies/hipaa/paragraphs";
import type { Equivalents, Rule } from "../../policies/rule";
import controls from "./controls.json";
import type { GeneratedFile } from "./files";
import { generatedNote, table } from "./markdown";

const peers: readonly [keyof Equivalents, string, string][] = [
  ["config", "AWS Config", "AWS Config, conformance pack for HIPAA"],
  ["cdkNag", "cdk-nag", "cdk-nag, all packs"],
  ["prowler", "Prowler", "Prowler, AWS checks"],
  ["checkov", "checkov", "checkov, AWS checks"],
  ["pulumi", "compliance-policies", "Pulumi compliance-policies, AWS"],
];

function link(id: string): string {
  return `[${id}](rules/${id}.md)`;
}

function byParagraph(rules: readonly Rule[]): string {
  const rows = Object.entries(paragraphs).map(([citation, entry]) => {
    const paragraph: Paragraph = entry;
    const citing = rules.filter((rule) => rule.cites.some((cited) => cited === citation)).map((rule) => rule.id);
    const covered = citing.length === 0 ? (paragraph.manual ?? "") : citing.map(link).join(", ");
    return [citation, paragraph.title, paragraph.binding, String(citing.length), covered];
  });
  return table(["45 CFR", "paragraph", "kind", "rules", "which, or why none can decide it"], rows);
}

/** Specifications of 164.312 that have neither a rule nor a reason: there may be none. */
export function uncovered(rules: readonly Rule[]): readonly Citation[] {
  const cited = new Set<string>(rules.flatMap((rule) => rule.cites));
  return Object.entries(paragraphs).flatMap(([citation, entry]) => {
    const paragraph: Paragraph = entry;
    return citation.startsWith("164.312") && !cited.has(citation) && paragraph.manual === undefined ? [citation as Citation] : [];
  });
}

/** Why a rule of a peer has none of ours beside it: the controls that it belongs to, and what became of them. */
function instead(peer: keyof Equivalents, theirs: string, reasons: Readonly<Record<string, string>>): string {
  const concerned = controls.filter((control) => (control.peers as Equivalents)[peer]?.includes(theirs));
  const told = concerned.map(({ id }) => (reasons[id] === undefined ? `none yet (\`${id}\`)` : `no rule, for a reason: \`${id}\``));
  return told.length === 0 ? "none" : told.join(", ");
}

function peerTable(
  peer: keyof Equivalents,
  rules: readonly Rule[],
  reasons: Readonly<Record<string, string>>,
): { text: string; covered: number; total: number } {
  const ours = new Map<string, string[]>();
  for (const rule of rules) for (const theirs of rule.equivalents[peer] ?? []) ours.set(theirs, [...(ours.get(theirs) ?? []), rule.id]);
  const named = controls.flatMap((control) => (control.peers as Equivalents)[peer] ?? []);
  const theirs = [...new Set([...named, ...ours.keys()])].sort();
  const rows = theirs.map((name) => [`\`${name}\``, (ours.get(name) ?? []).map(link).join(", ") || instead(peer, name, reasons)]);
  return { text: table(["their rule", "ours"], rows), covered: theirs.filter((name) => ours.has(name)).length, total: theirs.length };
}

/** Why a control of the catalogue is no rule, by the control's id. */
export function reasonsAgainst(root: string): Readonly<Record<string, string>> {
  const file = join(root, "policies/rules/not-rules.json");
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Record<string, string>) : {};
}

/** What the rules cover: by paragraph, by peer, and the controls that are no rules. */
export function coverage(root: string, rules: readonly Rule[]): GeneratedFile {
  const ids = new Set(rules.map((rule) => rule.id));
  const reasons = reasonsAgainst(root);
  const open = controls.filter(({ id }) => !ids.has(id) && reasons[id] === undefined);
  const urgent = open.filter(({ tier }) => tier < 3);
  const tables = peers.map(([peer, name, title]) => ({ name, title, ...peerTable(peer, rules, reasons) }));
  const text = [
    generatedNote,
    "# What the rules cover",
    "",
    "A rule decides what can be read from deployed resources. phiguard helps a team comply; it certifies nobody.",
    "",
    "## By paragraph",
    "",
    byParagraph(rules),
    "",
    "## By peer",
    "",
    "Each table lists the rules of another tool that concern the same controls, and ours for each.",
    "",
    table(
      ["peer", "its rules", "with a rule of ours", "without"],
      tables.map(({ title, covered, total }) => [title, String(total), String(covered), String(total - covered)]),
    ),
    "",
    ...tables.flatMap(({ title, text: rows }) => [`### ${title}`, "", rows, ""]),
    "## Controls that are no rules",
    "",
    Object.keys(reasons).length === 0
      ? "None."
      : table(
          ["control", "why"],
          Object.entries(reasons).sort(([a], [b]) => (a < b ? -1 : 1)),
        ),
    "",
    "## Controls still to be written",
    "",
    `Of the catalogue's ${controls.length} controls, ${open.length} have neither a rule nor a reason: ${urgent.length} of tiers 1 and 2, ${open.length - urgent.length} of tier 3, the least urgent.`,
    "",
    open.map(({ id }) => `\`${id}\``).join(", "),
    "",
  ];
  return { path: "docs/coverage.md", text: text.join("\n") };
}
