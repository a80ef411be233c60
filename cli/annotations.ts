import type { Run, RunProblem, RunVerdict } from "../policies/evidence/run";
import { visible } from "./report/visible";
import { nameOfUrn } from "./run-summary";

/** GitHub shows ten annotations of each level for a step, and drops the others. Source: GitHub Docs, "Workflow commands", limits of check annotations. */
const mostOfALevel = 10;

/** As GitHub's own toolkit writes them: a message must not end a command or begin another. */
function escapedData(text: string): string {
  return visible(text).replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapedProperty(text: string): string {
  return escapedData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

function annotation(level: "error" | "warning", run: Run, verdict: RunVerdict): string {
  const location = run.resources.find(({ urn }) => urn === verdict.urn)?.location;
  const where = location ? `file=${escapedProperty(location.file)},line=${location.line},` : "";
  const remedy = run.rules[verdict.rule]?.remedy ?? "";
  const title = escapedProperty(`${verdict.rule}: ${verdict.urn === undefined ? "the stack" : nameOfUrn(verdict.urn)}`);
  return `::${level} ${where}title=${title}::${escapedData(`${verdict.because}. ${remedy}`)}`;
}

/** What is wrong with the checking itself: the settings, the register. */
function problemAnnotation({ where, message }: RunProblem): string {
  return `::error title=${escapedProperty(`phiguard: ${where}`)}::${escapedData(message)}`;
}

/** What is wrong with the checking and the worst findings of a run, as GitHub's workflow commands: what blocks as errors, other failures as warnings. */
export function annotationsOf(run: Run): readonly string[] {
  const blocking = [
    ...run.problems.filter(({ blocks }) => blocks).map((problem) => () => problemAnnotation(problem)),
    ...run.verdicts.filter(({ blocks }) => blocks).map((verdict) => () => annotation("error", run, verdict)),
  ];
  const failing = run.verdicts
    .filter(({ blocks, outcome }) => !blocks && outcome === "fail")
    .map((verdict) => () => annotation("warning", run, verdict));
  const told = [...blocking.slice(0, mostOfALevel), ...failing.slice(0, mostOfALevel)].map((written) => written());
  const more = blocking.length + failing.length - told.length;
  return more > 0 ? [...told, `::notice title=phiguard::${more} more findings are in the report.`] : told;
}
