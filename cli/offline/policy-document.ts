// aws.iam.getPolicyDocument, computed as the AWS provider computes it: Terraform's data source aws_iam_policy_document.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
import { goJson, sortedKeys } from "./go-json";
import { isMap, isSet, type PropertyMap, type PropertyValue } from "./property-values";

/** A document that cannot be made from these arguments; the message says which statement and why. */
export class PolicyDocumentError extends Error {}

interface Statement {
  readonly sid: string;
  /** The statement as it is rendered, its keys in the provider's order. */
  readonly rendered: PropertyMap;
}

interface Document {
  readonly version: string;
  readonly id: string;
  readonly statements: readonly Statement[];
}

const currentVersion = "2012-10-17";
const firstVersion = "2008-10-17";

/**
 * The rendered document: two-space indented as `json`, on one line as `minifiedJson`.
 *
 * Lists are sets in the provider: rendered without duplicates, in descending order, and as a string where they hold one value. Documents
 * in `sourcePolicyDocuments` come first and must not share Sids; statements then replace those of the same Sid, and documents in
 * `overridePolicyDocuments` replace in their order. `&{...}` becomes `${...}`. The higher of the versions wins.
 *
 * @throws PolicyDocumentError
 */
export function renderPolicyDocument(args: PropertyMap): { json: string; minifiedJson: string } {
  let merged: Document = { version: "", id: "", statements: [] };
  const sids = new Set<string>();
  for (const [index, source] of documents(args, "sourcePolicyDocuments").entries()) {
    for (const { sid } of source.statements) {
      if (sid === "") continue;
      if (sids.has(sid)) fail(`sourcePolicyDocuments[${index}] repeats the Sid ${sid}; remove it or make it unique`);
      sids.add(sid);
    }
    merged = merge(merged, source);
  }
  merged = merge(merged, ownDocument(args));
  for (const override of documents(args, "overridePolicyDocuments")) merged = merge(merged, override);

  const rendered: PropertyMap = {};
  if (merged.version !== "") rendered.Version = merged.version;
  if (merged.id !== "") rendered.Id = merged.id;
  if (merged.statements.length > 0) rendered.Statement = merged.statements.map((each) => each.rendered);
  return { json: goJson(rendered, 2), minifiedJson: goJson(rendered) };
}

function fail(message: string): never {
  throw new PolicyDocumentError(`iam.getPolicyDocument: ${message}`);
}

function merge(base: Document, added: Document): Document {
  const statements = [...base.statements];
  for (const statement of added.statements) {
    const same = statement.sid === "" ? -1 : statements.findIndex((each) => each.sid === statement.sid);
    if (same < 0) statements.push(statement);
    else statements[same] = statement;
  }
  return {
    version: [base.version, added.version].sort().at(-1) ?? "",
    id: added.id || base.id,
    statements,
  };
}

function ownDocument(args: PropertyMap): Document {
  const version = text(args.version) || currentVersion;
  if (version !== currentVersion && version !== firstVersion) fail(`version must be ${currentVersion} or ${firstVersion}`);
  const sids = new Set<string>();
  const statements = maps(args.statements, "statements").map((statement, index) => {
    const own = ownStatement(statement, version, `statements[${index}]`);
    if (own.sid !== "" && sids.has(own.sid)) fail(`statements[${index}] repeats the Sid ${own.sid}; remove it or make it unique`);
    sids.add(own.sid);
    return own;
  });
  return { version, id: text(args.policyId), statements };
}

function ownStatement(statement: PropertyMap, version: string, path: string): Statement {
  const sid = text(statement.sid);
  if (!/^[a-zA-Z0-9]*$/.test(sid)) fail(`${path}.sid must only hold letters and digits`);
  const effect = text(statement.effect) || "Allow";
  if (effect !== "Allow" && effect !== "Deny") fail(`${path}.effect must be Allow or Deny`);
  const variables = (values: string[]): string[] => values.map((value) => variable(value, version, path));
  const set = (name: string): string[] => strings(statement[name], `${path}.${name}`);

  const rendered: PropertyMap = {};
  if (sid !== "") rendered.Sid = sid;
  rendered.Effect = effect;
  addSet(rendered, "Action", set("actions"));
  addSet(rendered, "NotAction", set("notActions"));
  addSet(rendered, "Resource", variables(set("resources")));
  addSet(rendered, "NotResource", variables(set("notResources")));
  addPrincipals(rendered, "Principal", principals(statement.principals, version, `${path}.principals`));
  addPrincipals(rendered, "NotPrincipal", principals(statement.notPrincipals, version, `${path}.notPrincipals`));
  addConditions(rendered, conditions(statement.conditions, version, `${path}.conditions`));
  return { sid, rendered };
}

interface Principal {
  readonly type: string;
  readonly identifiers: string[];
}

interface Condition {
  readonly test: string;
  readonly variable: string;
  readonly values: string[];
}

function principals(value: PropertyValue | undefined, version: string, path: string): Principal[] {
  return maps(value, path).map((principal) => ({
    type: text(principal.type),
    identifiers: descendingSet(strings(principal.identifiers, `${path}.identifiers`)).map((each) => variable(each, version, path)),
  }));
}

function conditions(value: PropertyValue | undefined, version: string, path: string): Condition[] {
  return maps(value, path).map((condition) => ({
    test: text(condition.test),
    variable: text(condition.variable),
    values: strings(condition.values, `${path}.values`).map((each) => variable(each, version, path)),
  }));
}

