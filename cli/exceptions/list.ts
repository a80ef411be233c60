import Table from "cli-table3";
import { targetText } from "../../policies/exceptions/record";
import type { Register } from "../../policies/exceptions/register";
import type { Exception } from "../../policies/exceptions/schema";
import { note, printed, result, resultJson } from "../console";
import { type ExitCode, exitCode } from "../exit-code";
import { judgedNow, openedRegister, tellProblems } from "./register-file";

/** Whether an exception counts today, and why not. */
function stateOf(entry: Exception, { counting, problems }: Register): string {
  const [first] = problems.filter((problem) => problem.entry === entry.id && problem.blocks === !counting.includes(entry));
  if (counting.includes(entry)) return first ? "expires soon" : "counts";
  return first?.code === "expired" ? "expired" : "does not count";
}

/** `phiguard exceptions list`: the entries, and whether they count today. */
export function list(file: string, configuration: string | undefined, json: boolean): ExitCode {
  const register = openedRegister(file, judgedNow(configuration));
  if (json) {
    resultJson(register.entries.map((entry) => ({ ...entry, state: stateOf(entry, register) })));
    return exitCode.compliant;
  }
  const table = new Table({
    head: ["exception", "kind", "rules", "resources", "approved by", "until", "state"],
    style: { head: [], border: [] },
  });
  for (const entry of register.entries) {
    const { id, kind, rules, resources, approver, expiresOn } = entry;
    const row = [id, kind, rules.join("\n"), resources.map(targetText).join("\n"), approver, expiresOn, stateOf(entry, register)];
    table.push(row.map(printed));
  }
  result(`${table.toString()}\n${register.entries.length} exceptions, ${register.counting.length} count`);
  if (
    tellProblems(
      file,
      register.problems.filter(({ entry, blocks }) => entry === undefined && blocks),
    )
  ) {
    note("phiguard exceptions check tells all that is wrong.");
  }
  return exitCode.compliant;
}
