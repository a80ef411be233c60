import type { Overview } from "../overview";
import {
  citedParagraphs,
  controlId,
  json,
  markup,
  oscalVersion,
  packComponent,
  paragraphLink,
  paragraphTitle,
  properties,
  regulation,
  stringValue,
} from "./parts";
import { uuidOf } from "./uuid";

/** The pack as an OSCAL component: which paragraphs its rules check, and how. Depends on the pack and its configuration alone, not on what a run found. */
export function componentDefinition(overview: Overview): string {
  const { run } = overview;
  const component = packComponent(overview);
  const identity = [run.pack.name, run.pack.version, run.pack.rulesSha256];
  return json({
    "component-definition": {
      uuid: uuidOf("component-definition", ...identity, run.finishedAt),
      metadata: {
        title: markup(`${run.pack.name} ${run.pack.version}: the rules and the paragraphs that they check`),
        "last-modified": run.finishedAt,
        version: stringValue(run.pack.version),
        "oscal-version": oscalVersion,
      },
      components: [
        {
          ...component,
          "control-implementations": [
            {
              uuid: uuidOf("control-implementation", ...identity),
              source: regulation().rlinks[0]?.href,
              description: "The paragraphs of the Security Rule, each with the rules that cite it.",
              "implemented-requirements": citedParagraphs(overview).map((citation) => {
                const citing = overview.rules
                  .filter(({ rule }) => rule.cites.includes(citation))
                  .sort((one, other) => (one.id < other.id ? -1 : 1));
                return {
                  uuid: uuidOf("implemented-requirement", ...identity, citation),
                  "control-id": controlId(citation),
                  description: markup(`${paragraphTitle(citation)}: checked by ${citing.length} rules.`),
                  links: [paragraphLink(citation)],
                  statements: citing.map(({ id, rule }) => ({
                    "statement-id": `${controlId(citation)}_${id}`,
                    uuid: uuidOf("statement", ...identity, citation, id),
                    description: markup(rule.title),
                    ...properties({ rule: id, severity: rule.severity, level: rule.level }),
                    remarks: markup(`Threat: ${rule.threat} Remedy: ${rule.remedy}`),
                  })),
                };
              }),
            },
          ],
        },
      ],
      "back-matter": { resources: [regulation()] },
    },
  });
}
