import type { Register } from "../../policies/exceptions/register";
import { printed, result, resultJson } from "../console";
import { type ExitCode, exitCode } from "../exit-code";
import { judgedNow, openedRegister, tellProblems } from "./register-file";

/** What `check` says for programs. */
function checked(file: string, { origin, entries, counting, problems }: Register) {
  return { file, sha256: origin?.sha256, exceptions: entries.length, counting: counting.length, problems };
}

/** `phiguard exceptions check`: everything that is wrong with a register, without a stack. */
export function check(file: string, configuration: string | undefined, json: boolean): ExitCode {
  const register = openedRegister(file, judgedNow(configuration));
  if (json) resultJson(checked(file, register));
  const wrong = json ? register.problems.some(({ blocks }) => blocks) : tellProblems(file, register.problems);
  if (wrong) return exitCode.wrongUsage;
  if (!json) result(printed(`${file} is right: ${register.counting.length} exceptions.`));
  return exitCode.compliant;
}
