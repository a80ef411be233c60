import type { NodePath } from "@babel/core";
import type { Ignorer } from "@stryker-mutator/api/ignore";

/** What a definition says about its rule; what the rule does is told by the other properties. */
const metadata: ReadonlySet<string> = new Set([
  "id",
  "title",
  "threat",
  "remedy",
  "cites",
  "severity",
  "level",
  "equivalents",
  "description",
]);

/** Arguments of the rule's API that hold only words and evidence for people, by the method's name. */
const words: ReadonlyMap<string, readonly number[]> = new Map([
  ["atLeast", [1]],
  ["atMost", [1]],
  ["decide", [1, 2]],
  ["eitherOf", [1]],
  ["equals", [1]],
  ["evidence", [0, 1]],
  ["fail", [0, 1]],
  ["isCustomerManaged", [0]],
  ["isNotEmpty", [0, 1]],
  ["isNotSet", [0]],
  ["isSet", [0, 1]],
  ["missing", [1, 2]],
  ["noneOf", [1]],
  ["not", [1]],
  ["notApplicable", [0]],
  ["oneOf", [1]],
  ["pass", [0, 1]],
  ["test", [1, 2]],
  ["undetermined", [0, 1]],
  ["view", [0]],
  ["viewAs", [2]],
  ["when", [3]],
]);

/** The methods that take a selector, which names a path: at which argument. */
const selectors: ReadonlyMap<string, number> = new Map([
  ["at", 0],
  ["list", 0],
  ["attached", 2],
]);

function keyOf(path: NodePath): string | undefined {
  if (!path.isObjectProperty()) return undefined;
  const { key } = path.node;
  if (key.type === "Identifier") return key.name;
  return key.type === "StringLiteral" ? key.value : undefined;
}

/** The method or function that is called, and at which argument the path stands. */
function argumentOf(path: NodePath): { readonly callee: string; readonly at: number } | undefined {
  const call = path.parentPath;
  if (path.listKey !== "arguments" || typeof path.key !== "number" || !call?.isCallExpression()) return undefined;
  const { callee } = call.node;
  if (callee.type === "Identifier") return { callee: callee.name, at: path.key };
  const isMethod = callee.type === "MemberExpression" || callee.type === "OptionalMemberExpression";
  return isMethod && callee.property.type === "Identifier" ? { callee: callee.property.name, at: path.key } : undefined;
}

function isOfDefinition(path: NodePath): boolean {
  const callee = path.parentPath && argumentOf(path.parentPath)?.callee;
  return callee !== undefined && /^define\w*Rule$/.test(callee);
}

/** Whether a binding of a module serves only its examples: what each of the places that use it is a part of. */
function servesExamples(path: NodePath, seen = new Set<NodePath>()): boolean {
  if (!path.isVariableDeclarator() && !path.isFunctionDeclaration()) return false;
  if (path.parentPath.isExportNamedDeclaration() || path.parentPath.parentPath?.isExportNamedDeclaration()) return false;
  const { id } = path.node;
  const binding = id?.type === "Identifier" ? path.scope.getProgramParent().bindings[id.name] : undefined;
  if (!binding || binding.path !== path || seen.has(path)) return seen.has(path);
  seen.add(path);
  const uses = binding.referencePaths.filter((use) => !use.findParent((parent) => parent.isTSType()));
  return uses.length > 0 && uses.every((use) => use.findParent((parent) => isExamples(parent) || servesExamples(parent, seen)));
}

function isExamples(path: NodePath): boolean {
  return keyOf(path) === "examples" && isOfDefinition(path);
}

/** A sentence, or a part of one: words with blanks between them, and none of the signs of AWS's patterns and schedules. */
function isSentence(path: NodePath): boolean {
  const isText = path.isStringLiteral() || path.isTemplateLiteral();
  if (!isText || path.parentPath?.isBinaryExpression() || path.parentPath?.isSwitchCase() || path.parentPath?.isArrayExpression()) return false;
  const text = path.isStringLiteral() ? path.node.value : path.isTemplateLiteral() ? path.node.quasis.map(({ value }) => value.raw).join("x") : "";
  return /[\w"'),:;] +[\w"'(]/.test(text) && !/\$\.|^(rate|cron)\(|^unknown name$/.test(text);
}

/** Leaves out what no test of behaviour can judge; docs/quality.md gives the reasons. */
export const notBehaviour: Ignorer = {
  shouldIgnore(path: NodePath): string | undefined {
    if (isExamples(path) || servesExamples(path)) return "a part of the examples, which are the tests";
    if (metadata.has(keyOf(path) ?? "") && isOfDefinition(path)) return "what the definition says about the rule, for people";
    if (keyOf(path) === "description") return "words for people";
    if (keyOf(path) === "applies" && path.isObjectProperty() && path.get("value").isStringLiteral({ value: "always" }))
      return "anything but ephi means always";
    const argument = argumentOf(path);
    if (argument && words.get(argument.callee)?.includes(argument.at)) return "words and evidence for people";
    if (isSentence(path)) return "words for people";
    if (path.isConditionalExpression() && isSentence(path.get("consequent")) && isSentence(path.get("alternate"))) return "words for people";
    if (path.isOptionalMemberExpression()) {
      const selector = path.findParent((parent) => parent.isArrowFunctionExpression());
      const taken = selector && argumentOf(selector);
      if (taken && selectors.get(taken.callee) === taken.at) return "?. in a selector is for the types: a path has no undefined parts";
    }
    return undefined;
  },
};
