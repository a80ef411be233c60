/** What both OSCAL documents are made of. Source: NIST, OSCAL 1.1.3 JSON references of assessment results and component definitions. */
import { type Citation, paragraph, paragraphs, paragraphUrl } from "../../../policies/hipaa/paragraphs";
import { markdownText } from "../markdown-text";
import type { Overview } from "../overview";
import { oneLine } from "../visible";
import { uuidOf } from "./uuid";

export const oscalVersion = "1.1.3";

/** Of the properties that OSCAL does not define itself: a name and no address, in a domain that nobody can own (RFC 2606, 2). */
const propertyNamespace = "https://phiguard.invalid/oscal";

export interface Property {
  readonly name: string;
  readonly ns: string;
  readonly value: string;
  readonly class?: string;
}

/** Properties of what is known; OSCAL has no empty values, and none of several lines. */
export function properties(values: Readonly<Record<string, string | number | boolean | undefined>>): {
  readonly props?: readonly Property[];
} {
  const props = Object.entries(values).flatMap(([name, value]) => {
    const text = value === undefined ? "" : oneLine(`${value}`);
    return text === "" ? [] : [{ name, ns: propertyNamespace, value: text }];
  });
  return props.length === 0 ? {} : { props };
}

/** A text for one of OSCAL's fields of a plain string: one line, never empty. */
export function stringValue(text: string): string {
  return oneLine(text) || "not stated";
}

/** A list where there is something in it: OSCAL has no empty arrays. */
export function listed<Name extends string, Item>(name: Name, items: readonly Item[]): Partial<Record<Name, readonly Item[]>> {
  const found: Partial<Record<Name, readonly Item[]>> = {};
  if (items.length > 0) found[name] = items;
  return found;
}

/** Text of the record for one of OSCAL's fields of Markdown. */
export function markup(text: string): string {
  const escaped = markdownText(text);
  return escaped === "" ? "not stated" : escaped;
}

/** The paragraph's identifier as a token: `hipaa-164.312.a.2.iv`. */
export function controlId(citation: Citation): string {
  return `hipaa-${citation.replace(/\)?\(/g, ".").replace(/\)$/, "")}`;
}

/** The paragraphs that the run's rules cite, in their order. */
export function citedParagraphs({ rules }: Overview): readonly Citation[] {
  const cited = new Set<string>(rules.flatMap(({ rule }) => rule.cites));
  return Object.keys(paragraphs).filter((key): key is Citation => Object.hasOwn(paragraphs, key) && cited.has(key));
}

/** `Audit controls (required)`. */
export function paragraphTitle(citation: Citation): string {
  const { title, binding } = paragraph(citation);
  return `45 CFR ${citation} ${title} (${binding})`;
}

/** The regulation as a resource that the document refers to. */
export function regulation() {
  return {
    uuid: regulationUuid,
    title: "45 CFR Part 164, Subpart C: Security Standards for the Protection of Electronic Protected Health Information",
    rlinks: [{ href: "https://www.ecfr.gov/current/title-45/part-164/subpart-C" }],
  };
}

export const regulationUuid = uuidOf("resource", "45 CFR 164 Subpart C");

export function paragraphLink(citation: Citation) {
  return { href: paragraphUrl(citation), rel: "reference" };
}

/** The pack as a component, the same in both documents. */
export function packComponent({ run: { pack } }: Overview) {
  return {
    uuid: uuidOf("component", pack.name, pack.version, pack.sha256),
    type: "validation",
    title: markup(`${pack.name} ${pack.version}`),
    description: "Policies that judge AWS resources against the technical safeguards of the HIPAA Security Rule.",
    ...properties({ version: pack.version, sha256: pack.sha256, "rules-sha256": pack.rulesSha256 }),
  };
}

export function json(document: unknown): string {
  return `${JSON.stringify(document, null, 1)}\n`;
}
