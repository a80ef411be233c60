import { join } from "node:path";
import { annotationsOf } from "../annotations";
import type { Command } from "../command";
import { result } from "../console";
import { readHistory } from "../evidence/history-file";
import { Failure } from "../exit-code";
import { readRun } from "../report/read-run";

/** The record of the last run in a folder of evidence. @throws Failure where there is none */
function lastRun(evidence: string): string {
  const last = readHistory(evidence).at(-1);
  if (!last)
    throw new Failure(`${evidence} holds no run`, "Run phiguard preview or phiguard check first, or name the folder with --evidence.");
  return join(evidence, last.file);
}

/** `phiguard annotations`: the findings of a run where a pull request shows them. */
export const annotationsCommand: Command = {
  register(parser) {
    parser.command(
      "annotations",
      "Prints the worst findings of a run as GitHub's workflow commands.",
      (options) =>
        options
          .option("run", { type: "string", describe: "The record of a run, from the evidence." })
          .option("evidence", { type: "string", describe: "A folder of evidence, of which the last run is taken." })
          .conflicts("run", "evidence")
          .example("$0 annotations --evidence phiguard-evidence", "in a step of a workflow"),
      ({ run, evidence = "phiguard-evidence" }) => {
        for (const line of annotationsOf(readRun(run ?? lastRun(evidence)))) result(line);
      },
    );
  },
};
