/** What a person reads of a run in a terminal: counts, and the worst of what was found. */
import colors from "picocolors";
import type { Run, RunDrift, RunVerdict } from "../policies/evidence/run";
import type { Severity } from "../policies/rule";
import { printed } from "./console";

const severities: readonly Severity[] = ["critical", "high", "medium", "low"];
const outcomes: readonly RunVerdict["outcome"][] = ["fail", "undetermined", "excepted", "pass"];

/** Findings, the worst first: what blocks, then failures, then by severity. */
export function worstFirst({ verdicts, rules }: Pick<Run, "verdicts" | "rules">): readonly RunVerdict[] {
  const rank = ({ blocks, outcome, rule }: RunVerdict) => [
    blocks ? 0 : 1,
    outcomes.indexOf(outcome),
    severities.indexOf(rules[rule]?.severity ?? "low"),
  ];
  const findings = verdicts.filter(({ outcome }) => outcome === "fail" || outcome === "undetermined");
  return findings
    .map((verdict) => ({ verdict, rank: rank(verdict) }))
    .sort((one, other) => one.rank.map((value, index) => value - (other.rank[index] ?? 0)).find((difference) => difference !== 0) ?? 0)
    .map(({ verdict }) => verdict);
}

/** The name that the program gave, from a URN. */
export function nameOfUrn(urn: string): string {
  return urn.split("::").slice(3).join("::") || urn;
}

function line(verdict: RunVerdict, { rules }: Pick<Run, "rules">): string {
  const mark = verdict.blocks ? colors.red("blocks") : colors.yellow(verdict.outcome === "fail" ? "advice" : "open  ");
  const resource = verdict.urn === undefined ? "the stack" : nameOfUrn(verdict.urn);
  const where = verdict.within === undefined ? resource : `${resource} (${verdict.within})`;
  const [first] = verdict.evidence;
  const reading = first === undefined ? "" : ` (${first.path === "" ? "" : `${first.path} is `}${first.found}, wanted ${first.wanted})`;
  const because = verdict.because === "" ? `not so: ${rules[verdict.rule]?.title ?? verdict.rule}` : verdict.because;
  return `  ${mark} ${colors.bold(printedLine(where))} ${verdict.rule}: ${printedLine(`${because}${reading}`)}`;
}

const longestLine = 300;

function printedLine(text: string): string {
  const safe = printed(text).replace(/\s+/g, " ");
  return safe.length > longestLine ? `${safe.slice(0, longestLine)}…` : safe;
}

const changes: Readonly<Record<RunDrift["change"], string>> = {
  weakened: "weakened outside Pulumi",
  deleted: "deleted outside Pulumi",
  strengthened: "strengthened outside Pulumi",
  unmanaged: "in no state",
};

/** Of changes that somebody made, each is worth its line; a state that was not named may bring thousands. */
const mostDrift = 50;

/** What differs between the account and the states, the worst first. */
function driftLines({ drift = [] }: Run): readonly string[] {
  const order = Object.keys(changes);
  const sorted = drift.toSorted((one, other) => order.indexOf(one.change) - order.indexOf(other.change));
  const more = sorted.length > mostDrift ? [`  … and ${sorted.length - mostDrift} more changes; --json prints them all`] : [];
  const lines = sorted.slice(0, mostDrift).map(({ change, urn, rule, because, readings }) => {
    const read = readings.map(({ path, was, is }) => `${path === "" ? "" : `${path} `}was ${was ?? "not there"}, is ${is ?? "not there"}`);
    const why = [rule, because, ...read].filter((text) => text !== undefined && text !== "");
    return `  ${colors.magenta("drift ")} ${colors.bold(printedLine(nameOfUrn(urn)))} ${changes[change]}${why.length > 0 ? `: ${printedLine(why.join("; "))}` : ""}`;
  });
  return [...lines, ...more];
}

/** Counts, the ten worst findings, and what was wrong with the checking itself. */
export function summaryOf(run: Run): string {
  const { counts, outcome, complete, problems } = run;
  const most = 10;
  const findings = worstFirst(run);
  const more = findings.length > most ? [`  … and ${findings.length - most} more`] : [];
  const where = run.stack === undefined ? "" : ` ${run.project === undefined ? "" : `${run.project}/`}${run.stack}`;
  const passed = complete ? colors.green("compliant") : colors.red("not judged to the end");
  const judged = outcome === "blocked" ? colors.red("blocked") : passed;
  const excepted = counts.excepted > 0 ? `, ${counts.excepted} excepted` : "";
  return [
    ...problems.map(
      ({ where: of, message, blocks }) => `  ${blocks ? colors.red("wrong ") : colors.yellow("note  ")} ${of}: ${printedLine(message)}`,
    ),
    ...findings.slice(0, most).map((verdict) => line(verdict, run)),
    ...more,
    ...driftLines(run),
    `${judged}${printed(where)}: ${counts.resources} resources, ${counts.pass} checks passed, ` +
      `${counts.fail} failed, ${counts.undetermined} undetermined${excepted}; ${counts.blocking} block`,
    ...(complete ? [] : [colors.red("The engine stopped before the whole stack was judged: this is only what was seen.")]),
  ].join("\n");
}
