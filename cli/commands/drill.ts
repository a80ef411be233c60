import type { Command } from "../command";
import { resultJson } from "../console";
import { ledgerFolder, ledgerOption } from "../evidence/ledger-folder";
import { runEnvironment, runOptions } from "../run-output";
import { terminal } from "../terminal";
import { accessOptions, assumeRoleOption, checkAccess } from "../verify/access-options";

/** `phiguard drill`: a drill of the emergency access procedure, and its record. */
export const drillCommand: Command = {
  register(parser, end) {
    parser.command(
      "drill",
      "Records a drill of the emergency access procedure, with what CloudTrail knows of it.",
      (options) =>
        options
          .options(accessOptions)
          .option("assume-role", assumeRoleOption)
          .option("from", { type: "string", describe: "A file with what is said of the drill, in place of questions." })
          .option("evidence", ledgerOption)
          .option("sign-key", runOptions["sign-key"])
          .option("json", { type: "boolean", default: false, describe: "Prints the record as JSON." })
          .option("print-policy", { type: "boolean", default: false, describe: "Prints the IAM policy of the look-up, and reads nothing." })
          .check(({ region, "assume-role": assumeRole, endpoint }) => {
            checkAccess({ region, assumeRoles: assumeRole === undefined ? [] : [assumeRole], endpoint });
            return true;
          })
          .example("$0 drill --evidence evidence", "asks how it went at the terminal")
          .example("$0 drill --from drill.yaml --sign-key key.pem", "without a terminal, signed"),
      async ({ region = [], profile, assumeRole, endpoint, from, evidence, signKey, json, printPolicy }) => {
        // The clients of AWS's services take a while to load, and other commands need none of them.
        const { drill, drillPolicy } = await import("../review/index.js");
        if (printPolicy) {
          resultJson(drillPolicy());
          end(0);
          return;
        }
        const person = from === undefined ? terminal() : undefined;
        try {
          end(
            await drill({
              access: { profile, assumeRole, endpoint },
              regions: region,
              from,
              ledger: ledgerFolder(evidence),
              environment: runEnvironment({ signKey }),
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
