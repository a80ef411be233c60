import type * as Yaml from "yaml";
import type * as z from "zod";

const deepestBrackets = 50;

/** Line and column, counted from 1; empty for content that does not come from a file. */
export interface Position {
  readonly line?: number;
  readonly column?: number;
}

export type Path = readonly PropertyKey[];
/** Finds the place of a path, or of a key in what is there; of what is missing, the place where it should be. */
export type Locate = (path: Path, key?: string) => Position;

/** What a file is, and how much of it is taken. */
export interface YamlLimits {
  /** What messages call it, `the register`. */
  readonly noun: string;
  readonly longestBytes: number;
  /** Words and signs of YAML. The parser keeps each in memory, and an error for each that is wrong. */
  readonly mostTokens: number;
  /** What to do about a file that is too large. */
  readonly whenTooLarge: string;
  /** Why the document is not taken, asked before its content is made. */
  readonly refuse?: (yaml: typeof Yaml, document: Yaml.Document) => string | undefined;
}

/** The content of a file, or why it cannot be used. */
export type YamlContent =
  | { readonly state: "read"; readonly content: unknown; readonly locate: Locate }
  | { readonly state: "unusable"; readonly code: "schema" | "syntax"; readonly message: string; readonly at: Position };

function unusable(code: "schema" | "syntax", message: string, at: Position = {}): YamlContent {
  return { state: "unusable", code, message, at };
}

/** Reads YAML that people wrote, without anchors, aliases and tags. Never throws. */
export function readYamlText(text: string, limits: YamlLimits): YamlContent {
  const { noun, longestBytes, whenTooLarge } = limits;
  if (Buffer.byteLength(text) > longestBytes) return unusable("schema", `${noun} is larger than ${longestBytes} bytes: ${whenTooLarge}`);
  const yaml: typeof Yaml = require("yaml");
  const refused = refusal(yaml, text, limits);
  if (refused !== undefined) return unusable("schema", refused);
  const lines = new yaml.LineCounter();
  const positionAt = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const { stackTraceLimit } = Error;
  try {
    // Of a file that is wrong everywhere the parser makes an error for each sign; nobody reads where in the parser that was.
    Error.stackTraceLimit = 0;
    const document = yaml.parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      logLevel: "error",
      schema: "core",
      version: "1.2",
    });
    const [wrong] = [...document.errors, ...document.warnings];
    if (wrong?.code === "RESOURCE_EXHAUSTION") return unusable("syntax", tooDeep(noun), positionAt(wrong.pos[0]));
    if (wrong) return unusable("syntax", `${noun} is not YAML: ${wrong.message}`, positionAt(wrong.pos[0]));
    const reference = firstReference(yaml, document);
    if (reference !== undefined)
      return unusable("syntax", `${noun} holds an anchor, an alias or a tag, which it does not take`, positionAt(reference));
    const notTaken = limits.refuse?.(yaml, document);
    if (notTaken !== undefined) return unusable("schema", notTaken);
    return { state: "read", content: document.toJS(), locate: locator(yaml, document, positionAt) };
  } catch (error) {
    // The parser's own stack may end before a document's nesting does.
    return unusable("syntax", error instanceof RangeError ? tooDeep(noun) : `${noun} cannot be parsed: ${String(error)}`);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function tooDeep(noun: string): string {
  return `${noun} is nested too deep`;
}

/** Looks at a text word by word before it is parsed, since the parser's time and memory grow with what is wrong in it. */
function refusal(yaml: typeof Yaml, text: string, { noun, mostTokens, whenTooLarge }: YamlLimits): string | undefined {
  let tokens = 0;
  let depth = 0;
  for (const token of new yaml.Lexer().lex(text)) {
    if (++tokens > mostTokens) return `${noun} holds more than ${mostTokens} words and signs: ${whenTooLarge}`;
    if (token === "[" || token === "{") depth += 1;
    if (token === "]" || token === "}") depth -= 1;
    if (depth > deepestBrackets) return tooDeep(noun);
  }
  return undefined;
}

/** Anchors make an entry say what is written elsewhere, and small files large; nobody should have to approve that. */
function firstReference(yaml: typeof Yaml, document: Yaml.Document): number | undefined {
  let found: number | undefined;
  yaml.visit(document, (_key, node) => {
    const isReference = yaml.isNode(node) && (yaml.isAlias(node) || isMarked(node));
    if (!isReference) return undefined;
    found = node.range?.[0] ?? 0;
    return yaml.visit.BREAK;
  });
  return found;
}

/** The parser notes an anchor and a tag where one is written. */
function isMarked(node: Yaml.Node): boolean {
  const { anchor, tag }: { readonly anchor?: string; readonly tag?: string } = node;
  return anchor !== undefined || tag !== undefined;
}

/** Finds the place of a path; of what is missing, the place where it should be. */
function locator(yaml: typeof Yaml, document: Yaml.Document, positionAt: (offset: number) => Position): Locate {
  return (path, key) => {
    for (let length = path.length; length >= 0; length--) {
      const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
      if (!yaml.isNode(node) || !node.range) continue;
      if (length === path.length && key !== undefined && yaml.isMap(node)) {
        const pair = node.items.find((item) => yaml.isScalar(item.key) && item.key.value === key);
        if (pair && yaml.isScalar(pair.key) && pair.key.range) return positionAt(pair.key.range[0]);
      }
      return positionAt(node.range[0]);
    }
    return {};
  };
}

/** What is wrong with one value. */
export interface Told {
  readonly path: Path;
  /** The key itself that is meant, not its value. */
  readonly key?: string;
  readonly message: string;
}

/** An issue of a schema as a person reads it. */
export function toldIssue(issue: z.core.$ZodIssue, given: unknown): readonly Told[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ path: issue.path, key, message: `has the key ${key.slice(0, 100)}, which is not one of its keys` }));
  }
  if (issue.code === "invalid_type" && valueAt(given, issue.path) === undefined) return [{ path: issue.path, message: "is missing" }];
  if (issue.code === "invalid_type") return [{ path: issue.path, message: `must be ${article(issue.expected)}` }];
  return [{ path: issue.path, message: issue.message.replace(/^./, (first) => first.toLowerCase()) }];
}

function article(type: string): string {
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}

/** The value at a path; undefined where nothing is. */
export function valueAt(value: unknown, path: Path): unknown {
  let at = value;
  for (const step of path) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, step)) return undefined;
    at = Object.entries(at).find(([key]) => key === String(step))?.[1];
  }
  return at;
}

/** `exceptions[3].owner`. @param noun what the whole is called */
export function spelled(path: Path, noun: string): string {
  if (path.length === 0) return noun;
  return path.map((step, index) => (typeof step === "number" ? `[${step}]` : `${index === 0 ? "" : "."}${String(step)}`)).join("");
}
