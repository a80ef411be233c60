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
  const callee = path.parentPath ? argumentOf(path.parentPath)?.callee : undefined;
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
  if (!isText || path.parentPath?.isBinaryExpression() || path.parentPath?.isSwitchCase() || path.parentPath?.isArrayExpression())
    return false;
  const text = path.isStringLiteral()
    ? path.node.value
    : path.isTemplateLiteral()
      ? path.node.quasis.map(({ value }) => value.raw).join("x")
      : "";
  return /[\w"'),:;] +[\w"'(]/.test(text) && !/\$\.|^(rate|cron)\(|^unknown name$/.test(text);
}

/** The text of a default that the next call refuses as it refuses absence: `cell.or("AES256").equals("aws:kms", because)`. */
function isRefusedDefault(path: NodePath): boolean {
  if (!path.isStringLiteral() || argumentOf(path)?.callee !== "or") return false;
  let call = path.parentPath;
  for (;;) {
    const member = call.parentPath;
    const next = member?.parentPath;
    if (!member?.isMemberExpression() || !next?.isCallExpression() || member.node.property.type !== "Identifier") return false;
    const { name } = member.node.property;
    const [wanted] = next.node.arguments;
    if (name === "equals" || name === "is")
      return (
        next.node.arguments.every((wanted) => wanted.type !== "StringLiteral" || wanted.value !== path.node.value) &&
        wanted?.type === "StringLiteral"
      );
    if (name === "oneOf")
      return (
        wanted?.type === "ArrayExpression" &&
        wanted.elements.every((item) => item?.type === "StringLiteral" && item.value !== path.node.value)
      );
    if (name !== "shown") return false;
    call = next;
  }
}

/** Calls a method of a name, as `resource.as("ec2.Instance")?.at(...)` calls `at` of what `as` gives. */
function calls(path: NodePath, name: string): boolean {
  if (!path.isCallExpression() && !path.isOptionalCallExpression()) return false;
  const { callee } = path.node;
  const isMethod = callee.type === "MemberExpression" || callee.type === "OptionalMemberExpression";
  return isMethod && callee.property.type === "Identifier" && callee.property.name === name;
}

/** `resource.as("ec2.Instance")?.at(...)`: what a kind of the rule gives. */
function readsOneKind(path: NodePath): boolean {
  if (!path.isOptionalCallExpression()) return false;
  const callee = path.get("callee");
  return callee.isOptionalMemberExpression() && calls(callee.get("object"), "as");
}

/**
 * A rule on several kinds reads them in turn, and TypeScript cannot know that the last one is there where the others are not:
 * `resource.as("kms.Key")?.at(...) ?? resource.as("kms.ExternalKey")?.at(...)`.
 */
function isLastKind(path: NodePath): boolean {
  if (!readsOneKind(path) || !path.parentPath?.isLogicalExpression({ operator: "??" }) || path.key !== "right") return false;
  return !(path.parentPath.parentPath?.isLogicalExpression({ operator: "??" }) && path.parentPath.key === "left");
}

/** The test of `if (!instance) return notApplicable();` after all other kinds of the rule. */
function isGuardOfKinds(path: NodePath): boolean {
  if (path.key !== "test" || !path.parentPath?.isIfStatement()) return false;
  const consequent = path.parentPath.get("consequent");
  const returned = consequent.isReturnStatement() ? consequent.get("argument") : undefined;
  if (
    !returned?.isCallExpression() ||
    returned.node.arguments.length > 0 ||
    !returned.get("callee").isIdentifier({ name: "notApplicable" })
  )
    return false;
  const names = new Set<string>();
  path.traverse({ Identifier: (found) => void names.add(found.node.name) });
  if (path.isIdentifier()) names.add(path.node.name);
  names.delete("undefined");
  return [...names].every((name) => {
    const bound = path.scope.getBinding(name)?.path;
    const init = bound?.isVariableDeclarator() ? bound.get("init") : undefined;
    if (!init?.node) return false;
    const given = init as NodePath;
    if (calls(given, "as") || readsOneKind(given)) return true;
    if (!given.isLogicalExpression({ operator: "??" })) return false;
    const right = given.get("right") as NodePath;
    return calls(right, "as") || readsOneKind(right);
  });
}

/** The words of the project's own unions: answers, outcomes, the states of cells and references. */
const wordsOfUnions: ReadonlySet<string> = new Set([
  "yes",
  "no",
  "unknown",
  "known",
  "absent",
  "resource",
  "outside",
  "ambiguous",
  "pass",
  "fail",
  "undetermined",
  "not-applicable",
]);

/** A kind, `s3.Bucket`, or a word of a union: the compiler refuses an empty text in its place, so that the mutant could never be. */
function doesNotCompileEmpty(path: NodePath): boolean {
  if (!path.isStringLiteral()) return false;
  if (/^[a-z0-9]+\.[A-Z]\w+$/.test(path.node.value)) return true;
  if (!wordsOfUnions.has(path.node.value) || path.parentPath.isArrayExpression()) return false;
  // An argument of a cell's method, `cell.is("no")`, is a value of AWS's.
  return !(path.parentPath.isCallExpression() && path.listKey === "arguments" && path.parentPath.get("callee").isMemberExpression());
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
    if (doesNotCompileEmpty(path)) return "does not compile: a kind, or a word of a union, left empty";
    if (isSentence(path)) return "words for people";
    if (
      path.isArrayExpression() &&
      path.node.elements.length > 0 &&
      path.get("elements").every((element) => calls(element as NodePath, "evidence"))
    )
      return "words and evidence for people";
    if (isGuardOfKinds(path)) return "for the types: a rule is asked of its kinds only";
    if (path.isOptionalMemberExpression() && path.parentPath.isOptionalCallExpression() && isLastKind(path.parentPath))
      return "for the types: a rule is asked of its kinds only";
    if (isRefusedDefault(path)) return "a default that is refused as absence is: it shows in the evidence only";
    if (path.isConditionalExpression() && isSentence(path.get("consequent")) && isSentence(path.get("alternate")))
      return "words for people";
    if (path.isOptionalMemberExpression()) {
      const selector = path.findParent((parent) => parent.isArrowFunctionExpression());
      const taken = selector && argumentOf(selector);
      if (taken && selectors.get(taken.callee) === taken.at) return "?. in a selector is for the types: a path has no undefined parts";
    }
    return undefined;
  },
};
