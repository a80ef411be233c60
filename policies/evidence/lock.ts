import { randomBytes } from "node:crypto";
import { closeSync, openSync, readFileSync, rmSync, statSync, writeSync } from "node:fs";
import { hostname } from "node:os";
import { LedgerError, systemCode, systemReason } from "./failure";

/** Whoever holds the lock writes one line: milliseconds. One that has been held for this long on another machine was left behind. */
const leftBehindMilliseconds = 60_000;
const defaultWaitMilliseconds = 30_000;
const pollMilliseconds = 20;

interface Holder {
  readonly pid: number;
  readonly host: string;
  /** Tells two holders apart that are otherwise the same. */
  readonly token: string;
}

function isHolder(value: unknown): value is Holder {
  return (
    typeof value === "object" &&
    value !== null &&
    "pid" in value &&
    typeof value.pid === "number" &&
    "host" in value &&
    typeof value.host === "string" &&
    "token" in value &&
    typeof value.token === "string"
  );
}

/** Blocks this thread: the ledger is written while nothing else is to happen. */
function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/** Creates the file with its text, or says that there is one. @throws the system's error where it cannot be written. */
function create(file: string, text: string): boolean {
  let descriptor: number;
  try {
    descriptor = openSync(file, "wx", 0o644);
  } catch (error) {
    if (systemCode(error) === "EEXIST") return false;
    throw error;
  }
  try {
    writeSync(descriptor, text);
  } catch (error) {
    rmSync(file, { force: true });
    throw error;
  } finally {
    closeSync(descriptor);
  }
  return true;
}

function read(file: string): { readonly text: string; readonly age: number } | undefined {
  try {
    return { text: readFileSync(file, "utf8"), age: Date.now() - statSync(file).mtimeMs };
  } catch (error) {
    if (systemCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) !== "ESRCH";
  }
}

function holderIn(text: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isHolder(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Whether its holder has ended without taking it away. A holder on this machine is asked; one elsewhere, or cut off while it signed, is given time. */
function isLeftBehind({ text, age }: { readonly text: string; readonly age: number }): boolean {
  const holder = holderIn(text);
  if (holder?.host === hostname() && !isAlive(holder.pid)) return true;
  return holder?.host === hostname() ? false : age > leftBehindMilliseconds;
}

/**
 * Takes a lock away that was left behind. Only one may do so at a time, and only if the lock is still the one that was found: else a
 * slower one would take away the lock of a writer that came in between.
 */
function clear(file: string, found: string): void {
  const clearing = `${file}.clearing`;
  if (!create(clearing, String(process.pid))) {
    const other = read(clearing);
    if (other && other.age > leftBehindMilliseconds) rmSync(clearing, { force: true });
    return;
  }
  try {
    if (read(file)?.text === found) rmSync(file, { force: true });
  } finally {
    rmSync(clearing, { force: true });
  }
}

/**
 * Runs something while no other process that asks for the same lock does.
 * @param file the lock: it exists while it is held
 * @throws LedgerError where somebody else holds it for too long, or it cannot be made
 */
export function whileLocked<Result>(file: string, run: () => Result, waitMilliseconds = defaultWaitMilliseconds): Result {
  const mine = JSON.stringify({ pid: process.pid, host: hostname(), token: randomBytes(8).toString("hex") });
  const until = Date.now() + waitMilliseconds;
  try {
    while (!create(file, mine)) {
      const held = read(file);
      if (held && isLeftBehind(held)) clear(file, held.text);
      else if (Date.now() > until) throw heldTooLong(file, held?.text ?? "");
      else if (held) pause(pollMilliseconds);
    }
  } catch (error) {
    if (error instanceof LedgerError) throw error;
    throw new LedgerError(`the lock ${file} cannot be made: ${systemReason(error)}`, "Name a folder that can be written to.");
  }
  try {
    return run();
  } finally {
    if (read(file)?.text === mine) rmSync(file, { force: true });
  }
}

function heldTooLong(file: string, text: string): LedgerError {
  const holder = holderIn(text);
  const who = holder ? `process ${holder.pid} on ${holder.host}` : "somebody";
  return new LedgerError(`${who} holds the lock ${file}`, "Wait until that run ends; if it has ended, remove the lock by hand.");
}
