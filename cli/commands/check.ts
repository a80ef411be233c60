import { resolve } from "node:path";
import type { Run } from "../../policies/evidence/run";
import { judgeState } from "../check/judge-state";
import { readStateFile, standardInput } from "../check/state-file";
import type { Command } from "../command";
import { note, printed, result, resultJson } from "../console";
import { type ExitCode, Failure } from "../exit-code";
import { addToLedger, codeOf, readConfiguration, runEnvironment, runOptions, writeReports } from "../run-output";
import { summaryOf, worstFirst } from "../run-summary";

/** What `--json` prints of a run: all findings; the passes are in the evidence. */
function described(file: string, { id, project, stack, outcome, counts, problems, ...run }: Run) {
  return { file, run: id, project, stack, outcome, counts, problems, findings: worstFirst(run) };
}

/** `phiguard check --state FILE`: the rules over exported states, in this process. */
export const checkCommand: Command = {
  register(parser, end) {
    parser.command(
      "check",
      "Checks exported states: no engine, no login, no provider.",
      (options) =>
        options
          .option("state", {
            type: "string",
            array: true,
            demandOption: true,
            describe: "A file that pulumi stack export wrote, or a file backend's checkpoint; - for standard input.",
          })
          .options(runOptions)
          .option("json", { type: "boolean", default: false, describe: "Prints all findings as JSON." })
          .option("out", { type: "string", describe: "A folder for the evidence and the reports; nothing is written without it." })
          .check(({ state, out, format }) => {
            if (state.length === 0) throw new Failure("no state is named", "Add --state FILE, or --state - for standard input.");
            if (state.filter((file) => file === standardInput).length > 1)
              throw new Failure("standard input can be read only once", "Name - once.");
            if (format && out === undefined) throw new Failure("--format needs a folder for the reports", "Add --out DIR.");
            return true;
          })
          .example("$0 check --state state.json", "")
          .example("pulumi stack export | $0 check --state -", "")
          .example("$0 check --state *.json --out evidence --format html sarif", "keeps the evidence, writes reports"),
      async ({ state, config, exceptions, signKey, json, out, format, failOn }) => {
        const configuration = readConfiguration(config);
        const environment = runEnvironment({ exceptions, signKey });
        const folder = out === undefined ? undefined : resolve(out);
        const runs: ReturnType<typeof described>[] = [];
        let worst: ExitCode = 0;
        for (const file of state) {
          const startedAt = new Date();
          const read = await readStateFile(file);
          const run = judgeState(read, { configuration, environment, startedAt });
          if (read.encrypted > 0)
            note(`${printed(file)}: ${read.encrypted} encrypted values count as unknown; export with --show-secrets to have them checked.`);
          if (folder !== undefined) {
            note(`Evidence: ${printed(addToLedger(folder, run, environment))}`);
            for (const path of writeReports(folder, run, format ?? ["html"], state.length > 1)) note(`Report: ${printed(path)}`);
          }
          if (json) runs.push(described(file, run));
          else result(summaryOf(run));
          worst = Math.max(worst, codeOf(run, failOn)) as ExitCode;
        }
        if (json) resultJson({ runs });
        end(worst);
      },
    );
  },
};
