import { type Facts, Marker, markersIn, type RecordedExample, type RecordedResource } from "./record";

/** Pulumi's wire form of an unknown string and of a secret. Source: sdk/go/common/resource/plugin/rpc.go and resource/properties.go in pulumi/pulumi. */
export const unknownString = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const signature = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

export type WireProperties = Record<string, unknown>;

export interface WireResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly properties: WireProperties;
  /** What is observed of it. The engine sends nothing of the kind: readers of a live account do. */
  readonly observed?: WireProperties | undefined;
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly parent: string | undefined;
  readonly ignoreChanges: readonly string[];
}

export const rootType = "pulumi:pulumi:Stack";
export const rootUrn = "urn:pulumi:test::examples::pulumi:pulumi:Stack::examples-test";

export function urnOf(resource: RecordedResource): string {
  return `urn:pulumi:test::examples::${resource.token}::${resource.name}`;
}

/** Whether a value of the wire form is a secret's wrapper. */
export function isSecret(value: unknown): value is { readonly value: unknown } {
  return typeof value === "object" && value !== null && Object.hasOwn(value, signature);
}

function wire(value: unknown): unknown {
  if (value instanceof Marker)
    return value.mark.is === "secret" ? { [signature]: secretSignature, value: wire(value.mark.value) } : unknownString;
  if (Array.isArray(value)) return value.map(wire);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [key, wire(item)]),
  );
}

function wireFacts(facts: Facts | undefined): WireProperties | undefined {
  return facts && (wire(facts) as WireProperties);
}

function dependencies(value: unknown): string[] {
  return markersIn(value).flatMap(({ mark }) => (mark.is === "out" ? [urnOf(mark.of)] : []));
}

/** The stack of an example as the engine would send it in a preview. */
export function wireResources(example: RecordedExample): readonly WireResource[] {
  const root: WireResource = {
    urn: rootUrn,
    type: rootType,
    name: "examples-test",
    properties: {},
    observed: wireFacts(example.observed),
    propertyDependencies: {},
    parent: undefined,
    ignoreChanges: [],
  };
  const resources = example.resources.map((resource): WireResource => {
    const properties = wire(resource.args) as WireProperties;
    const entries = Object.entries(resource.args).map(([key, value]): [string, string[]] => [key, dependencies(value)]);
    return {
      urn: urnOf(resource),
      type: resource.token,
      name: resource.name,
      properties,
      observed: wireFacts(resource.options.observed),
      propertyDependencies: Object.fromEntries(entries),
      parent: rootUrn,
      ignoreChanges: resource.options.ignoreChanges ?? [],
    };
  });
  return [root, ...resources];
}
