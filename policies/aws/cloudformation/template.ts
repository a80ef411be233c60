import type * as Yaml from "yaml";
import { isUnknown, UNKNOWN } from "../../unknown";
import { isBlock } from "./folded";

/** A resource of a template, with what CloudFormation computes left unknown. */
export interface TemplateResource {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  /** The logical ids that each property is computed from. */
  readonly dependencies: Readonly<Record<string, readonly string[]>>;
}

export type ParsedTemplate =
  | { readonly state: "known"; readonly resources: readonly TemplateResource[] }
  | { readonly state: "unknown" }
  | { readonly state: "invalid"; readonly why: string };

/** CloudFormation's own limit is 1 MB. Source: AWS CloudFormation quotas, template body size. */
const longestTemplate = 1_100_000;
const mostAliases = 100;

/** Short forms of intrinsic functions, in YAML. Source: AWS CloudFormation intrinsic function reference. */
const functions = [
  "And",
  "Base64",
  "Cidr",
  "Condition",
  "Equals",
  "FindInMap",
  "GetAZs",
  "If",
  "ImportValue",
  "Join",
  "Length",
  "Not",
  "Or",
  "Select",
  "Split",
  "Sub",
  "ToJsonString",
  "Transform",
];

function name(of: string): string {
  return of === "Ref" || of === "Condition" ? of : `Fn::${of}`;
}

type Tag = Yaml.ScalarTag | Yaml.CollectionTag;

const tags: Tag[] = [...functions, "Ref", "GetAtt"].flatMap((of): Tag[] => {
  const wrap = (value: unknown) => ({ [name(of)]: value });
  return [
    { tag: `!${of}`, resolve: (text: string) => wrap(text) },
    { tag: `!${of}`, collection: "seq", resolve: (node) => wrap(node.toJSON()) },
    { tag: `!${of}`, collection: "map", resolve: (node) => wrap(node.toJSON()) },
  ];
});

/** The parser is loaded when a template is met: most stacks have none, and the pack has to start fast. */
function parse(body: string): unknown {
  const { parseDocument }: typeof Yaml = require("yaml");
  const document = parseDocument(body, { customTags: tags, logLevel: "silent" });
  if (document.errors.length > 0) throw new SyntaxError("not a template");
  return document.toJS({ maxAliasCount: mostAliases });
}

/** The logical ids that a text of `Fn::Sub` names. */
function substituted(text: string): string[] {
  return [...text.matchAll(/\$\{([A-Za-z0-9]+)(?:\.[A-Za-z0-9.]+)?\}/g)].flatMap((match) => match[1] ?? []);
}

/** Resolves what a template's values say; `named` collects the logical ids that they refer to. */
class Resolver {
  constructor(
    private readonly parameters: ReadonlyMap<string, unknown>,
    private readonly logicalIds: ReadonlySet<string>,
  ) {}

  resolve(value: unknown, named: Set<string>): unknown {
    if (Array.isArray(value)) return value.map((item) => this.resolve(item, named));
    if (!isBlock(value)) return value;
    const [only, ...others] = Object.keys(value);
    if (only === "Ref" && others.length === 0) return this.reference(value.Ref, named);
    if (only?.startsWith("Fn::") && others.length === 0) {
      this.collect(value, named);
      return UNKNOWN;
    }
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.resolve(item, named)]));
  }

  private reference(to: unknown, named: Set<string>): unknown {
    if (typeof to !== "string") return UNKNOWN;
    if (to === "AWS::NoValue") return undefined;
    if (this.logicalIds.has(to)) named.add(to);
    return this.parameters.has(to) ? this.parameters.get(to) : UNKNOWN;
  }

  private collect(value: unknown, named: Set<string>): void {
    if (typeof value === "string") {
      for (const id of [value.split(".")[0] ?? "", ...substituted(value)]) if (this.logicalIds.has(id)) named.add(id);
    } else if (typeof value === "object" && value !== null && !isUnknown(value)) {
      for (const item of Object.values(value)) this.collect(item, named);
    }
  }
}

function parametersOf(template: Readonly<Record<string, unknown>>, given: unknown): ReadonlyMap<string, unknown> {
  const declared = isBlock(template.Parameters) ? Object.entries(template.Parameters) : [];
  const values = new Map<string, unknown>();
  for (const [parameter, declaration] of declared) {
    const passed = isBlock(given) && Object.hasOwn(given, parameter) ? given[parameter] : undefined;
    // A parameter that is passed from outside with a value of its own, or read from Systems Manager, is not what the template's default says.
    const fallback = isBlock(declaration) && declaration.Type === "String" ? declaration.Default : undefined;
    values.set(parameter, isUnknown(given) ? UNKNOWN : (passed ?? fallback ?? UNKNOWN));
  }
  return values;
}

/**
 * Reads a CloudFormation template, JSON or YAML. Never throws: a template is input.
 * A resource with a condition counts as made, since some deployment will make it.
 */
export function parseTemplate(body: unknown, parameters: unknown): ParsedTemplate {
  if (isUnknown(body)) return { state: "unknown" };
  if (typeof body !== "string") return { state: "invalid", why: "it is not a text" };
  if (body.length > longestTemplate) return { state: "invalid", why: "it is longer than CloudFormation takes" };
  let template: unknown;
  try {
    template = parse(body);
  } catch {
    return { state: "invalid", why: "it is neither JSON nor YAML" };
  }
  if (!isBlock(template) || !isBlock(template.Resources)) return { state: "invalid", why: "it has no Resources" };
  const entries = Object.entries(template.Resources);
  const resolver = new Resolver(parametersOf(template, parameters), new Set(entries.map(([logicalId]) => logicalId)));
  const resources = entries.flatMap(([logicalId, resource]): TemplateResource[] => {
    if (!isBlock(resource) || typeof resource.Type !== "string") return [];
    const given = isBlock(resource.Properties) ? Object.entries(resource.Properties) : [];
    const dependencies: Record<string, readonly string[]> = {};
    const properties = given.map(([property, value]) => {
      const named = new Set<string>();
      const resolved = resolver.resolve(value, named);
      if (named.size > 0) dependencies[property] = [...named];
      return [property, resolved];
    });
    return [{ logicalId, type: resource.Type, properties: Object.fromEntries(properties), dependencies }];
  });
  return { state: "known", resources };
}
