import { mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { codeOf, reason } from "./failure";

const heartbeatMilliseconds = 2_000;
/** A lock that nobody has touched for this long belongs to a process that died. */
const abandonedMilliseconds = 30_000;
/** Half-made folders older than this were left by a process that was killed; no build takes as long. */
const leftoverMilliseconds = 6 * 3_600_000;

/**
 * Makes a folder once, whichever number of processes ask for it at the same time: one works in a temporary folder beside it and
 * renames it when it is complete, the others wait. A folder that exists is therefore always complete.
 */
export async function makeFolderOnce(
  folder: string,
  report: (line: string) => void,
  make: (temporaryFolder: string) => Promise<void>,
): Promise<void> {
  const lock = `${folder}.lock`;
  mkdirSync(dirname(folder), { recursive: true });
  for (let waited = 0; !isFolder(folder); waited++) {
    if (!takeLock(lock)) {
      if (waited % 20 === 0) report(`another process is making ${folder}; waiting for it`);
      await sleep(500);
      continue;
    }
    const heartbeat = setInterval(() => touch(lock), heartbeatMilliseconds).unref();
    const temporaryFolder = `${folder}.part-${process.pid}-${Date.now().toString(36)}`;
    try {
      if (isFolder(folder)) return;
      removeLeftovers(folder);
      mkdirSync(temporaryFolder, { recursive: true });
      await make(temporaryFolder);
      rename(temporaryFolder, folder);
    } finally {
      clearInterval(heartbeat);
      rmSync(temporaryFolder, { recursive: true, force: true });
      rmSync(lock, { force: true });
    }
  }
}

function takeLock(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch (thrown) {
    if (codeOf(thrown) !== "EEXIST") throw new Error(`cannot write ${lock}: ${reason(thrown)}`);
  }
  // Two processes may both see an abandoned lock and both go on; the rename at the end still lets only one folder through.
  if (ageOf(lock) > abandonedMilliseconds) rmSync(lock, { force: true });
  return false;
}

function rename(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (thrown) {
    if (!isFolder(to)) throw thrown;
  }
}

function removeLeftovers(folder: string): void {
  const parent = dirname(folder);
  for (const name of readdirSync(parent)) {
    const path = join(parent, name);
    if (path.startsWith(`${folder}.part-`) && ageOf(path) > leftoverMilliseconds) rmSync(path, { recursive: true, force: true });
  }
}

function touch(path: string): void {
  try {
    utimesSync(path, new Date(), new Date());
  } catch (thrown) {
    if (codeOf(thrown) !== "ENOENT") throw thrown;
  }
}

/** Milliseconds since a path was last changed; 0 where it is gone. */
function ageOf(path: string): number {
  const changed = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  return changed === undefined ? 0 : Date.now() - changed;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
