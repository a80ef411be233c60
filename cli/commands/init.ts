import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { makeFolder } from "../../policies/evidence/folder";
import type { Command } from "../command";
import { note, printed, result, resultJson } from "../console";
import { exitCode, Failure } from "../exit-code";
import { type ContinuousIntegration, initialFiles, nextSteps } from "../init/files";

type Written = "written" | "as it was" | "left alone";

/** Writes a file, and never over one that is there and says something else. @throws Failure where the folder cannot be written */
function write(folder: string, path: string, text: string): Written {
  const file = join(folder, path);
  if (existsSync(file)) return readFileSync(file, "utf8") === text ? "as it was" : "left alone";
  try {
    makeFolder(dirname(file));
    writeFileSync(file, text, { flag: "wx" });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure(`${file} cannot be written: ${reason}`, "Name a folder that can be written with --cwd.", exitCode.couldNotRun);
  }
  return "written";
}

/** The systems that a project shows signs of; GitHub where it shows none. */
function guessed(folder: string): ContinuousIntegration {
  return existsSync(join(folder, ".gitlab-ci.yml")) ? "gitlab" : "github";
}

const stackName = /^[A-Za-z0-9_./-]+$/;

/** `phiguard init`: what a project needs to be checked from now on. */
export const initCommand: Command = {
  register(parser) {
    parser.command(
      "init",
      "Writes a CI job, the pack's configuration and an empty exceptions register into a project.",
      (options) =>
        options
          .option("cwd", { type: "string", default: ".", describe: "The folder of the project." })
          .option("ci", {
            choices: ["github", "gitlab"] as const,
            describe: "The CI system; else the one that the project shows signs of.",
          })
          .option("stack", { type: "string", alias: "s", describe: "The stack that CI previews; else the one that is selected." })
          .option("offline", { type: "boolean", default: false, describe: "CI previews without credentials." })
          .option("verify", { type: "boolean", default: false, describe: "Also a job that verifies the live account every day." })
          .option("json", { type: "boolean", default: false, describe: "Prints what was done as JSON." })
          .example("$0 init --ci github --stack production", "")
          .example("$0 init --ci github --verify", "and a daily look at the live account")
          .epilogue("Files that are there are left alone. For a first baseline of a stack that runs, see phiguard baseline --help."),
      ({ cwd, ci, stack, offline, verify, json }) => {
        const folder = resolve(cwd);
        if (!existsSync(folder)) throw new Failure(`${folder} does not exist`, "Name the folder of a project with --cwd.");
        if (stack !== undefined && !stackName.test(stack)) {
          throw new Failure(`${stack} is not the name of a stack`, "Names have letters, digits, dots, dashes, underscores and slashes.");
        }
        const files = initialFiles({ ci: ci ?? guessed(folder), offline, verify, ...(stack !== undefined && { stack }) });
        const done = Object.entries(files).map(([path, text]) => ({ path, outcome: write(folder, path, text) }));
        if (json) resultJson(done);
        else for (const { path, outcome } of done) result(printed(`${path}: ${outcome}`));
        if (done.some(({ outcome }) => outcome === "left alone"))
          note("What was left alone says something else: compare it with the documentation by hand.");
        for (const step of nextSteps({ ci: ci ?? guessed(folder), offline, verify })) note(step);
        note(
          "Next: run phiguard preview. For a stack that has findings already: pulumi stack export --file state.json, then phiguard baseline --state state.json ...",
        );
      },
    );
  },
};
