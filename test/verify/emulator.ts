// What the emulators of AWS have in common: a virtual environment that is made once and kept, and a server on a free port of 127.0.0.1.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { homedir } from "node:os";
import { join } from "node:path";

/** A running emulator with an empty account. */
export interface Emulator {
  readonly endpoint: string;
  stop(): Promise<void>;
}

export interface EmulatorSettings {
  readonly name: string;
  readonly version: string;
  /** What pip installs. */
  readonly requirement: string;
  /** The module that Python runs, and its arguments. */
  readonly module: string;
  readonly args: (port: number) => readonly string[];
  readonly environment: (port: number) => NodeJS.ProcessEnv;
  /** A path that answers as soon as the server does. */
  readonly health: string;
}

const cache = join(homedir(), ".cache", "phiguard");
const startMilliseconds = 60_000;

/** Whether this machine has a Python that can make virtual environments. */
export function hasPython(): boolean {
  try {
    execFileSync("python3", ["-c", "import venv, ensurepip"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** @returns the Python of the emulator's environment */
function installed({ name, version, requirement }: EmulatorSettings): string {
  const environment = join(cache, `${name}-${version}`);
  const python = join(environment, "bin", "python");
  if (existsSync(python)) return python;
  mkdirSync(cache, { recursive: true });
  const unfinished = `${environment}.${process.pid}`;
  try {
    execFileSync("python3", ["-m", "venv", unfinished], { stdio: "inherit" });
    execFileSync(join(unfinished, "bin", "python"), ["-m", "pip", "install", "--quiet", requirement], { stdio: "inherit" });
    renameSync(unfinished, environment);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(python)) throw error;
  }
  return python;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        if (typeof address === "object" && address !== null) resolve(address.port);
        else reject(new Error("no port is free"));
      });
    });
  });
}

async function answers({ name, health }: EmulatorSettings, endpoint: string, server: ChildProcess): Promise<void> {
  const deadline = Date.now() + startMilliseconds;
  while (Date.now() < deadline) {
    if (server.exitCode !== null) throw new Error(`${name} ended with ${server.exitCode}`);
    const answered = await fetch(`${endpoint}${health}`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (answered) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${name} does not answer`);
}

/** Starts an emulator on 127.0.0.1; the first time, it is installed. */
export async function startEmulator(settings: EmulatorSettings): Promise<Emulator> {
  const python = installed(settings);
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const server = spawn(python, ["-m", settings.module, ...settings.args(port)], {
    stdio: "ignore",
    env: { ...process.env, ...settings.environment(port) },
  });
  const ended = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  const stop = async () => {
    server.kill();
    await ended;
  };
  try {
    await answers(settings, endpoint, server);
  } catch (error) {
    await stop();
    throw error;
  }
  return { endpoint, stop };
}
