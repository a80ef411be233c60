import { tokensOfKind } from "../../policies/aws/kinds";
import { isAccountRule, isAnyResourceRule, isResourceRule } from "../../policies/evaluate";
import type { Examples } from "../../policies/examples";
import { paragraph, paragraphUrl } from "../../policies/hipaa/paragraphs";
import type { Rule } from "../../policies/rule";
import { functioningRuleIds } from "../../policies/rules/functioning-ids.gen";
import type { GeneratedFile } from "./files";
import { generatedNote, table } from "./markdown";
import { renderExample } from "./render-example";

const peers = {
  config: "AWS Config",
  cdkNag: "cdk-nag",
  prowler: "Prowler",
  checkov: "checkov",
  pulumi: "Pulumi compliance-policies",
} as const;

const groups: readonly [keyof Examples, string][] = [
  ["good", "Complies"],
  ["bad", "Does not comply"],
  ["unknown", "Cannot be decided before deployment"],
  ["notApplicable", "The rule does not apply"],
];

/** Whether only a live account decides the rule. */
function isFunctioning({ id }: Rule): boolean {
  return functioningRuleIds.has(id);
}

function appliesTo(rule: Rule): string {
  if (isFunctioning(rule) && isAccountRule(rule)) return "a live account as a whole";
  if (isAnyResourceRule(rule)) return "resources by their type, whatever package they are of";
  if (!isResourceRule(rule)) return "the stack as a whole, where the settings say that it owns the account's baseline (`accountBaseline`)";
  const types = rule.on.flatMap(tokensOfKind).map((token) => `\`${token}\``);
  return `${types.join(", ")}${rule.applies === "ephi" ? ", where it is in scope of ePHI" : ""}`;
}

function parameters(rule: Rule): string[] {
  const declared = Object.entries(rule.parameters ?? {});
  if (declared.length === 0) return [];
  const rows = declared.map(([name, parameter]) => {
    const bounds = parameter.type === "integer" ? `${parameter.minimum} to ${parameter.maximum}` : "strings";
    return [`\`${name}\``, parameter.description, JSON.stringify(parameter.default), bounds];
  });
  return ["## Parameters", "", table(["name", "what it is", "default", "allowed"], rows), ""];
}

function examples(rule: Rule): string[] {
  return groups.flatMap(([group, title]) => {
    const entries = Object.entries(rule.examples[group]);
    if (entries.length === 0) return [];
    return [
      `## ${isFunctioning(rule) && group === "unknown" ? "Cannot be decided" : title}`,
      "",
      ...entries.flatMap(([name, example]) => [
        `### ${name.charAt(0).toUpperCase()}${name.slice(1)}`,
        "",
        "```typescript",
        renderExample(example),
        "```",
        "",
      ]),
    ];
  });
}

function equivalents(rule: Rule): string[] {
  const lines = Object.entries(peers).flatMap(([peer, name]) => {
    const ids = rule.equivalents[peer as keyof typeof peers] ?? [];
    return ids.length === 0 ? [] : [`- ${name}: ${ids.map((id) => `\`${id}\``).join(", ")}`];
  });
  return lines.length === 0 ? [] : ["## The same control elsewhere", "", ...lines, ""];
}

/** One page for one rule: what it says, who asks for it, and its examples, which are its tests too. */
export function rulePage(rule: Rule): GeneratedFile {
  const cites = rule.cites.map((citation) => {
    const { title, binding } = paragraph(citation);
    return [`[${citation}](${paragraphUrl(citation)})`, title, binding];
  });
  const text = [
    generatedNote,
    `# ${rule.id}`,
    "",
    `${rule.title}.`,
    "",
    `- Level: ${rule.level}. Severity: ${rule.severity}.${isResourceRule(rule) && rule.fix ? " Can be remediated." : ""}`,
    `- Applies to ${appliesTo(rule)}.`,
    ...(isFunctioning(rule) ? ["- Asked by [`phiguard verify`](../verify.md) alone: only a live account tells whether it works."] : []),
    `- Threat: ${rule.threat}`,
    `- Remedy: ${rule.remedy}`,
    "",
    table(["45 CFR", "paragraph", "kind"], cites),
    "",
    ...parameters(rule),
    ...examples(rule),
    ...equivalents(rule),
  ];
  return { path: `docs/rules/${rule.id}.md`, text: `${text.join("\n").trimEnd()}\n` };
}

/** All rules on one page. */
export function catalogue(rules: readonly Rule[]): GeneratedFile {
  const rows = rules.map((rule) => [
    `[${rule.id}](rules/${rule.id}.md)`,
    rule.title,
    rule.cites[0],
    paragraph(rule.cites[0]).binding,
    rule.severity,
    rule.level,
    isFunctioning(rule)
      ? "live account"
      : isAccountRule(rule)
        ? "account"
        : isResourceRule(rule) && rule.applies === "ephi"
          ? "ePHI"
          : "always",
  ]);
  const text = [
    generatedNote,
    "# The rules",
    "",
    `${rules.length} rules, of which ${rules.filter(isFunctioning).length} are asked of live accounts only. The paragraph named here is the first that a rule cites: it decides which exceptions are possible.`,
    "",
    table(["rule", "what holds where a resource complies", "45 CFR", "kind", "severity", "level", "applies"], rows),
    "",
  ];
  return { path: "docs/catalogue.md", text: text.join("\n") };
}
