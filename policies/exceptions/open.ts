import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { isAbsolute } from "node:path";
import { canonicalJson } from "../evidence/canonical-json";
import type { Settings } from "../settings";
import { type ExamineOptions, examine } from "./examine";
import { longestRegister, type RegisterReading, readRegisterText, readRegisterValue } from "./read";
import type { Register, RegisterOrigin, RegisterProblem } from "./register";

/** The environment variable that names the register's file; `phiguard preview` sets it. */
export const registerVariable = "PHIGUARD_EXCEPTIONS";

/** What the register is opened under. */
export interface OpenOptions extends ExamineOptions {
  readonly settings: Settings;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * Opens the register that was asked for: the settings' own, the file that they name, the file that the environment names, in this order.
 * @returns undefined where none was asked for. One that was asked for and cannot be read is a register without entries and with a problem.
 */
export function openRegister({ environment, ...options }: OpenOptions): Register | undefined {
  const { exceptions, exceptionsFile } = options.settings;
  const variable = environment[registerVariable];
  const named = [
    ...(exceptions === undefined ? [] : (["exceptions"] as const)),
    ...(exceptionsFile === undefined ? [] : (["exceptionsFile"] as const)),
    ...(variable === undefined || variable === "" ? [] : ([registerVariable] as const)),
  ];
  const [namedBy, ...others] = named;
  const problems = others.map((name): RegisterProblem => ({ code: "not-read", message: notRead(name, namedBy), blocks: false }));
  if (namedBy === undefined) return undefined;
  if (namedBy === "exceptions") return openValue(exceptions, { ...options, problems });
  return openFile(namedBy === "exceptionsFile" ? (exceptionsFile ?? "") : (variable ?? ""), namedBy, { ...options, problems });
}

function notRead(name: string, instead: string | undefined): string {
  return `${name} names a register too, which is not read: ${instead ?? ""} wins`;
}

function openValue(value: unknown, options: ExamineOptions): Register {
  const sha256 = createHash("sha256").update(canonicalJson(value)).digest("hex");
  return examine(readRegisterValue(value), { from: "settings", namedBy: "exceptions", sha256 }, options);
}

/** Opens the register of one file. @param path absolute where a pack reads it: a pack's working directory is its own folder. */
export function openFile(path: string, namedBy: RegisterOrigin["namedBy"], options: ExamineOptions): Register {
  const read = bytesOf(path);
  if (typeof read === "string") {
    const problem: RegisterProblem = { code: "unreadable", message: `the register that ${namedBy} names ${read}`, blocks: true };
    const nothing: RegisterReading = { header: {}, entries: [], problems: [problem] };
    return examine(nothing, undefined, options);
  }
  const sha256 = createHash("sha256").update(read).digest("hex");
  return examine(readRegisterText(read.toString("utf8")), { from: "file", namedBy, path, sha256 }, options);
}

/** The bytes of a file, or why there are none. The size is looked at first, and a pipe or a device is never opened. */
function bytesOf(path: string): Buffer | string {
  if (!isAbsolute(path)) return "must be an absolute path: the engine does not tell a pack where the program lives";
  try {
    const found = statSync(path);
    if (!found.isFile()) return "is not a file";
    if (found.size > longestRegister) return `is larger than ${longestRegister} bytes: split it by stack or project`;
    return readFileSync(path);
  } catch (error) {
    const code = typeof error === "object" && error !== null && "code" in error ? ` (${String(error.code)})` : "";
    return `cannot be read${code}`;
  }
}
