import { realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { AnalyzerStackConfigureRequest } from "@pulumi/pulumi/proto/analyzer_pb";
import type { ProgramInfo, RunPluginRequest, RunRequest } from "@pulumi/pulumi/proto/language_pb";
import { codeOf } from "../failure";
import { type RuntimeOptions, runtimeOptionsOf } from "./runtime-options";

/** What is to be started: arguments for Node, the folder it starts in, and its whole environment. */
export interface Launch {
  readonly args: readonly string[];
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
}

export interface HostAddresses {
  /** The engine's gRPC address. */
  readonly engine: string;
  /** Where the engine wants traces sent to; empty for nowhere. */
  readonly tracing: string;
}

/** A program of a stack, started with the arguments and variables that the vendor's host gives it. */
export function launchProgram(request: RunRequest, host: HostAddresses): Launch {
  const info = programInfo(request.getInfo());
  const options = runtimeOptionsOf(info);
  const folder = info.getProgramDirectory();
  const flag = (name: string, value: string) => (value === "" ? [] : [`--${name}`, value]);
  return {
    args: [
      ...options.nodeArguments,
      locateModule("@pulumi/pulumi/cmd/run", folder),
      ...flag("monitor", request.getMonitorAddress()),
      ...flag("engine", host.engine),
      ...flag("organization", request.getOrganization()),
      ...flag("project", request.getProject()),
      ...flag("root-directory", info.getRootDirectory()),
      ...flag("stack", request.getStack()),
      ...flag("pwd", folder),
      ...(request.getDryrun() ? ["--dry-run"] : []),
      ...flag("parallel", String(request.getParallel())),
      ...flag("tracing", host.tracing),
      info.getEntryPoint() || ".",
      ...request.getArgsList(),
    ],
    folder: request.getPwd() || folder,
    environment: {
      ...process.env,
      ...compilerVariables(options),
      PULUMI_CONFIG: JSON.stringify(Object.fromEntries(configEntries(request))),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
    },
  };
}

/** A plugin other than a policy pack (a provider or component package written for Node). */
export function launchPlugin(request: RunPluginRequest): Launch {
  const info = programInfo(request.getInfo());
  const options = runtimeOptionsOf(info);
  const folder = info.getProgramDirectory();
  return {
    args: [...options.nodeArguments, locateModule("@pulumi/pulumi/cmd/run-plugin", folder), folder, ...request.getArgsList()],
    folder: request.getPwd() || folder,
    environment: { ...requestedEnvironment(request), ...compilerVariables(options) },
  };
}

/**
 * A policy pack. It runs in its own folder, and what it may ask of `pulumi.getProject()` and `pulumi.Config` while it is loaded
 * reaches it as variables; without a configuration (`pulumi policy publish`) it runs without them.
 */
export function launchPolicyPack(request: RunPluginRequest, configuration: AnalyzerStackConfigureRequest | undefined): Launch {
  const info = programInfo(request.getInfo());
  const options = runtimeOptionsOf(info);
  const folder = info.getProgramDirectory();
  // run-policy-pack reads nothing but the engine's address, and takes the address for the value of a flag that stands before it.
  const engine = request.getArgsList().at(-1) ?? "";
  return {
    args: [...options.nodeArguments, locateModule("@pulumi/pulumi/cmd/run-policy-pack", folder), engine, folder],
    folder,
    environment: { ...requestedEnvironment(request), ...compilerVariables(options), ...stackVariables(configuration) },
  };
}

function stackVariables(configuration: AnalyzerStackConfigureRequest | undefined): NodeJS.ProcessEnv {
  if (configuration === undefined) return {};
  const variables: NodeJS.ProcessEnv = {
    PULUMI_NODEJS_DRY_RUN: String(configuration.getDryRun()),
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(configuration.getConfigMap().entries())),
  };
  const named = {
    PULUMI_NODEJS_ORGANIZATION: configuration.getOrganization(),
    PULUMI_NODEJS_PROJECT: configuration.getProject(),
    PULUMI_NODEJS_STACK: configuration.getStack(),
  };
  for (const [name, value] of Object.entries(named)) if (value !== "") variables[name] = value;
  return variables;
}

function programInfo(info: ProgramInfo | undefined): ProgramInfo {
  if (info === undefined) throw new Error("the engine did not say where the program is: it is older than 3.250.0");
  return info;
}

function compilerVariables(options: RuntimeOptions): NodeJS.ProcessEnv {
  return {
    ...(options.typescript ? { PULUMI_NODEJS_TYPESCRIPT: "true" } : {}),
    ...(options.tsconfig === undefined ? {} : { PULUMI_NODEJS_TSCONFIG_PATH: options.tsconfig }),
  };
}

/** Keys are written "project:config:name", as the vendor's host writes them: the oldest SDKs read no other form, the newest read both. */
function configEntries(request: RunRequest): [string, string][] {
  return [...request.getConfigMap().entries()].map(([key, value]) => [key.replace(/^([^:]*):(?:config:)?/, "$1:config:"), value]);
}

/** The engine sends the whole environment, as "name=value". */
function requestedEnvironment(request: RunPluginRequest): NodeJS.ProcessEnv {
  return Object.fromEntries(
    request.getEnvList().map((entry) => {
      const end = entry.indexOf("=");
      return [entry.slice(0, end), entry.slice(end + 1)];
    }),
  );
}

/** A module of the SDK that the program itself has installed, so that program and runner share one copy. */
function locateModule(name: string, folder: string): string {
  for (const start of [folder, realpathSync(folder)]) {
    try {
      return createRequire(join(start, "package.json")).resolve(name);
    } catch (thrown) {
      if (codeOf(thrown) !== "MODULE_NOT_FOUND") throw thrown;
    }
  }
  throw new Error(`the Pulumi SDK is not installed for ${folder} (there is no ${name}): run "npm install" there`);
}
