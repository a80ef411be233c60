import type { Command } from "../command";
import { resultJson } from "../console";
import { ledgerFolder, ledgerOption } from "../evidence/ledger-folder";
import { Failure } from "../exit-code";
import { runEnvironment, runOptions } from "../run-output";
import { terminal } from "../terminal";
import { accessOptions, assumeRoleOption, checkAccess } from "../verify/access-options";

/** `phiguard review`: the review of logs, and its record. */
export const reviewCommand: Command = {
  register(parser, end) {
    parser.command(
      "review",
      "Runs the log review's queries, shows what they find, and records the review.",
      (options) =>
        options
          .options(accessOptions)
          .option("assume-role", assumeRoleOption)
          .option("log-group", {
            type: "string",
            array: true,
            describe: "A log group with the trail's events, in place of those of the trails.",
          })
          .option("since", {
            type: "string",
            describe: "Where the period begins, 2026-11-16; else where the last review ended, or 7 days ago.",
          })
          .option("until", { type: "string", describe: "Where the period ends; now where it is left out." })
          .option("covers", { type: "string", array: true, describe: "A further account, of an organization's trail." })
          .option("from", { type: "string", describe: "A file with what the reviewer says, in place of questions." })
          .option("evidence", ledgerOption)
          .option("sign-key", runOptions["sign-key"])
          .option("show", { type: "boolean", default: false, describe: "Shows what the queries find, and records nothing." })
          .option("json", { type: "boolean", default: false, describe: "Prints the record and all that was found as JSON." })
          .option("print-policy", {
            type: "boolean",
            default: false,
            describe: "Prints the IAM policy that a reviewer needs, and reads nothing.",
          })
          .conflicts("from", ["since", "until", "covers"])
          .check(({ region, "assume-role": assumeRole, endpoint, from, show }) => {
            checkAccess({ region, assumeRoles: assumeRole === undefined ? [] : [assumeRole], endpoint });
            if (show && from !== undefined) throw new Failure("--show records nothing, so it takes no --from", "Leave one of them out.");
            return true;
          })
          .example("$0 review --region us-east-1 --evidence evidence", "asks for the outcome at the terminal")
          .example("$0 review --since 2026-11-16 --show", "shows what is found, and records nothing")
          .example("$0 review --from record.yaml --sign-key key.pem", "without a terminal, signed"),
      async ({
        region = [],
        profile,
        assumeRole,
        endpoint,
        logGroup = [],
        since,
        until,
        covers = [],
        from,
        evidence,
        signKey,
        show,
        json,
        printPolicy,
      }) => {
        // The clients of AWS's services take a while to load, and other commands need none of them.
        const { review, reviewPolicy } = await import("../review/index.js");
        if (printPolicy) {
          resultJson(reviewPolicy());
          end(0);
          return;
        }
        const person = from === undefined && !show ? terminal() : undefined;
        try {
          end(
            await review({
              access: { profile, assumeRole, endpoint },
              regions: region,
              logGroups: logGroup,
              since,
              until,
              covers,
              from,
              ledger: ledgerFolder(evidence),
              environment: runEnvironment({ signKey }),
              show,
              json,
              ask: person?.ask,
            }),
          );
        } finally {
          person?.close();
        }
      },
    );
  },
};
