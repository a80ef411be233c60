import { resolve } from "node:path";
import type { Command } from "../command";
import { note, printed, result, resultJson } from "../console";
import { Failure } from "../exit-code";
import { addToLedger, codeOf, readConfiguration, runEnvironment, runOptions, writeReports } from "../run-output";
import { summaryOf, worstFirst } from "../run-summary";

const regionPattern = /^[a-z]{2,}(-[a-z]+)+-\d+$/;

/** `phiguard verify`: the rules over an account as it is. */
export const verifyCommand: Command = {
  register(parser, end) {
    parser.command(
      "verify",
      "Checks a live AWS account; nothing in it is changed.",
      (options) =>
        options
          .option("region", { type: "string", array: true, describe: "A Region to read; may be given several times. Else the SDK's own." })
          .option("profile", { type: "string", describe: "A profile of the AWS configuration; else the SDK's default chain." })
          .option("assume-role", { type: "string", describe: "The ARN of a role that reads in place of the caller." })
          .option("endpoint", { type: "string", describe: "Another endpoint for all services: an emulator." })
          .options(runOptions)
          .option("json", { type: "boolean", default: false, describe: "Prints all findings as JSON." })
          .option("out", { type: "string", describe: "A folder for the evidence and the reports; nothing is written without it." })
          .option("print-policy", {
            type: "boolean",
            default: false,
            describe: "Prints the IAM policy that verify needs, and reads nothing.",
          })
          .check(({ region, endpoint, out, format }) => {
            const wrong = region?.find((name) => !regionPattern.test(name));
            if (wrong !== undefined) throw new Failure(`${wrong} is not the name of a Region`, "Add --region us-east-1.");
            if (endpoint !== undefined && !/^https?:\/\//.test(endpoint))
              throw new Failure(`${endpoint} is not an endpoint`, "Give its whole address: --endpoint http://127.0.0.1:5000.");
            if (format && out === undefined) throw new Failure("--format needs a folder for the reports", "Add --out DIR.");
            return true;
          })
          .example("$0 verify --region us-east-1 --region us-west-2", "")
          .example("$0 verify --print-policy", "the policy of the role that runs it")
          .example("$0 verify --assume-role arn:aws:iam::111122223333:role/phiguard --out evidence", "another account; keeps the evidence"),
      async ({ region = [], profile, assumeRole, endpoint, config, exceptions, signKey, json, out, format, failOn, printPolicy }) => {
        // The clients of AWS's services take a second to load, and other commands need none of them.
        const { judgeLive, readAccount, verifyPolicy } = await import("../verify/index.js");
        if (printPolicy) {
          resultJson(verifyPolicy());
          end(0);
          return;
        }
        const configuration = readConfiguration(config);
        const environment = runEnvironment({ exceptions, signKey });
        const startedAt = new Date();
        const { id, regions, found, calls } = await readAccount({ profile, assumeRole, endpoint }, region);
        const run = judgeLive(found, { configuration, environment, startedAt });
        const asked = [...calls].map(([service, count]) => `${service} ${count}`).join(", ");
        note(`Account ${printed(id)}, ${regions.join(", ")}. Calls: ${asked}.`);
        if (out !== undefined) {
          const folder = resolve(out);
          note(`Evidence: ${printed(addToLedger(folder, run, environment))}`);
          for (const path of writeReports(folder, run, format ?? ["html"])) note(`Report: ${printed(path)}`);
        }
        if (json) resultJson({ account: id, regions, calls: Object.fromEntries(calls), run: run.id, ...described(run) });
        else result(summaryOf(run));
        end(codeOf(run, failOn));
      },
    );
  },
};

function described(run: Parameters<typeof worstFirst>[0] & Parameters<typeof summaryOf>[0]) {
  const { outcome, counts, problems } = run;
  return { outcome, counts, problems, findings: worstFirst(run) };
}
