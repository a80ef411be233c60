import { aYearAfter } from "../../policies/exceptions/dates";
import { examine } from "../../policies/exceptions/examine";
import { bindingOf } from "../../policies/exceptions/law";
import { readRegisterValue } from "../../policies/exceptions/read";
import type { RegisterProblem } from "../../policies/exceptions/register";
import { type Exception, exceptionSchema } from "../../policies/exceptions/schema";
import { allRules } from "../../policies/rules/all";
import { printed, result } from "../console";
import { type ExitCode, exitCode, Failure } from "../exit-code";
import { didYouMean } from "../pack-configuration";
import type { Ask } from "../terminal";
import { RegisterDocument } from "./document";
import { judgedNow, openedRegister, problemLine, tellProblems } from "./register-file";

/** What was said of the new entry by options; what is missing is asked. */
export interface Given {
  readonly id?: string | undefined;
  readonly rules?: readonly string[] | undefined;
  /** URNs, or `type name`, or `type name stack`. */
  readonly resources?: readonly string[] | undefined;
  readonly kind?: string | undefined;
  readonly reason?: string | undefined;
  readonly measure?: string | undefined;
  readonly seenAt?: string | undefined;
  readonly riskAnalysis?: string | undefined;
  readonly owner?: string | undefined;
  readonly approver?: string | undefined;
  readonly approvedOn?: string | undefined;
  readonly expiresOn?: string | undefined;
}

const nobody = "Without a terminal, give everything by options; phiguard exceptions add --help names them.";

/** `type name [stack]`, or a URN: what a person writes on one line. Type tokens hold no spaces, names may not here. */
function target(line: string): unknown {
  if (line.startsWith("urn:")) return line;
  const [type, name, stack, ...more] = line.split(/\s+/);
  return more.length > 0 || name === undefined ? line : { type, name, ...(stack !== undefined && { stack }) };
}

class Questions {
  constructor(
    private readonly ask: Ask | undefined,
    private readonly missing: string[],
  ) {}

  /** The option, or the answer; an empty answer is the default. */
  async one(option: string, given: string | undefined, question: string, byDefault = ""): Promise<string | undefined> {
    if (given !== undefined) return given;
    const { ask } = this;
    if (!ask) {
      if (byDefault === "") this.missing.push(option);
      return byDefault === "" ? undefined : byDefault;
    }
    const answer = (await ask(`${question}${byDefault === "" ? "" : ` [${byDefault}]`}: `)).trim();
    return answer === "" ? byDefault : answer;
  }

  async several(option: string, given: readonly string[] | undefined, question: string): Promise<readonly string[]> {
    if (given && given.length > 0) return given;
    const answer = await this.one(option, undefined, `${question}, separated by commas`);
    return (answer ?? "").split(",").flatMap((part) => (part.trim() === "" ? [] : [part.trim()]));
  }
}

/** The kinds that the law leaves open for these rules; the first is the usual one. */
function kindsFor(ids: readonly string[]): readonly Exception["kind"][] {
  const required = allRules.some((rule) => ids.includes(rule.id) && bindingOf(rule) === "required");
  return required ? ["equivalent-alternative", "not-applicable"] : ["equivalent-alternative", "accepted-risk", "not-applicable"];
}

/** Asks what the options do not say. @returns the entry as it was said, not judged yet. @throws Failure where nobody is there to ask. */
async function asked(given: Given, ask: Ask | undefined, today: string): Promise<Readonly<Record<string, unknown>>> {
  const missing: string[] = [];
  const questions = new Questions(ask, missing);
  const ids = await questions.several("rule", given.rules, "Which rules");
  const unknown = ids.find((id) => !allRules.some((rule) => rule.id === id));
  if (unknown !== undefined) {
    const known = allRules.map(({ id }) => id);
    throw new Failure(`there is no rule ${printed(unknown)}${didYouMean(unknown, known)}`, "phiguard rules list names them all.");
  }
  const resources = await questions.several("resource", given.resources, "Which resources (URN, or type and name)");
  const kinds = kindsFor(ids);
  const kind = await questions.one("kind", given.kind, `Which kind (${kinds.join(", ")})`);
  const needsMeasure = kind === "equivalent-alternative";
  const needsAnalysis = kind === "accepted-risk";
  const entry = {
    id: await questions.one("id", given.id, "A name for the exception"),
    rules: ids,
    resources: resources.map(target),
    kind,
    reason: await questions.one("reason", given.reason, "Why the rule is not met as it stands"),
    measure: needsMeasure ? await questions.one("measure", given.measure, "What is done instead") : given.measure,
    seenAt: needsMeasure ? await questions.one("seen-at", given.seenAt, "Where that can be seen") : given.seenAt,
    riskAnalysis: needsAnalysis
      ? await questions.one("risk-analysis", given.riskAnalysis, "Where the risk analysis treats it")
      : given.riskAnalysis,
    owner: await questions.one("owner", given.owner, "Who answers for it"),
    approver: await questions.one("approver", given.approver, "Who approved it (not the owner)"),
    approvedOn: await questions.one("approved-on", given.approvedOn, "When it was approved", today),
  };
  const expiresOn = await questions.one(
    "expires-on",
    given.expiresOn,
    "The last day on which it counts",
    aYearAfter(entry.approvedOn ?? today),
  );
  if (missing.length > 0)
    throw new Failure(`${missing.map((option) => `--${option}`).join(", ")} ${missing.length > 1 ? "are" : "is"} missing`, nobody);
  return Object.fromEntries(Object.entries({ ...entry, expiresOn }).filter(([, value]) => value !== undefined));
}

/** `phiguard exceptions add`: writes one entry, if it would count. Nothing is written otherwise. */
export async function add(file: string, given: Given, ask: Ask | undefined, configuration: string | undefined): Promise<ExitCode> {
  const document = new RegisterDocument(file);
  const options = judgedNow(configuration);
  const said = await asked(given, ask, options.today);
  const reading = readRegisterValue({ version: 1, exceptions: [said] });
  // Whether it needs a signature is the register's to say: it is signed after it was written.
  const { problems } = examine(reading, undefined, { ...options, settings: { ...options.settings, exceptionKeys: [] } });
  const wrong = problems.filter(({ blocks }) => blocks);
  if (wrong.length > 0) {
    throw new Failure(wrong.map((problem) => problemLine("the new exception", problem)).join("\n"), "Nothing was written.");
  }
  const entry = exceptionSchema.parse(said);
  document.add([entry]);
  document.write();
  result(
    printed(
      `${file}: ${entry.id} was added${document.isNew ? ", and the register begun" : ""}. Commit it, so that its approval is reviewed.`,
    ),
  );
  const others: readonly RegisterProblem[] = openedRegister(file, options).problems;
  return tellProblems(
    file,
    others.filter((problem) => problem.entry === entry.id),
  )
    ? exitCode.wrongUsage
    : exitCode.compliant;
}
