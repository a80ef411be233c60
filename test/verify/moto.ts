// A real emulator of AWS: moto's server, from a virtual environment that is made once and kept.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { homedir } from "node:os";
import { join } from "node:path";

const version = "5.2.5";
const cache = join(homedir(), ".cache", "phiguard");
const environment = join(cache, `moto-${version}`);
const python = join(environment, "bin", "python");

/** Whether this machine has a Python that can make virtual environments. */
export function hasPython(): boolean {
  try {
    execFileSync("python3", ["-c", "import venv, ensurepip"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

function install(): void {
  if (existsSync(python)) return;
  mkdirSync(cache, { recursive: true });
  const unfinished = `${environment}.${process.pid}`;
  try {
    execFileSync("python3", ["-m", "venv", unfinished], { stdio: "inherit" });
    execFileSync(join(unfinished, "bin", "python"), ["-m", "pip", "install", "--quiet", `moto[server]==${version}`], { stdio: "inherit" });
    renameSync(unfinished, environment);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(python)) throw error;
  }
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

/** A running emulator with an empty account. */
export interface Moto {
  readonly endpoint: string;
  stop(): Promise<void>;
}

const startMilliseconds = 60_000;

async function answers(endpoint: string, server: ChildProcess): Promise<void> {
  const deadline = Date.now() + startMilliseconds;
  while (Date.now() < deadline) {
    if (server.exitCode !== null) throw new Error(`moto ended with ${server.exitCode}`);
    const answered = await fetch(`${endpoint}/moto-api/`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (answered) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("moto does not answer");
}

/** Starts moto on 127.0.0.1; the first time, it is installed (about 320 MB). */
export async function startMoto(): Promise<Moto> {
  install();
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const server = spawn(python, ["-m", "moto.server", "-H", "127.0.0.1", "-p", String(port)], { stdio: "ignore" });
  const ended = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  const stop = async () => {
    server.kill();
    await ended;
  };
  try {
    await answers(endpoint, server);
  } catch (error) {
    await stop();
    throw error;
  }
  return { endpoint, stop };
}
