/**
 * Runs the real Pulumi CLI for tests, in a file backend of its own in a temporary folder.
 *
 *   let engine: Engine;
 *   beforeAll(async () => {
 *     engine = await openEngine({ projectDirectory, config: { "aws:region": "us-east-1" }, secrets: { "clinic:password": "..." } });
 *   }, toolchainTimeout);                       // the first run on a machine may build the CLI
 *   afterAll(() => engine.close());
 *
 *   const run = await engine.preview({ policyPacks: [packDirectory], policyPackConfigs: [configFile], events: true });
 *   run.exitCode; run.stdout; run.stderr; run.output;  // output: both streams in the order in which they came
 *   run.events;                                         // with events: true, the engine's event stream
 *   violationsOf(run.events);                           // the policy events among them
 *
 *   await engine.up();                                  // the same options; --yes is passed
 *   await engine.pulumi(["stack", "export"]);           // any other command; the stack is selected in the project's folder
 *
 * `createProject({ "Pulumi.yaml": ..., "index.js": ... })` makes a project (or a policy pack) in a temporary folder where
 * require("@pulumi/pulumi"), require("@pulumi/policy") and require("@pulumi/aws") resolve to this checkout's packages.
 * The project's own folder is never written to: the stack's configuration file lives in the temporary folder.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import type { EngineEvent as AutomationEvent, PolicyEvent } from "@pulumi/pulumi/automation";
import { ensureToolchain } from "../../toolchain/ensure";

/** Milliseconds for a beforeAll that may have to build the CLI (a few minutes on two cores). */
export const toolchainTimeout = 20 * 60_000;

const checkout = join(__dirname, "..", "..");
const killGraceMilliseconds = 10_000;

/** Which resource policies of a pack passed and failed for one resource; the SDK's type of events does not have it yet. */
interface PolicySummaryEvent {
  readonly resourceUrn: string;
  readonly policyPackName: string;
  readonly policyPackVersion: string;
  readonly policyPackVersionTag: string;
  readonly passed?: readonly string[];
  readonly failed?: readonly string[];
}

/** A resource's inputs before and after a policy mended them; the SDK's type of events does not have it yet. */
export interface RemediationEvent {
  readonly resourceUrn: string;
  readonly policyName: string;
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
}

export interface EngineEvent extends AutomationEvent {
  readonly policyRemediationEvent?: RemediationEvent;
  readonly policyAnalyzeSummaryEvent?: PolicySummaryEvent;
  readonly policyRemediateSummaryEvent?: PolicySummaryEvent;
}

export interface EngineOptions {
  /** The folder of Pulumi.yaml. */
  readonly projectDirectory: string;
  /** The stack's name; "test" by default. A file Pulumi.<stack>.yaml in the project's folder, or in its stackConfigDir, is taken over. */
  readonly stack?: string;
  /** Configuration in plain text, by full key ("aws:region", "project:key"). */
  readonly config?: Readonly<Record<string, string>>;
  /** Configuration that is encrypted, by full key. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Added to this process's environment, and wins over it. PATH is put after the CLI's folder. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Folders put first on PATH, before the CLI's (where an offline provider's `pulumi-resource-aws` is, for instance). */
  readonly pathFolders?: readonly string[];
}

export interface RunOptions {
  /** Added to the engine's environment for this run. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Where the command is run; the project's folder by default. */
  readonly directory?: string;
  /** Seconds until SIGINT, and ten later SIGKILL to the whole process group; 120 by default. */
  readonly limitSeconds?: number;
  /** Whether stdout is a stream of JSON events, to be parsed; false by default. */
  readonly events?: boolean;
}

export interface OperationOptions extends RunOptions {
  readonly policyPacks?: readonly string[];
  readonly policyPackConfigs?: readonly string[];
  /** More arguments of the command. */
  readonly args?: readonly string[];
}

export interface Run {
  /** The exit code; null where a signal ended the CLI. */
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** stdout and stderr in the order in which they came. */
  readonly output: string;
  /** The engine's events in their order; empty unless asked for. */
  readonly events: readonly EngineEvent[];
  readonly seconds: number;
}

/** A run that has been started; `child` takes signals, `output()` is what has come so far. */
export interface StartedRun {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly done: Promise<Run>;
}

export interface Engine {
  readonly stack: string;
  readonly projectDirectory: string;
  /** The environment that the CLI is run with, PATH included. */
  readonly environment: NodeJS.ProcessEnv;
  preview(options?: OperationOptions): Promise<Run>;
  up(options?: OperationOptions): Promise<Run>;
  /** Starts a preview and does not wait for its end. */
  startPreview(options?: OperationOptions): StartedRun;
  /** Runs any command. Not in `preview` and `up`: give `--stack` yourself where a command needs it. */
  pulumi(args: readonly string[], options?: RunOptions): Promise<Run>;
  /** Removes the backend and all that belongs to it. */
  close(): void;
}

