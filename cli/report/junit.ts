import { create } from "xmlbuilder2";
import type { RunProblem, RunVerdict } from "../../policies/evidence/run";
import type { Overview, RuleOverview } from "./overview";
import { nameOf, reasonOf, subjectOf } from "./words";

/** One test: a rule on a resource. `skipped` is what does not stop a deployment and is not simply fine either. */
interface TestCase {
  readonly name: string;
  readonly result?: { readonly kind: "failure" | "skipped"; readonly type: string; readonly message: string; readonly text: string };
}

type Element = ReturnType<ReturnType<typeof create>["ele"]>;

/**
 * JUnit's XML, as continuous integration reads it: a suite for each rule that spoke, a test for each resource. What blocks is a failure;
 * what does not (advisory findings, undetermined, excepted) is skipped with its reason, so that the outcome is that of the run.
 */
export function junitReport(overview: Overview): string {
  const { run } = overview;
  const suites = [
    ...(run.problems.length > 0 || !run.complete
      ? [{ name: "phiguard", cases: [...(run.complete ? [] : [unfinished]), ...run.problems.map(problemCase)] }]
      : []),
    ...overview.rules.map((rule) => ({ name: rule.id, cases: casesOf(rule, overview) })).filter(({ cases }) => cases.length > 0),
  ];
  const document = create({ version: "1.0", encoding: "UTF-8" });
  const root = document.ele("testsuites", { name: `phiguard: ${subjectOf(run)}`, ...totals(suites.flatMap(({ cases }) => cases)) });
  for (const { name, cases } of suites) {
    const suite = root.ele("testsuite", { name, timestamp: run.startedAt.replace(/\.\d+Z$|Z$/, ""), ...totals(cases) });
    for (const test of cases) writeCase(suite, name, test);
  }
  return `${document.end({ prettyPrint: true })}\n`;
}

function totals(cases: readonly TestCase[]): Record<string, string> {
  const count = (kind: "failure" | "skipped") => cases.filter(({ result }) => result?.kind === kind).length;
  return { tests: `${cases.length}`, failures: `${count("failure")}`, errors: "0", skipped: `${count("skipped")}`, time: "0" };
}

function writeCase(suite: Element, classname: string, { name, result }: TestCase): void {
  const test = suite.ele("testcase", { classname, name, time: "0" });
  if (result === undefined) return;
  // The schema that most readers share gives a skipped test no type.
  if (result.kind === "failure") test.ele("failure", { type: result.type, message: result.message }).txt(result.text);
  else test.ele("skipped", { message: `${result.type}: ${result.message}` });
}

const stopped = "The engine stopped before the whole stack was judged: this says only what was seen.";

/** A view without a test that failed would be taken for a run that passed. */
const unfinished: TestCase = {
  name: "the whole stack is judged",
  result: { kind: "failure", type: "incomplete", message: stopped, text: stopped },
};

function problemCase({ where, message, blocks }: RunProblem): TestCase {
  return { name: where, result: { kind: blocks ? "failure" : "skipped", type: "problem", message, text: message } };
}

function casesOf(rule: RuleOverview, overview: Overview): readonly TestCase[] {
  const { fail, undetermined, excepted, pass } = rule.verdicts;
  return [...fail, ...undetermined, ...excepted, ...pass].map((verdict) => {
    const resource = overview.resource(verdict.urn);
    const name = resource === undefined ? nameOf(verdict, resource) : `${nameOf(verdict, resource)} (${resource.type})`;
    if (verdict.outcome === "pass") return { name };
    return {
      name,
      result: {
        kind: verdict.blocks ? "failure" : "skipped",
        type: verdict.blocks || verdict.outcome !== "fail" ? verdict.outcome : "advisory",
        message: messageOf(verdict, rule, overview),
        text: explanation(rule, verdict),
      },
    };
  });
}

function messageOf(verdict: RunVerdict, { rule }: RuleOverview, overview: Overview): string {
  const exception = overview.exception(verdict.exception);
  if (verdict.outcome !== "excepted" || exception === undefined) return reasonOf(verdict, rule);
  return `${exception.reason} (${exception.id}, approved by ${exception.approver}, expires ${exception.expiresOn})`;
}

function explanation({ rule }: RuleOverview, { urn, evidence }: RunVerdict): string {
  return [
    ...evidence.map(({ path, found, wanted }) => `${path === "" ? "the resource" : path}: found ${found}, wanted ${wanted}`),
    `45 CFR ${rule.cites.join(", ")}`,
    `Threat: ${rule.threat}`,
    `Remedy: ${rule.remedy}`,
    ...(urn === undefined ? [] : [urn]),
  ].join("\n");
}
