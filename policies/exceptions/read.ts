import type * as Yaml from "yaml";
import * as z from "zod";
import type { RegisterProblem } from "./register";
import { byNameSchema, byUrnSchema, type Exception, exceptionSchema, mostExceptions, registerSchema, urnSchema } from "./schema";
import { type Locate, type Path, type Position, readYamlText, spelled, type Told, toldIssue, valueAt } from "./yaml-text";

/** Two megabytes hold more entries than the register takes. */
export const longestRegister = 2_000_000;
const mostTokens = 400_000;
const noun = "the register";
const mostProblems = 50;

/** A register's content as far as it can be read; `entries` are well formed, and nothing more is known of them. */
export interface RegisterReading {
  readonly header: Header;
  /** `index`: its place in the list. */
  readonly entries: readonly { readonly entry: Exception; readonly at: Position; readonly index: number }[];
  readonly problems: readonly RegisterProblem[];
}

const headerSchema = registerSchema.omit({ exceptions: true }).extend({ exceptions: z.array(z.unknown()).max(mostExceptions) });
export type Header = Pick<z.infer<typeof headerSchema>, "requireSignatures" | "keys">;

const nowhere: Locate = () => ({});

function unusable(code: RegisterProblem["code"], message: string, at: Position = {}): RegisterReading {
  return { header: {}, entries: [], problems: [{ code, message, ...at, blocks: true }] };
}

/** Reads the register of a file. Never throws: what is wrong is a problem with its line and column. */
export function readRegisterText(text: string): RegisterReading {
  const read = readYamlText(text, {
    noun,
    longestBytes: longestRegister,
    mostTokens,
    whenTooLarge: "split it by stack or project",
    refuse: (yaml, document) => {
      const length = exceptionsIn(yaml, document)?.items.length ?? 0;
      return length > mostExceptions ? tooMany(length) : undefined;
    },
  });
  return read.state === "read" ? readContent(read.content, read.locate) : unusable(read.code, read.message, read.at);
}

function tooMany(length: number): string {
  return `the register holds ${length} exceptions, and at most ${mostExceptions} are taken`;
}

function exceptionsIn(yaml: typeof Yaml, document: Yaml.Document): Yaml.YAMLSeq | undefined {
  const list = yaml.isMap(document.contents) ? document.contents.get("exceptions", true) : undefined;
  return yaml.isSeq(list) ? list : undefined;
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
        message: `${spelled(full, noun)} ${message}`,
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

/** The issues as a person reads them; of a union only those of the form that was meant. */
function told(issue: z.core.$ZodIssue, given: unknown): readonly Told[] {
  if (issue.code !== "invalid_union") return toldIssue(issue, given);
  const value = valueAt(given, issue.path);
  const meant = issue.discriminator === undefined ? targetProblems(value) : [];
  if (meant.length > 0) {
    return meant.flatMap((inner) => told(inner, value)).map((each) => ({ ...each, path: [...issue.path, ...each.path] }));
  }
  return [{ path: issue.path, message: `must be one of ${exceptionSchema.options.map(({ shape }) => shape.kind.value).join(", ")}` }];
}

function targetProblems(value: unknown): readonly z.core.$ZodIssue[] {
  const meant =
    typeof value === "string" ? urnSchema : typeof value === "object" && value !== null && "urn" in value ? byUrnSchema : byNameSchema;
  return meant.safeParse(value).error?.issues ?? [];
}
