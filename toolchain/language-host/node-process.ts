import { type ChildProcess, spawn } from "node:child_process";
import { codeOf } from "../failure";
import type { Launch } from "./launch";

/** From the request to stop to the end by force. The engine gives this host five seconds before it ends it by force in turn. */
const graceMilliseconds = 2_000;
/** How long output is waited for after a process has ended, when something that it left running still holds its streams. */
const drainMilliseconds = 2_000;

const running = new Set<NodeProcess>();

export interface Ending {
  /** The exit code; null where a signal ended the process. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A process of Node with all that it starts itself: stopping it leaves none of them. */
export class NodeProcess {
  /** Settles when the process has ended and its output has been passed on; rejects where it did not start. */
  readonly ended: Promise<Ending>;
  private readonly child: ChildProcess;
  private force: NodeJS.Timeout | undefined;

  constructor(launch: Launch, onStdout: (chunk: Buffer) => void, onStderr: (chunk: Buffer) => void) {
    const child = spawn(process.execPath, launch.args, {
      cwd: launch.folder,
      env: launch.environment,
      stdio: ["ignore", "pipe", "pipe"],
      // A process group of its own, which signals can be sent to.
      detached: true,
    });
    this.child = child;
    running.add(this);
    child.stdout.on("data", onStdout);
    child.stderr.on("data", onStderr);
    this.ended = new Promise<Ending>((resolve, reject) => {
      child.on("error", reject);
      child.on("exit", (code, signal) => {
        const drained = setTimeout(() => resolve({ code, signal }), drainMilliseconds);
        child.on("close", () => {
          clearTimeout(drained);
          resolve({ code, signal });
        });
      });
    }).finally(() => {
      // What the process has left behind is ended with it only if it was told to stop.
      if (this.force !== undefined) this.signalGroup("SIGKILL");
      clearTimeout(this.force);
      running.delete(this);
    });
  }

  /** Asks the process to end, and ends it and all that it has started by force when it does not. */
  stop(): void {
    if (this.force !== undefined) return;
    this.signalGroup("SIGINT");
    this.force = setTimeout(() => this.signalGroup("SIGKILL"), graceMilliseconds);
  }

  /** Ends the process and all that it has started now. */
  kill(): void {
    this.signalGroup("SIGKILL");
  }

  private signalGroup(signal: NodeJS.Signals): void {
    if (this.child.pid === undefined) return;
    try {
      process.kill(-this.child.pid, signal);
    } catch (thrown) {
      // The group is empty: all of it has ended.
      if (codeOf(thrown) !== "ESRCH") throw thrown;
    }
  }
}

/** Stops every process that this host has started, and settles when none is left. */
export async function stopAll(): Promise<void> {
  const all = [...running];
  for (const each of all) each.stop();
  await Promise.allSettled(all.map((each) => each.ended));
}

/** For the moment of exit, when nothing can be waited for. */
export function killAll(): void {
  for (const each of running) each.kill();
}

/** How a process ended, in words; undefined for an exit code of 0. */
export function failureOf(what: string, ending: Ending): string | undefined {
  if (ending.code === 0) return undefined;
  return ending.code === null ? `${what} was ended by signal ${ending.signal}` : `${what} exited with non-zero exit code: ${ending.code}`;
}
