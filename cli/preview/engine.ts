import { execFile, spawn } from "node:child_process";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { note, printed } from "../console";
import { exitCode, Failure } from "../exit-code";
import { EngineEvents, type PreviewListener } from "./engine-events";

/** What the engine is asked to preview. */
export interface PreviewRequest {
  readonly folder: string;
  readonly stack?: string | undefined;
  readonly pack: string;
  readonly config?: string | undefined;
  /** Handed on to `pulumi preview` as they are. */
  readonly more: readonly string[];
  /** Put first on PATH: the CLI's folder, and that of the offline provider. */
  readonly pathFolders: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
}

/** How the engine ended: by a code, or by a signal. */
export interface EngineEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Its last words, from standard error. */
  readonly said: string;
}

const run = promisify(execFile);
const mostSaid = 64 * 1024;
const lastWordsMilliseconds = 2000;

/**
 * The folders to put on PATH so that there is a Pulumi CLI: the one that is installed, else one that is built. Asked of the toolchain package,
 * which does its work in a process of its own and tells on standard error what it is doing.
 * @throws Failure where there is no CLI and none can be had
 */
export async function findToolchain(): Promise<readonly string[]> {
  const program = join(dirname(require.resolve("@phiguard/toolchain/package.json")), "bin", "toolchain.js");
  const asked = run(process.execPath, [program, "--print-path"]);
  asked.child.stderr?.on("data", (text: string) => note(printed(text)));
  try {
    return (await asked).stdout.trim().split(delimiter);
  } catch {
    throw new Failure(
      "there is no Pulumi CLI",
      "Install it (https://www.pulumi.com/docs/install/), or Go, with which it is built.",
      exitCode.couldNotRun,
    );
  }
}

/** The commit that is checked out, where the folder is in a Git work tree and Git is there. */
export async function checkedOutCommit(folder: string): Promise<string | undefined> {
  try {
    return (await run("git", ["rev-parse", "--verify", "HEAD"], { cwd: folder })).stdout.trim();
  } catch {
    return undefined;
  }
}

function argumentsFor({ stack, pack, config, more }: PreviewRequest): string[] {
  return [
    "preview",
    "--json",
    "--non-interactive",
    "--policy-pack",
    pack,
    ...(config === undefined ? [] : ["--policy-pack-config", config]),
    ...(stack === undefined ? [] : ["--stack", stack]),
    ...more,
  ];
}

/**
 * Runs `pulumi preview` and hands on its events while they come. A signal to this process is handed on to the engine, which then comes to an end.
 * @throws Failure where it cannot be started
 */
export async function runPreview(request: PreviewRequest, listener: PreviewListener): Promise<EngineEnd> {
  const { folder, pathFolders, environment } = request;
  const env = {
    ...environment,
    PATH: [...pathFolders, environment.PATH ?? ""].join(delimiter),
    PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true",
    PULUMI_SKIP_UPDATE_CHECK: "true",
  };
  const child = spawn("pulumi", argumentsFor(request), { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
  const events = new EngineEvents(listener);
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => events.take(chunk));
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said = `${said}${text}`.slice(-mostSaid);
  });
  const handOn = (signal: NodeJS.Signals) => void child.kill(signal === "SIGHUP" ? "SIGINT" : signal);
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const signal of signals) process.on(signal, handOn);
  try {
    const end = await new Promise<Omit<EngineEnd, "said">>((resolve, reject) => {
      child.on("error", (error) =>
        reject(new Failure(`pulumi cannot be started: ${error.message}`, "Install the Pulumi CLI.", exitCode.couldNotRun)),
      );
      // What the engine started may outlive it, where it was killed, and keep the streams open: "close" would then never come.
      child.on("exit", (code, signal) => setTimeout(() => resolve({ code, signal }), lastWordsMilliseconds).unref());
      child.on("close", (code, signal) => resolve({ code, signal }));
    });
    return { ...end, said };
  } finally {
    events.end();
    for (const signal of signals) process.off(signal, handOn);
    child.stdout.destroy();
    child.stderr.destroy();
  }
}
