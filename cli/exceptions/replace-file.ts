import { closeSync, fsyncSync, openSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { exitCode, Failure } from "../exit-code";

function codeOf(error: unknown): string {
  return typeof error === "object" && error !== null && "code" in error ? String(error.code) : String(error);
}

/** The text of a file; undefined where there is none. A pipe or a device, which may never end, is not opened. @throws Failure where it is there and cannot be read. */
export function textOf(path: string): string | undefined {
  try {
    const found = statSync(path);
    if (!found.isFile() && !found.isDirectory()) throw new Failure(`${path} is not a file`, "Name a file that can be read.");
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Failure) throw error;
    if (codeOf(error) === "ENOENT") return undefined;
    throw new Failure(`${path} cannot be read (${codeOf(error)})`, "Name a file that can be read.");
  }
}

/**
 * Puts a text in the place of a file, whole or not at all: it is written beside it and renamed. A link stays a link.
 * @param before what the file held when it was read, undefined where there was none: if it holds something else by now, nothing is written.
 * @throws Failure where it cannot be written; the file is then as it was.
 */
export function replaceFile(path: string, text: string, before: string | undefined): void {
  if (textOf(path) !== before) {
    throw new Failure(
      `${path} was changed by somebody else in the meantime`,
      "Nothing was written: run the command again.",
      exitCode.couldNotRun,
    );
  }
  const target = before === undefined ? path : realpathSync(path);
  const beside = join(dirname(target), `.${basename(target)}.${process.pid}`);
  try {
    const mode = before === undefined ? 0o644 : statSync(target).mode & 0o777;
    const file = openSync(beside, "wx", mode);
    try {
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(beside, target);
  } catch (error) {
    rmSync(beside, { force: true });
    throw new Failure(
      `${path} cannot be written (${codeOf(error)})`,
      "The file is as it was: see to the folder's permissions and the disk, then run the command again.",
      exitCode.couldNotRun,
    );
  }
}
