import { judgeState } from "../check/judge-state";
import { readStateFile } from "../check/state-file";
import type { Command } from "../command";
import { type BaselineRun, baseline, readRun } from "../exceptions/baseline";
import { fileOption } from "../exceptions/register-file";
import { Failure } from "../exit-code";
import { readConfiguration } from "../run-output";

const usualPlan = "Bring these resources into compliance, or have an exception of another kind approved, before this entry expires.";

async function runOf(run: string | undefined, state: string | undefined, config: string | undefined): Promise<BaselineRun> {
  if (run !== undefined) return readRun(run);
  if (state === undefined)
    throw new Failure("nothing says what was found", "Name the record of a run with --run, or an exported state with --state.");
  const configuration = readConfiguration(config);
  return judgeState(await readStateFile(state), { configuration, environment: {}, startedAt: new Date() });
}

/** `phiguard baseline`: takes the findings of an existing stack into the register, for 90 days. */
export const baselineCommand: Command = {
  register(parser, end) {
    parser.command(
      "baseline",
      "Takes the findings of an existing stack into the register for 90 days, so that only new ones block.",
      (options) =>
        options
          .option("run", { type: "string", describe: "The record of a run, from the evidence." })
          .option("state", { type: "string", describe: "An exported state; - for standard input." })
          .conflicts("run", "state")
          .option("config", { type: "string", describe: "The policy pack configuration (JSON), with --state." })
          .option("register", fileOption)
          .option("owner", { type: "string", demandOption: true, describe: "Who answers for what is taken over." })
          .option("approver", { type: "string", demandOption: true, describe: "Who approves it; not the owner." })
          .option("risk-analysis", { type: "string", demandOption: true, describe: "Where the risk analysis treats it." })
          .option("plan", { type: "string", default: usualPlan, describe: "What will be done about what is required." })
          .example(
            '$0 baseline --state state.json --owner "Dana Ruiz" --approver "Lee Okafor" --risk-analysis RA-2026-11',
            "adopts phiguard on a stack that runs",
          )
          .epilogue("Exit codes: 0 all findings were taken over, 1 some were left and still block, 2 wrong usage, 3 could not be done."),
      async ({ run, state, config, register, owner, approver, riskAnalysis, plan }) =>
        end(baseline(await runOf(run, state, config), register, { owner, approver, riskAnalysis, plan })),
    );
  },
};
