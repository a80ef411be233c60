// Check: are these inputs ones that the resource type has? It is the one validation that the offline provider does.
import { nearestName } from "./nearest-name";
import { isMap, isReservedForm, isSet, isUnknown, type PropertyMap, type PropertyValue, plain } from "./property-values";
import { nestedProperties, type Properties, type ResourceType, resourceTokens } from "./schema";

/** One thing that is wrong with the inputs. */
export interface CheckFailure {
  /** The property's path, such as `rules[0].applyServerSideEncryptionByDefault.sseAlgorithm`. */
  readonly property: string;
  readonly reason: string;
}

/**
 * The inputs that the type does not have and the required ones that are missing, at every depth.
 * Unknown values are taken to be right. Values are not looked at, so no reason ever holds one.
 */
export function checkInputs(type: ResourceType, inputs: PropertyMap): CheckFailure[] {
  return checkProperties(type.token, type.inputs, inputs, "");
}

/** What to say of a type that @pulumi/aws does not have. */
export function unknownTypeReason(token: string, version: string): string {
  const nearest = nearestName(token, resourceTokens());
  return `@pulumi/aws ${version} has no resource type ${token}${nearest ? `; did you mean ${nearest}?` : ""}`;
}

function checkProperties(token: string, properties: Properties, values: PropertyMap, path: string): CheckFailure[] {
  const failures: CheckFailure[] = [];
  for (const [name, value] of Object.entries(values)) {
    // Names with two underscores are the engine's and the bridge's own (`__defaults`), never a user's.
    if (name.startsWith("__")) continue;
    const property = properties.get(name);
    if (property) failures.push(...checkValue(token, property.kind, value, path + name));
    else if (isSet(value)) failures.push({ property: path + name, reason: unknownPropertyReason(token, properties, name, path) });
  }
  for (const property of properties.values()) {
    if (property.required && !isSet(values[property.name])) {
      failures.push({ property: path + property.name, reason: `${token} needs ${path}${property.name}, and it is not set` });
    }
  }
  return failures;
}

function checkValue(token: string, kind: string, value: PropertyValue, path: string): CheckFailure[] {
  const opened = plain(value);
  if (!isSet(opened) || isUnknown(opened)) return [];
  if (Array.isArray(opened)) {
    if (!kind.startsWith("[")) return [];
    return opened.flatMap((element, index) => checkValue(token, kind.slice(1), element, `${path}[${index}]`));
  }
  if (!isMap(opened) || isReservedForm(opened)) return [];
  if (kind.startsWith("{")) {
    return Object.entries(opened).flatMap(([key, element]) => checkValue(token, kind.slice(1), element, `${path}[${JSON.stringify(key)}]`));
  }
  const nested = nestedProperties(kind);
  return nested ? checkProperties(token, nested, opened, `${path}.`) : [];
}

function unknownPropertyReason(token: string, properties: Properties, name: string, path: string): string {
  const nearest = nearestName(name, properties.keys());
  const where = path === "" ? token : `${path.slice(0, -1)} of ${token}`;
  return `${where} has no property ${JSON.stringify(name)}${nearest ? `; did you mean ${nearest}?` : ""}`;
}
