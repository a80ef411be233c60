import Table from "cli-table3";
import { paragraph } from "../../policies/hipaa/paragraphs";
import type { Rule } from "../../policies/rule";
import { allRules } from "../../policies/rules/all";
import { functioningRuleIds } from "../../policies/rules/functioning-ids.gen";
import type { Command } from "../command";
import { printed, result, resultJson } from "../console";
import { Failure } from "../exit-code";
import { didYouMean } from "../pack-configuration";

/** What a rule says of itself, without its check and its examples. */
function described(rule: Rule) {
  const { id, title, threat, remedy, cites, severity, level, equivalents, parameters, on } = rule;
  return { id, title, threat, remedy, cites, severity, level, on, equivalents, parameters: parameters ?? {} };
}

function listed(found: readonly Rule[], json: boolean): void {
  if (json) {
    resultJson(found.map(described));
    return;
  }
  const table = new Table({
    head: ["rule", "level", "paragraph", "what holds where a resource complies"],
    style: { head: [], border: [] },
    chars: { mid: "", "left-mid": "", "mid-mid": "", "right-mid": "" },
  });
  for (const { id, level, cites, title } of found) table.push([id, level, cites[0], title]);
  result(`${table.toString()}\n${found.length} rules`);
}

function shown(rule: Rule): string {
  const speaksOf = typeof rule.on === "string" ? rule.on : rule.on.join(", ");
  const cites = rule.cites.map((citation) => `45 CFR ${citation} ${paragraph(citation).title} (${paragraph(citation).binding})`);
  const parameters = Object.entries(rule.parameters ?? {}).map(
    ([name, parameter]) => `  ${name} (default ${JSON.stringify(parameter.default)}): ${parameter.description}`,
  );
  return [
    `${rule.id} (${rule.level}, ${rule.severity})`,
    `${rule.title}.`,
    "",
    `Threat: ${rule.threat}`,
    `Remedy: ${rule.remedy}`,
    `Speaks of: ${speaksOf}`,
    ...(functioningRuleIds.has(rule.id) ? ["Asked by: phiguard verify alone, since only a live account tells"] : []),
    ...cites,
    ...(parameters.length > 0 ? ["Parameters:", ...parameters] : []),
  ].join("\n");
}

/** A name that another tool gives a control finds that control alone, not those whose names begin with it. */
function isCalled(rule: Rule, words: readonly string[]): boolean {
  const names = new Set(
    Object.values(rule.equivalents)
      .flat()
      .map((name: string) => name.toLowerCase()),
  );
  return words.every((word) => names.has(word));
}

function isAbout(rule: Rule, words: readonly string[]): boolean {
  const text = [rule.id, rule.title, rule.threat, rule.remedy, ...rule.cites, ...Object.values(rule.equivalents).flat(), rule.on]
    .join(" ")
    .toLowerCase();
  return words.every((word) => text.includes(word));
}

const jsonOption = { type: "boolean", default: false, describe: "Prints JSON." } as const;

/** `phiguard rules list | show ID | search WORDS`. */
export const rulesCommand: Command = {
  register(parser) {
    parser.command("rules", "Lists, shows and searches the rules.", (rulesParser) =>
      rulesParser
        .command(
          "list",
          "Lists all rules.",
          (options) => options.option("json", jsonOption),
          ({ json }) => listed(allRules, json),
        )
        .command(
          "show <id>",
          "Shows one rule: what it asks, why, and how to comply.",
          (options) => options.positional("id", { type: "string", demandOption: true }).option("json", jsonOption),
          ({ id, json }) => {
            const rule = allRules.find((known) => known.id === id);
            if (!rule) {
              const ids = allRules.map((known) => known.id);
              throw new Failure(`there is no rule ${printed(id)}${didYouMean(id, ids)}`, "phiguard rules list names them all.");
            }
            if (json) resultJson(described(rule));
            else result(shown(rule));
          },
        )
        .command(
          "search <words..>",
          "Finds rules by words: ids, titles, paragraphs, kinds, and the names that other tools use.",
          (options) => options.positional("words", { type: "string", array: true, demandOption: true }).option("json", jsonOption),
          ({ words, json }) => {
            const asked = words.map((word) => word.toLowerCase());
            const called = allRules.filter((rule) => isCalled(rule, asked));
            const found = called.length > 0 ? called : allRules.filter((rule) => isAbout(rule, asked));
            listed(found, json);
          },
        )
        .demandCommand(1, "Say list, show or search.")
        .strict()
        .example("$0 rules show s3-tls-only", "")
        .example("$0 rules search CKV_AWS_16", "by another tool's name"),
    );
  },
};