function addSet(rendered: PropertyMap, key: string, values: string[]): void {
  if (values.length > 0) rendered[key] = oneOrMany(descendingSet(values));
}

/** `{"*": "*"}` alone is written `"*"`; `{"AWS": "*"}` stays, since IAM takes only that form in a role's trust policy. */
function addPrincipals(rendered: PropertyMap, key: string, all: Principal[]): void {
  const [first] = all;
  if (!first) return;
  if (all.length === 1 && first.type === "*" && first.identifiers.length === 1 && first.identifiers[0] === "*") {
    rendered[key] = "*";
    return;
  }
  const byType: PropertyMap = {};
  for (const type of [...new Set(all.map((each) => each.type))].sort()) {
    byType[type] = oneOrMany(all.filter((each) => each.type === type).flatMap((each) => each.identifiers));
  }
  rendered[key] = byType;
}

/** Values of the same operator and key are joined; their order is kept. */
function addConditions(rendered: PropertyMap, all: Condition[]): void {
  if (all.length === 0) return;
  const byTest = new Map<string, Map<string, string[]>>();
  for (const { test, variable: key, values } of all) {
    const byKey = byTest.get(test) ?? new Map<string, string[]>();
    byTest.set(test, byKey.set(key, [...(byKey.get(key) ?? []), ...values]));
  }
  const written: PropertyMap = {};
  for (const [test, byKey] of byTest) {
    written[test] = Object.fromEntries([...byKey].map(([key, values]) => [key, oneOrMany(values)]));
  }
  rendered.Condition = sortedKeys(written);
}

function variable(value: string, version: string, path: string): string {
  if (version === firstVersion && value.includes("&{")) fail(`${path}: policy variables (&{...}) need version ${currentVersion}`);
  return value.replaceAll("&{", "${");
}

function descendingSet(values: string[]): string[] {
  return [...new Set(values)].sort().reverse();
}

function oneOrMany(values: string[]): PropertyValue {
  const [first] = values;
  return values.length === 1 && first !== undefined ? first : values;
}

function documents(args: PropertyMap, name: string): Document[] {
  const list = args[name];
  if (!isSet(list)) return [];
  if (!Array.isArray(list)) fail(`${name} must be a list of JSON documents`);
  return list.flatMap((each, index) => (isSet(each) && each !== "" ? [readDocument(each, `${name}[${index}]`)] : []));
}

function readDocument(value: PropertyValue, path: string): Document {
  let parsed: PropertyValue = null;
  try {
    parsed = JSON.parse(text(value));
  } catch {
    fail(`${path} is not JSON`);
  }
  if (!isMap(parsed)) fail(`${path} is not a JSON object`);
  const statements = parsed.Statement;
  if (isSet(statements) && !Array.isArray(statements)) fail(`${path}: Statement must be a list`);
  return {
    version: text(parsed.Version),
    id: text(parsed.Id),
    statements: maps(statements, `${path}.Statement`).map((statement) => readStatement(statement, path)),
  };
}

/** A statement of a given document, with the elements that the provider knows, in its order; it drops others. */
function readStatement(statement: PropertyMap, path: string): Statement {
  const rendered: PropertyMap = {};
  for (const key of ["Sid", "Effect", "Action", "NotAction", "Resource", "NotResource"]) {
    const value = statement[key];
    if (isSet(value) && value !== "") rendered[key] = value;
  }
  for (const key of ["Principal", "NotPrincipal"]) addPrincipals(rendered, key, readPrincipals(statement[key], `${path}: ${key}`));
  const condition = statement.Condition;
  if (isSet(condition)) addConditions(rendered, readConditions(condition, path));
  return { sid: text(statement.Sid), rendered };
}

function readPrincipals(value: PropertyValue | undefined, path: string): Principal[] {
  if (!isSet(value)) return [];
  if (typeof value === "string") return [{ type: "*", identifiers: ["*"] }];
  if (!isMap(value)) return fail(`${path} must be "*" or an object`);
  return Object.entries(value).map(([type, identifiers]) => ({
    type,
    identifiers: typeof identifiers === "string" ? [identifiers] : descendingSet(strings(identifiers, path)),
  }));
}

function readConditions(value: PropertyValue, path: string): Condition[] {
  if (!isMap(value)) return fail(`${path}: Condition must be an object`);
  return Object.entries(value).flatMap(([test, keys]) => {
    if (!isMap(keys)) return fail(`${path}: Condition.${test} must be an object`);
    return Object.entries(keys).map(([key, values]) => ({
      test,
      variable: key,
      values: Array.isArray(values) ? strings(values, path) : [text(values)],
    }));
  });
}

function maps(value: PropertyValue | undefined, path: string): PropertyMap[] {
  if (!isSet(value)) return [];
  if (!Array.isArray(value)) fail(`${path} must be a list`);
  return value.map((each, index) => (isMap(each) ? each : fail(`${path}[${index}] must be an object`)));
}

function strings(value: PropertyValue | undefined, path: string): string[] {
  if (!isSet(value)) return [];
  if (!Array.isArray(value)) fail(`${path} must be a list`);
  return value.map((each) => (isSet(each) && (isMap(each) || Array.isArray(each)) ? fail(`${path} must hold strings`) : text(each)));
}

/** Numbers and booleans are written as the provider coerces them; nothing is the empty string. */
function text(value: PropertyValue | undefined): string {
  return isSet(value) && !isMap(value) && !Array.isArray(value) ? String(value) : "";
}
