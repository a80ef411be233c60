import { resolve } from "node:path";
import type { Run } from "../../policies/evidence/run";
import { standardInput } from "../check/state-file";
import type { Command } from "../command";
import { note, printed, result, resultJson } from "../console";
import { readVerifyingKey } from "../evidence/public-keys";
import { type ExitCode, exitCode, Failure } from "../exit-code";
import { addToLedger, codeOf, readConfiguration, runEnvironment, runOptions, writeReports } from "../run-output";
import { summaryOf, worstFirst } from "../run-summary";
import { accessOptions, checkAccess } from "../verify/access-options";
import type { LiveAccount } from "../verify/read-account";

const roleNamePattern = /^[\w+=,.@/-]+$/;

/** `phiguard verify`: the rules over an account as it is. */
export const verifyCommand: Command = {
  register(parser, end) {
    parser.command(
      "verify",
      "Checks a live AWS account; nothing in it is changed.",
      (options) =>
        options
          .options(accessOptions)
          .option("assume-role", {
            type: "string",
            array: true,
            describe: "The ARN of a role that reads in place of the caller; several, for several accounts.",
          })
          .option("organization-role", {
            type: "string",
            describe: "The name of a role that reads each account of the caller's organization.",
          })
          .option("state", {
            type: "string",
            array: true,
            describe:
              "An exported state (or - for standard input) to compare the account with; those of all its stacks, to find what is in none.",
          })
          .options(runOptions)
          .option("json", { type: "boolean", default: false, describe: "Prints all findings as JSON." })
          .option("out", { type: "string", describe: "A folder for the evidence and the reports; nothing is written without it." })
          .option("evidence", {
            type: "string",
            describe: "The ledger that holds the reviews and drills of the account; else the folder of --out.",
          })
          .option("public-key", {
            type: "string",
            array: true,
            default: [],
            describe: "Reviews and drills count only where one of these keys (PEM) has signed them.",
          })
          .option("print-policy", {
            type: "boolean",
            default: false,
            describe: "Prints the IAM policy that verify needs, and reads nothing.",
          })
          .check(({ region, "assume-role": assumeRole, "organization-role": organizationRole, state, endpoint, out, format }) => {
            checkAccess({ region, assumeRoles: assumeRole ?? [], endpoint });
            if (organizationRole !== undefined && !roleNamePattern.test(organizationRole))
              throw new Failure(
                `${organizationRole} is not the name of a role`,
                "Give its name, or its path and name: --organization-role phiguard.",
              );
            if ((state ?? []).filter((file) => file === standardInput).length > 1)
              throw new Failure("standard input can be read only once", "Name - once.");
            if (format && out === undefined) throw new Failure("--format needs a folder for the reports", "Add --out DIR.");
            return true;
          })
          .example("$0 verify --region us-east-1 --region us-west-2", "")
          .example("pulumi stack export | $0 verify --state -", "also tells what was changed outside Pulumi")
          .example("$0 verify --organization-role phiguard --out evidence", "every account of the organization")
          .example("$0 verify --print-policy", "the policy of the role that runs it")
          .example("$0 verify --assume-role arn:aws:iam::111122223333:role/phiguard --out evidence", "another account; keeps the evidence"),
      async ({
        region = [],
        profile,
        assumeRole = [],
        organizationRole,
        state = [],
        endpoint,
        config,
        exceptions,
        signKey,
        json,
        out,
        evidence,
        publicKey,
        format,
        failOn,
        printPolicy,
      }) => {
        // The clients of AWS's services take a second to load, and other commands need none of them.
        const verify = await import("../verify/index.js");
        if (printPolicy) {
          resultJson(verify.verifyPolicy());
          end(0);
          return;
        }
        const configuration = readConfiguration(config);
        const environment = runEnvironment({ exceptions, signKey });
        const judging = () => ({ configuration, environment, startedAt: new Date() });
        const regions = await verify.regionsOf({ profile, endpoint }, region);
        const states = await verify.readStates(state, judging());
        const accesses = await verify.accessesOf({ profile, endpoint, assumeRole, organizationRole }, regions[0]);
        const folder = out === undefined ? undefined : resolve(out);
        const ledger = evidence === undefined ? folder : resolve(evidence);
        const publicKeys = publicKey.map(readVerifyingKey);
        const read = new Set<string>();
        const runs: ReturnType<typeof described>[] = [];
        const notRead: { readonly role: string | undefined; readonly reason: string }[] = [];
        let worst: ExitCode = 0;
        for (const access of accesses) {
          const { startedAt } = judging();
          let account: LiveAccount;
          try {
            account = await verify.readAccount(access, regions);
          } catch (error) {
            // Of several accounts, the others are still read.
            if (accesses.length === 1 || !(error instanceof Failure)) throw error;
            note(printed(`${access.assumeRole ?? "the caller's own account"}: ${error.message}`));
            notRead.push({ role: access.assumeRole, reason: error.message });
            worst = exitCode.couldNotRun;
            continue;
          }
          verify.observeActivities(account.found, ledger, publicKeys);
          const judged = verify.judgeLive(account.found, { ...judging(), startedAt }, regions);
          const run = states.length === 0 ? judged : verify.withDrift(judged, account, states);
          note(
            `Account ${printed(account.id)}, ${regions.join(", ")}. Calls: ${[...account.calls].map(([service, count]) => `${service} ${count}`).join(", ")}.`,
          );
          if (folder !== undefined) {
            note(`Evidence: ${printed(addToLedger(folder, run, environment))}`);
            for (const path of writeReports(folder, run, format ?? ["html"], accesses.length > 1)) note(`Report: ${printed(path)}`);
          }
          if (json) runs.push(described(account, run));
          else result(summaryOf(run));
          worst = Math.max(worst, codeOf(run, failOn)) as ExitCode;
          read.add(account.id);
        }
        if (json) resultJson({ runs, notRead });
        // The account of a state may be one of those that let nobody in.
        if (notRead.length === 0) verify.refuseOthers(states, read);
        end(worst);
      },
    );
  },
};

function described({ id, regions, calls }: LiveAccount, run: Run) {
  const { outcome, counts, problems, drift } = run;
  const asked = Object.fromEntries(calls);
  return { account: id, regions, calls: asked, run: run.id, outcome, counts, problems, ...(drift && { drift }), findings: worstFirst(run) };
}
