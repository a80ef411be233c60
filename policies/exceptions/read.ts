import type * as Yaml from "yaml";
import * as z from "zod";
import type { RegisterProblem } from "./register";
import { byNameSchema, byUrnSchema, type Exception, exceptionSchema, mostExceptions, registerSchema, urnSchema } from "./schema";

/** Two megabytes hold more entries than the register takes. */
export const longestRegister = 2_000_000;
/** Words and signs of YAML. The parser keeps each in memory, and an error for each that is wrong. */
const mostTokens = 400_000;
const deepestBrackets = 50;
const mostProblems = 50;
const tooDeep = "the register is nested too deep";

/** A register's content as far as it can be read; `entries` are well formed, and nothing more is known of them. */
export interface RegisterReading {
  readonly header: Header;
  /** `index`: its place in the list. */
  readonly entries: readonly { readonly entry: Exception; readonly at: Position; readonly index: number }[];
  readonly problems: readonly RegisterProblem[];
}

/** Line and column, counted from 1; empty for content that does not come from a file. */
export interface Position {
  readonly line?: number;
  readonly column?: number;
}

const headerSchema = registerSchema.omit({ exceptions: true }).extend({ exceptions: z.array(z.unknown()).max(mostExceptions) });
export type Header = Pick<z.infer<typeof headerSchema>, "requireSignatures" | "keys">;

type Path = readonly PropertyKey[];
type Locate = (path: Path, key?: string) => Position;

const nowhere: Locate = () => ({});

function unusable(code: RegisterProblem["code"], message: string, at: Position = {}): RegisterReading {
  return { header: {}, entries: [], problems: [{ code, message, ...at, blocks: true }] };
}

