import { writeFileSync } from "node:fs";
import { judgeState } from "../check/judge-state";
import { readStateFile } from "../check/state-file";
import type { Command } from "../command";
import { note, printed, result, resultJson } from "../console";
import { exitCode, Failure } from "../exit-code";
import { flowPicture } from "../flow/picture";
import { flowTree } from "../flow/tree";
import { readRun } from "../report/read-run";
import { readConfiguration } from "../run-output";

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Failure(`${file} cannot be written: ${why}`, "Name a file in a folder that exists and may be written.", exitCode.couldNotRun);
  }
}

/** `phiguard flow`: where ePHI goes, as a tree and as a picture. */
export const flowCommand: Command = {
  register(parser) {
    parser.command(
      "flow",
      "Shows where ePHI is and where it goes: a tree, and a picture.",
      (options) =>
        options
          .option("state", {
            type: "string",
            describe: "A file that pulumi stack export wrote, or a file backend's checkpoint; - for standard input.",
          })
          .option("run", { type: "string", describe: "The record of a run: a file in runs/ of a ledger." })
          .option("config", { type: "string", describe: "The policy pack configuration (JSON), for its settings; for a state." })
          .option("svg", { type: "string", describe: "The file to write the picture to." })
          .option("json", { type: "boolean", default: false, describe: "Prints the resources in scope and all steps as JSON." })
          .conflicts("state", "run")
          .check(({ state, run }) => {
            if (state === undefined && run === undefined) throw new Failure("nothing to show", "Give --state FILE or --run FILE.");
            return true;
          })
          .example("$0 flow --state state.json", "")
          .example("$0 flow --run ledger/runs/2026-11-22.json --svg flow.svg", "writes the picture too"),
      async ({ state, run: record, config, svg, json }) => {
        const run =
          state === undefined
            ? readRun(record ?? "")
            : judgeState(await readStateFile(state), { configuration: readConfiguration(config), environment: {}, startedAt: new Date() });
        if (svg !== undefined) {
          write(svg, flowPicture(run));
          note(`Picture: ${printed(svg)}`);
        }
        if (!json) result(flowTree(run));
        else {
          const inScope = run.resources.filter((resource) => resource.inScope !== "no" || run.flows.some(({ to }) => to === resource.urn));
          resultJson({ resources: inScope, flows: run.flows });
        }
        if (!run.complete) note("The record is not complete: the engine stopped before the whole stack was read.");
      },
    );
  },
};