export async function openEngine(options: EngineOptions): Promise<Engine> {
  const toolchain = await ensureToolchain();
  const home = mkdtempSync(join(tmpdir(), "phiguard-engine-"));
  const stack = options.stack ?? "test";
  const environment = engineEnvironment(home, [...(options.pathFolders ?? []), ...toolchain.pathFolders], options.environment ?? {});
  const settings = join(home, "settings");
  const configFile = join(settings, `Pulumi.${stack}.yaml`);

  const start = (args: readonly string[], run: RunOptions = {}): StartedRun =>
    startPulumi(toolchain.pulumi, args, { ...environment, ...run.environment }, run.directory ?? options.projectDirectory, run);
  const operation = (name: string, run: OperationOptions): StartedRun => {
    const args = [name, "--stack", stack, "--config-file", configFile, "--non-interactive", "--color", "never", ...(run.args ?? [])];
    for (const pack of run.policyPacks ?? []) args.push("--policy-pack", pack);
    for (const config of run.policyPackConfigs ?? []) args.push("--policy-pack-config", config);
    if (run.events) args.push("--json");
    return start(args, run);
  };
  const must = async (args: readonly string[]): Promise<void> => {
    const run = await start(args, { directory: settings }).done;
    if (run.exitCode !== 0) throw new Error(`pulumi ${args[0]} ${args[1]} exited with ${run.exitCode}:\n${run.output}`);
  };

  try {
    takeOverSettings(options.projectDirectory, stack, settings);
    await must(["stack", "init", stack, "--non-interactive"]);
    const values = [
      ...Object.entries(options.config ?? {}).flatMap(([key, value]) => ["--plaintext", `${key}=${value}`]),
      ...Object.entries(options.secrets ?? {}).flatMap(([key, value]) => ["--secret", `${key}=${value}`]),
    ];
    if (values.length > 0) await must(["config", "set-all", "--stack", stack, "--non-interactive", ...values]);
    if (!existsSync(configFile)) writeFileSync(configFile, "{}\n");
    if (options.projectDirectory !== settings) {
      await start(["stack", "select", stack, "--non-interactive"]).done;
    }
  } catch (thrown) {
    rmSync(home, { recursive: true, force: true });
    throw thrown;
  }

  return {
    stack,
    projectDirectory: options.projectDirectory,
    environment,
    preview: (run = {}) => operation("preview", run).done,
    up: (run = {}) => operation("up", { ...run, args: ["--yes", ...(run.args ?? [])] }).done,
    startPreview: (run = {}) => operation("preview", run),
    pulumi: (args, run = {}) => start(args, run).done,
    close: () => rmSync(home, { recursive: true, force: true }),
  };
}

/** The violations among the events of a run. */
export function violationsOf(events: readonly EngineEvent[]): PolicyEvent[] {
  return events.flatMap((event) => event.policyEvent ?? []);
}

/** Writes files, given by their paths, into a new temporary folder that has this checkout's packages installed. Remove it with removeProject. */
export function createProject(files: Readonly<Record<string, string>>): string {
  // The real path, since Node and the engine report that one. Not inside this checkout's node_modules, where no TypeScript is compiled.
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "phiguard-project-"));
  symlinkSync(join(checkout, "node_modules"), join(folder, "node_modules"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

export function removeProject(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

function engineEnvironment(home: string, folders: readonly string[], added: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const backend = join(home, "backend");
  mkdirSync(backend);
  const { PATH: path, ...rest } = { ...process.env, ...added };
  return {
    ...rest,
    PATH: [...folders, dirname(process.execPath), path].join(delimiter),
    PULUMI_BACKEND_URL: `file://${backend}`,
    PULUMI_HOME: join(home, "pulumi-home"),
    PULUMI_CONFIG_PASSPHRASE: added.PULUMI_CONFIG_PASSPHRASE ?? "correct horse battery staple",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
}

/** A project of the same name in a folder of our own, where `stack init` and `config set-all` write the stack's file. */
function takeOverSettings(projectDirectory: string, stack: string, settings: string): void {
  const project = readFileSync(join(projectDirectory, "Pulumi.yaml"), "utf8");
  const name = topLevel(project, "name");
  if (name === undefined) throw new Error(`${join(projectDirectory, "Pulumi.yaml")} has no name`);
  mkdirSync(settings);
  writeFileSync(join(settings, "Pulumi.yaml"), `name: ${name}\nruntime: nodejs\n`);
  const own = join(projectDirectory, topLevel(project, "stackConfigDir") ?? ".", `Pulumi.${stack}.yaml`);
  if (existsSync(own)) copyFileSync(own, join(settings, `Pulumi.${stack}.yaml`));
}

function topLevel(yaml: string, key: string): string | undefined {
  return new RegExp(`^${key}:[ \\t]*["']?([^"'#\\s]+)`, "m").exec(yaml)?.[1];
}

function startPulumi(
  command: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  directory: string,
  options: RunOptions,
): StartedRun {
  const started = Date.now();
  const env = options.events ? { ...environment, PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "1" } : environment;
  // Its own process group, so that nothing is left behind when it takes too long.
  const child = spawn(command, args, { cwd: directory, env, stdio: ["ignore", "pipe", "pipe"], detached: true });
  let stdout = "";
  let stderr = "";
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
    output += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
    output += text;
  });
  const killGroup = () => {
    if (child.pid === undefined || child.exitCode !== null) return;
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch {
      // It ended in the meantime.
    }
  };
  process.once("exit", killGroup);
  let kill: NodeJS.Timeout | undefined;
  const limitSeconds = options.limitSeconds ?? 120;
  const limit = setTimeout(() => {
    output += `\n[the test's limit of ${limitSeconds} seconds is over]\n`;
    child.kill("SIGINT");
    kill = setTimeout(killGroup, killGraceMilliseconds);
  }, limitSeconds * 1000);

  const done = new Promise<Run>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (exitCode, signal) => {
      clearTimeout(limit);
      clearTimeout(kill);
      process.removeListener("exit", killGroup);
      const events = options.events ? parseEvents(stdout) : [];
      resolve({ exitCode, signal, stdout, stderr, output, events, seconds: (Date.now() - started) / 1000 });
    });
  });
  return { child, output: () => output, done };
}

/** One JSON value a line; a line that is none (a warning, a crash) stays in stdout only. */
function parseEvents(stdout: string): EngineEvent[] {
  return stdout.split("\n").flatMap((line) => {
    if (!line.startsWith("{")) return [];
    const event: EngineEvent = JSON.parse(line);
    return [event];
  });
}
