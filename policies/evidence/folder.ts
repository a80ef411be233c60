import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { systemCode } from "./failure";

/**
 * Makes a folder, and those above it that are not there. Node's own way, `mkdirSync` with `recursive`, does not return where the system says
 * of each folder that the one above it is missing, as it does below /proc.
 *
 * @throws the system's error where one of them cannot be made
 */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  if (dirname(folder) !== folder) makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process may have been faster; a file of that name is told by whoever wants to write into it.
    if (systemCode(error) !== "EEXIST") throw error;
  }
}
