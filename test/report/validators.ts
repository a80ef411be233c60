/** Programs made by others that judge what the reports write. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import sarifMultitool from "@microsoft/sarif-multitool";

/** Checks OSCAL 1.1; the next major version knows only OSCAL 1.2. It brings cmarkgfm, GitHub's own renderer of Markdown. */
const trestle = "compliance-trestle==3.12.4";

/** Milliseconds for a beforeAll that may have to install the validators. */
export const installTimeout = 5 * 60_000;

function run(command: string, args: readonly string[], options: { readonly directory?: string; readonly input?: string } = {}) {
  const { status, stdout, stderr, error } = spawnSync(command, [...args], {
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    ...(options.directory !== undefined && { cwd: options.directory }),
    ...(options.input !== undefined && { input: options.input }),
    env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: "1", PYTHONIOENCODING: "utf-8" },
  });
  return { status, output: `${stdout}${stderr}`, stdout, error };
}

export function hasPython(): boolean {
  return run("python3", ["-c", "import venv"]).status === 0;
}

/** A Python with the validators, kept outside the work tree between runs. */
export function validatorsPython(): string {
  const folder = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "phiguard", "validators", trestle);
  const python = join(folder, "bin", "python");
  if (existsSync(python)) return python;
  mkdirSync(join(folder, ".."), { recursive: true });
  const unfinished = mkdtempSync(join(folder, "..", "unfinished-"));
  try {
    for (const args of [
      ["-m", "venv", unfinished],
      ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", trestle],
    ]) {
      const step = run(args[1] === "venv" ? "python3" : join(unfinished, "bin", "python"), args);
      if (step.status !== 0) throw new Error(`python ${args.join(" ")} failed:\n${step.output}`);
    }
    renameSync(unfinished, folder);
  } catch (error) {
    // Another run may have been first; then its folder is as good.
    if (!existsSync(python)) throw error;
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return python;
}

/** @returns the validator's exit code and words for a workspace with the given models */
export function validateOscal(python: string, workspace: string) {
  return run(python, ["-m", "trestle", "validate", "-a"], { directory: workspace });
}

export function initializeOscal(python: string, workspace: string): void {
  const { status, output } = run(python, ["-m", "trestle", "init"], { directory: workspace });
  if (status !== 0) throw new Error(`trestle init failed:\n${output}`);
}

/** Markdown as GitHub renders it before it cleans it: raw HTML that gets through would be seen. */
export function githubHtml(python: string, markdown: string): string {
  const program = [
    "import sys, cmarkgfm",
    "from cmarkgfm.cmark import Options",
    "sys.stdout.write(cmarkgfm.github_flavored_markdown_to_html(sys.stdin.read(), options=Options.CMARK_OPT_UNSAFE))",
  ].join("\n");
  const { status, stdout, output } = run(python, ["-c", program], { input: markdown });
  if (status !== 0) throw new Error(`cmarkgfm failed:\n${output}`);
  return stdout;
}

/** @returns what SARIF's own validator says from "warning" upwards, and its exit code */
export function validateSarif(file: string) {
  return run(sarifMultitool, ["validate", file, "--level", "Error;Warning"]);
}
