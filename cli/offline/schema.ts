/**
 * What @pulumi/aws declares about its resource types, from the generated table inputs.gen.json.
 *
 * Notation of the table. A resource is `token|inputs|outputs that are not inputs`, each a comma-separated list of properties; a
 * nested type is such a list. A property is `name`, then flags, then `:kind`; without a kind it is a string.
 *   flags   `!` required; `~` an optional input that AWS fills in when it is not given (its output is never undefined);
 *           `-` an input that does not come back as an output
 *   kinds   `n` number, `b` boolean, `#12` the nested type 12, `[k` list of k, `{k` map of k, `j` a JSON document given as a string or
 *           as an object, `o` an object (of an output), `a` anything (assets, archives, unions)
 */
import table from "./inputs.gen.json";

export interface Property {
  readonly name: string;
  readonly required: boolean;
  /** An optional input that the provider fills in when it is not given ("Optional and Computed" in Terraform's terms). */
  readonly computed: boolean;
  /** Whether the value comes back as an output of the same name. */
  readonly output: boolean;
  readonly kind: string;
}

export type Properties = ReadonlyMap<string, Property>;

export interface ResourceType {
  readonly token: string;
  readonly inputs: Properties;
  /** Outputs that are not inputs: always decided by AWS. */
  readonly outputs: Properties;
}

/** The version of @pulumi/aws that the table was read from. */
export const awsVersion: string = table.version;

const lines: ReadonlyMap<string, string> = new Map(table.resources.map((line) => [line.slice(0, line.indexOf("|")), line]));
const functions: ReadonlySet<string> = new Set(table.functions);
const resourceTypes = new Map<string, ResourceType>();
const nestedTypes = new Map<number, Properties>();

/** The token under which the table keeps the provider's own configuration. */
export const providerToken = "aws";

/** The type with this token, or undefined if @pulumi/aws has none. Parsed when first asked for. */
export function resourceType(token: string): ResourceType | undefined {
  const parsed = resourceTypes.get(token);
  if (parsed) return parsed;
  const [, inputs = "", outputs = ""] = lines.get(token)?.split("|") ?? [];
  if (!lines.has(token)) return undefined;
  const type = { token, inputs: parseProperties(inputs), outputs: parseProperties(outputs) };
  resourceTypes.set(token, type);
  return type;
}

export function resourceTokens(): string[] {
  return [...lines.keys()].filter((token) => token !== providerToken);
}

export function isFunction(token: string): boolean {
  return functions.has(token);
}

export function functionTokens(): string[] {
  return [...functions];
}

/** The properties of the nested type that a kind such as `[#12` is made of; undefined for kinds that are not objects. */
export function nestedProperties(kind: string): Properties | undefined {
  if (!kind.startsWith("#")) return undefined;
  const index = Number(kind.slice(1));
  const parsed = nestedTypes.get(index) ?? parseProperties(table.types[index] ?? "");
  nestedTypes.set(index, parsed);
  return parsed;
}

function parseProperties(list: string): Properties {
  const properties = list === "" ? [] : list.split(",").map(parseProperty);
  return new Map(properties.map((each) => [each.name, each]));
}

function parseProperty(text: string): Property {
  const [head = "", kind = "s"] = text.split(":");
  const name = head.replace(/[!~-]+$/, "");
  const flags = head.slice(name.length);
  return { name, required: flags.includes("!"), computed: flags.includes("~"), output: !flags.includes("-"), kind };
}
