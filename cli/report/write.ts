import { renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { systemReason } from "../../policies/evidence/failure";
import { makeFolder } from "../../policies/evidence/folder";
import { exitCode, Failure } from "../exit-code";

/** Writes a file so that a reader sees the old one or the new one, never half of it. @throws Failure where that is not possible. */
export function writeWhole(path: string, text: string): void {
  const unfinished = `${path}.${process.pid}.unfinished`;
  try {
    makeFolder(dirname(path));
    writeFileSync(unfinished, text);
    renameSync(unfinished, path);
  } catch (error) {
    discard(unfinished);
    throw new Failure(
      `the report ${path} could not be written: ${systemReason(error)}`,
      "Check the disk's free space and the folder's permissions, or name another folder.",
      exitCode.couldNotRun,
    );
  }
}

/** Where even that is not possible, the first error is the one to tell. */
function discard(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {}
}
