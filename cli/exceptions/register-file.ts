import { resolve } from "node:path";
import type { Argv } from "yargs";
import { packPolicyName } from "../../policies/crossguard/pack-policy-name";
import { dayOf } from "../../policies/exceptions/dates";
import type { ExamineOptions } from "../../policies/exceptions/examine";
import { openFile } from "../../policies/exceptions/open";
import { problemText } from "../../policies/exceptions/problem-text";
import type { Register, RegisterProblem } from "../../policies/exceptions/register";
import { allRules } from "../../policies/rules/all";
import { defaultSettings, type Settings } from "../../policies/settings";
import { note, printed } from "../console";
import { Failure } from "../exit-code";
import { didYouMean, readJsonFile, readPackConfiguration } from "../pack-configuration";

/** The register's name where none is given, in the folder where the command is run. */
export const usualName = "phiguard-exceptions.yaml";

export const jsonOption = { type: "boolean", default: false, describe: "Prints JSON." } as const;

export const fileOption = { type: "string", default: usualName, describe: "The register." } as const;

/** The options of every command that judges a register. */
export function withConfiguration<Given>(options: Argv<Given>) {
  return options.option("config", {
    type: "string",
    describe: "The pack's configuration: its settings decide what may be excepted.",
  });
}

/** The settings of a pack configuration; the defaults where none is named. @throws Failure where it is wrong. */
export function settingsOf(file: string | undefined): Settings {
  if (file === undefined) return defaultSettings;
  const { settings, problems } = readPackConfiguration(readJsonFile(file));
  const [wrong] = problems.filter(({ at }) => at === "" || at.startsWith(`${packPolicyName}.`));
  if (wrong) throw new Failure(`${file}: ${wrong.at} ${wrong.problem}`, "phiguard validate-config tells all that is wrong with it.");
  return settings;
}

/** Under what a register is judged here and now. */
export function judgedNow(configuration: string | undefined): ExamineOptions & { readonly settings: Settings } {
  return { rules: allRules, settings: settingsOf(configuration), today: dayOf(new Date()) };
}

/** Opens a register. @throws Failure where there is none, or none that can be read. */
export function openedRegister(file: string, options: ExamineOptions): Register {
  const register = openFile(resolve(file), "command line", options);
  const [unreadable] = register.problems;
  if (!register.origin && unreadable) {
    throw new Failure(
      unreadable.message.replace("the register that command line names", file),
      "Name the register, or begin one with phiguard exceptions add.",
    );
  }
  return register;
}

/** A problem as one line, `file:line:column: what is wrong`; of an unknown rule, with the one that was probably meant. */
export function problemLine(file: string, problem: RegisterProblem): string {
  const { rule, line, column, ...rest } = problem;
  const meant =
    rule === undefined
      ? ""
      : didYouMean(
          rule,
          allRules.map(({ id }) => id),
        );
  const at = line === undefined ? "" : `:${line}${column === undefined ? "" : `:${column}`}`;
  const weight = problem.blocks ? "" : "note: ";
  return `${file}${at}: ${weight}${problemText({ ...rest, message: `${problem.message}${meant}` })}`;
}

/** Tells what is wrong with a register. @returns whether something in it does not count. */
export function tellProblems(file: string, problems: readonly RegisterProblem[]): boolean {
  for (const problem of problems) note(printed(problemLine(file, problem)).replace(/\s+/g, " "));
  return problems.some(({ blocks }) => blocks);
}
