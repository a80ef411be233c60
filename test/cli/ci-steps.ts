// What the tests of CI integrations share: the parts of a workflow's file, and a shell that runs its scripts.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

export interface Step {
  readonly name?: string;
  readonly id?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface ScriptRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a script as GitHub's runners do: bash, which stops at the first error. */
export function runScript(script: string, options: { readonly cwd: string; readonly environment: NodeJS.ProcessEnv }): ScriptRun {
  const run = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], {
    cwd: options.cwd,
    env: options.environment,
    encoding: "utf8",
  });
  return { code: run.status, stdout: run.stdout, stderr: run.stderr };
}

/** Puts values in place of a workflow's expressions; one without a value is an error of the test. */
export function evaluated(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{\{\s*(.+?)\s*\}\}/g, (_, expression: string) => {
    const value = values[expression];
    if (value === undefined) throw new Error(`the test gives no value to ${expression}`);
    return value;
  });
}

const actionlintVersion = "v1.7.7";

/** The path of actionlint, which is built from its Go module once and kept. */
export function actionlint(): string {
  const folder = join(homedir(), ".cache", "phiguard", `actionlint-${actionlintVersion}`);
  const program = join(folder, "actionlint");
  if (!existsSync(program)) {
    mkdirSync(folder, { recursive: true });
    execFileSync("go", ["install", `github.com/rhysd/actionlint/cmd/actionlint@${actionlintVersion}`], {
      env: { ...process.env, GOBIN: folder },
      stdio: "inherit",
    });
  }
  return program;
}
