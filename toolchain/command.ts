import { spawn } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";

const executableSuffixes = process.platform === "win32" ? [".exe", ".cmd", ".bat"] : [""];

/** Each file called `name` that can be executed in the folders of a PATH, in its order. */
export function findOnPath(name: string, path: string | undefined): string[] {
  const folders = (path ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders.flatMap((folder) => executableSuffixes.map((suffix) => join(folder, name + suffix)).filter(isExecutable));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

export interface CommandOptions {
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Seconds after which the command and its children are killed. */
  readonly limitSeconds: number;
  /** Each line of stdout and stderr, as it comes. */
  readonly onLine?: (line: string) => void;
}

/** Runs a command to its end and gives its stdout. Rejects with the last lines that it wrote when it fails or takes too long. */
export function runCommand(command: string, args: readonly string[], options: CommandOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    const grouped = process.platform !== "win32";
    // Its own process group, so that a time-out also ends what the command has started.
    const child = spawn(command, args, {
      cwd: options.folder,
      env: options.environment,
      stdio: ["ignore", "pipe", "pipe"],
      detached: grouped,
    });
    const kill = () => {
      if (child.pid === undefined || child.exitCode !== null) return;
      try {
        process.kill(grouped ? -child.pid : child.pid, "SIGKILL");
      } catch {
        // It ended in the meantime.
      }
    };
    const interrupt = (signal: NodeJS.Signals) => {
      kill();
      process.removeListener(signal, interrupt);
      process.kill(process.pid, signal);
    };
    let late = false;
    const limit = setTimeout(() => {
      late = true;
      kill();
    }, options.limitSeconds * 1000);
    process.once("exit", kill);
    process.on("SIGINT", interrupt);
    process.on("SIGTERM", interrupt);

    let stdout = "";
    const lastLines: string[] = [];
    const listen = (line: string) => {
      lastLines.push(line);
      if (lastLines.length > 8) lastLines.shift();
      options.onLine?.(line);
    };
    createInterface({ input: child.stdout }).on("line", (line) => {
      stdout += `${line}\n`;
      listen(line);
    });
    createInterface({ input: child.stderr }).on("line", listen);

    const settle = (failure: string | undefined) => {
      clearTimeout(limit);
      process.removeListener("exit", kill);
      process.removeListener("SIGINT", interrupt);
      process.removeListener("SIGTERM", interrupt);
      if (failure === undefined) resolve(stdout);
      else reject(new Error([`${command} ${failure}`, ...lastLines].join("\n")));
    };
    child.on("error", (error) => settle(`did not start: ${error.message}`));
    child.on("close", (code, signal) => {
      if (late) settle(`took longer than ${options.limitSeconds} seconds`);
      else if (code === 0) settle(undefined);
      else settle(code === null ? `was ended by ${signal}` : `exited with code ${code}`);
    });
  });
}