/** Reads the register of a file. Never throws: what is wrong is a problem with its line and column. */
export function readRegisterText(text: string): RegisterReading {
  if (Buffer.byteLength(text) > longestRegister) {
    return unusable("schema", `the register is larger than ${longestRegister} bytes: split it by stack or project`);
  }
  const yaml: typeof Yaml = require("yaml");
  const refused = refusal(yaml, text);
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
    if (wrong?.code === "RESOURCE_EXHAUSTION") return unusable("syntax", tooDeep, positionAt(wrong.pos[0]));
    if (wrong) return unusable("syntax", `the register is not YAML: ${wrong.message}`, positionAt(wrong.pos[0]));
    const reference = firstReference(yaml, document);
    if (reference !== undefined)
      return unusable("syntax", "the register holds an anchor, an alias or a tag, which it does not take", positionAt(reference));
    const length = exceptionsIn(yaml, document)?.items.length ?? 0;
    if (length > mostExceptions) return unusable("schema", tooMany(length));
    return readContent(document.toJS(), locator(yaml, document, positionAt));
  } catch (error) {
    // The parser's own stack may end before a document's nesting does.
    return unusable("syntax", error instanceof RangeError ? tooDeep : `the register cannot be parsed: ${String(error)}`);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** Looks at a text word by word before it is parsed, since the parser's time and memory grow with what is wrong in it. */
function refusal(yaml: typeof Yaml, text: string): string | undefined {
  let tokens = 0;
  let depth = 0;
  for (const token of new yaml.Lexer().lex(text)) {
    if (++tokens > mostTokens) return `the register holds more than ${mostTokens} words and signs: split it by stack or project`;
    if (token === "[" || token === "{") depth += 1;
    if (token === "]" || token === "}") depth -= 1;
    if (depth > deepestBrackets) return tooDeep;
  }
  return undefined;
}

function tooMany(length: number): string {
  return `the register holds ${length} exceptions, and at most ${mostExceptions} are taken`;
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

function exceptionsIn(yaml: typeof Yaml, document: Yaml.Document): Yaml.YAMLSeq | undefined {
  const list = yaml.isMap(document.contents) ? document.contents.get("exceptions", true) : undefined;
  return yaml.isSeq(list) ? list : undefined;
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

/** Reads the register that is embedded in the settings. */
export function readRegisterValue(value: unknown): RegisterReading {
  const exceptions = typeof value === "object" && value !== null && "exceptions" in value ? value.exceptions : undefined;
  if (Array.isArray(exceptions) && exceptions.length > mostExceptions) return unusable("schema", tooMany(exceptions.length));
  return readContent(value, nowhere);
}

function readContent(content: unknown, locate: Locate): RegisterReading {
  const problems: RegisterProblem[] = [];
  const note = (issue: z.core.$ZodIssue, path: Path, given: unknown, entry?: string) => {
    for (const { path: at, key, message } of told(issue, given)) {
      const full = [...path, ...at];
      problems.push({
        code: "schema",
        message: `${spelled(full)} ${message}`,
        ...(entry !== undefined && { entry }),
        ...locate(full, key),
        blocks: true,
      });
    }
  };
  const header = headerSchema.safeParse(content);
  if (!header.success) {
    for (const issue of header.error.issues) note(issue, [], content);
    return { header: {}, entries: [], problems };
  }
  const entries: { entry: Exception; at: Position; index: number }[] = [];
  for (const [index, given] of header.data.exceptions.entries()) {
    if (problems.length > mostProblems) {
      problems.push({ code: "schema", message: "the register has more mistakes than are told here", blocks: true });
      break;
    }
    const path = ["exceptions", index];
    const read = exceptionSchema.safeParse(given);
    if (read.success) entries.push({ entry: read.data, at: locate(path), index });
    else for (const issue of read.error.issues) note(issue, path, given, idOf(given));
  }
  const { requireSignatures, keys } = header.data;
  return {
    header: { ...(requireSignatures !== undefined && { requireSignatures }), ...(keys !== undefined && { keys }) },
    entries,
    problems,
  };
}

function idOf(given: unknown): string | undefined {
  return typeof given === "object" && given !== null && "id" in given && typeof given.id === "string" ? given.id.slice(0, 100) : undefined;
}

interface Told {
  readonly path: Path;
  /** The key itself that is meant, not its value. */
  readonly key?: string;
  readonly message: string;
}

/** The issues as a person reads them; of a union only those of the form that was meant. */
function told(issue: z.core.$ZodIssue, given: unknown): readonly Told[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ path: issue.path, key, message: `has the key ${key.slice(0, 100)}, which is not one of its keys` }));
  }
  const value = valueAt(given, issue.path);
  if (issue.code === "invalid_union") {
    const meant = issue.discriminator === undefined ? targetProblems(value) : [];
    if (meant.length > 0) {
      return meant.flatMap((inner) => told(inner, value)).map((each) => ({ ...each, path: [...issue.path, ...each.path] }));
    }
    return [{ path: issue.path, message: `must be one of ${exceptionSchema.options.map(({ shape }) => shape.kind.value).join(", ")}` }];
  }
  if (issue.code === "invalid_type" && value === undefined) return [{ path: issue.path, message: "is missing" }];
  if (issue.code === "invalid_type") return [{ path: issue.path, message: `must be ${article(issue.expected)}` }];
  return [{ path: issue.path, message: issue.message.replace(/^./, (first) => first.toLowerCase()) }];
}

function article(type: string): string {
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}

function targetProblems(value: unknown): readonly z.core.$ZodIssue[] {
  const meant =
    typeof value === "string" ? urnSchema : typeof value === "object" && value !== null && "urn" in value ? byUrnSchema : byNameSchema;
  return meant.safeParse(value).error?.issues ?? [];
}

function valueAt(value: unknown, path: Path): unknown {
  let at = value;
  for (const step of path) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, step)) return undefined;
    at = Object.entries(at).find(([key]) => key === String(step))?.[1];
  }
  return at;
}

/** `exceptions[3].owner`. */
function spelled(path: Path): string {
  if (path.length === 0) return "the register";
  return path.map((step, index) => (typeof step === "number" ? `[${step}]` : `${index === 0 ? "" : "."}${String(step)}`)).join("");
}
