import { paragraphs } from "../../policies/hipaa/paragraphs";
import type { Rule } from "../../policies/rule";
import type { GeneratedFile } from "./files";
import { generatedNote, table } from "./markdown";

interface Profile {
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly config: Readonly<Record<string, unknown>>;
}

const proposedRule =
  "Notice of proposed rulemaking of January 6, 2025, 90 FR 898: it would end the distinction between required and addressable, and ask for encryption and multi-factor authentication of all. It is a proposal, not law, and is never mixed with the rule in force.";

function profilesOf(rules: readonly Rule[]): readonly Profile[] {
  const byRule = (level: (rule: Rule) => string) => Object.fromEntries(rules.map((rule) => [rule.id, level(rule)]));
  const technical = (rule: Rule) => rule.cites.some((citation) => citation.startsWith("164.312"));
  return [
    {
      name: "default",
      summary: "every rule at its own level",
      description:
        "What the pack does without a configuration, written out to start from. What is mandatory blocks; what is undetermined is told and does not block.",
      config: byRule((rule) => rule.level),
    },
    {
      name: "strict",
      summary: "every rule mandatory, and what a preview cannot decide blocks",
      description:
        "For stacks whose values are all known in a preview, and for a gate after deployment, `pulumi policy analyze` on the stack's state, when everything is known.",
      config: { all: "mandatory", phiguard: { undetermined: "mandatory" } },
    },
    {
      name: "adopt",
      summary: "every rule advisory",
      description:
        "For a first look at an existing stack: nothing blocks, everything is told. Wrong settings still block, since nothing else would be right then.",
      config: { all: "advisory" },
    },
    {
      name: "nprm-2025",
      summary: "the proposed rule of January 2025: nothing is addressable",
      description: `Every rule that serves a paragraph of 164.312 is mandatory, and no exception accepts a risk. ${proposedRule}`,
      config: {
        ...byRule((rule) => (technical(rule) ? "mandatory" : rule.level)),
        phiguard: { unclassified: "ephi", undetermined: "mandatory", acceptedRisk: "never" },
      },
    },
  ];
}

function count(profile: Profile, rules: readonly Rule[], level: string): number {
  const { all, ...single } = profile.config;
  return rules.filter((rule) => (single[rule.id] ?? all) === level).length;
}

/** The ready configurations, and the page that describes them. */
export function profiles(rules: readonly Rule[]): readonly GeneratedFile[] {
  const all = profilesOf(rules);
  const addressable = rules.filter((rule) => paragraphs[rule.cites[0]].binding === "addressable").length;
  const page = [
    generatedNote,
    "# Profiles",
    "",
    "Ready configurations for `--policy-pack-config policies/profiles/<name>.json`. Copy one and change it; a policy that a file does not name keeps its own level.",
    "",
    table(
      ["profile", "what it is", "mandatory", "advisory"],
      all.map((profile) => [
        `[${profile.name}](#${profile.name})`,
        profile.summary,
        String(count(profile, rules, "mandatory")),
        String(count(profile, rules, "advisory")),
      ]),
    ),
    "",
    `Of ${rules.length} rules, ${addressable} serve first of all a specification that is addressable today.`,
    "",
    ...all.flatMap(({ name, description }) => [`## ${name}`, "", description, ""]),
  ];
  return [
    ...all.map(({ name, config }) => ({ path: `policies/profiles/${name}.json`, text: `${JSON.stringify(config, null, 2)}\n` })),
    { path: "docs/profiles.md", text: `${page.join("\n").trimEnd()}\n` },
  ];
}
