import type { RunVerdict } from "../../policies/evidence/run";
import { markdownCode, markdownText } from "./markdown-text";
import { type Overview, type RuleOverview, worstOf } from "./overview";
import { counted, moment, nameOf, number, outcomeWords, reasonOf, sourceWords } from "./words";

/** How many findings are shown at once; the others are folded. */
const shownAtOnce = 10;

/** A comment on GitHub has at most 65,536 characters. Bytes are counted here, which are never fewer, and room is left for what a workflow adds. */
const longestComment = 64_000;

/** A comment for a pull request: the outcome, the counts, the ten worst, the rest folded. */
export function markdownComment(overview: Overview): string {
  const findings = worstOf(overview);
  const shown = findings.slice(0, shownAtOnce).map((finding) => line(finding, overview));
  const start = [outcome(overview), counts(overview), problems(overview)].filter((part) => part !== "");
  const end = [exceptions(overview), footer(overview)].filter((part) => part !== "");
  if (shown.length > 0) start.push(["### What to look at first", "", ...shown].join("\n"));
  const room = longestComment - bytes([...start, ...end].join("\n\n"));
  return `${[...start, folded(findings.slice(shownAtOnce), overview, room), ...end].filter((part) => part !== "").join("\n\n")}\n`;
}

function bytes(text: string): number {
  return Buffer.byteLength(text);
}

function outcome({ run }: Overview): string {
  const subject = [run.project, run.stack].filter((part) => part !== undefined && part !== "").map((part) => markdownCode(part ?? ""));
  const of = subject.length > 0 ? ` of ${subject.join(" / ")}` : "";
  const title =
    run.outcome === "blocked"
      ? `## ⛔ HIPAA safeguards${of}: blocked by ${counted(run.counts.blocking, "finding")}`
      : run.complete
        ? `## ✅ HIPAA safeguards${of}: nothing blocks`
        : `## ⛔ HIPAA safeguards${of}: not judged to the end`;
  return run.complete ? title : `${title}\n\n**The engine stopped before the whole stack was judged: this says only what was seen.**`;
}

function counts({ run: { counts: count } }: Overview): string {
  return [
    "| blocks | findings | undetermined | excepted | passed | resources |",
    "|---:|---:|---:|---:|---:|---:|",
    `| ${[count.blocking, count.fail, count.undetermined, count.excepted, count.pass, count.resources].map(number).join(" | ")} |`,
  ].join("\n");
}

function problems({ run }: Overview): string {
  const most = 5;
  const lines = run.problems.slice(0, most).map(({ where, message }) => `- ${where}: ${shortened(message)}`);
  if (lines.length === 0) return "";
  if (run.problems.length > most) lines.push(`- ${counted(run.problems.length - most, "more problem")}`);
  return ["### Problems with the checking itself", "", ...lines].join("\n");
}

/** A clause may list many names; in a comment its beginning says enough. */
function shortened(text: string): string {
  const longest = 300;
  const characters = [...text];
  return markdownText(characters.length > longest ? `${characters.slice(0, longest).join("")}…` : text);
}

function shortName(name: string): string {
  const longest = 120;
  const characters = [...name];
  return markdownCode(characters.length > longest ? `${characters.slice(0, longest).join("")}…` : name);
}

function line({ rule, verdict }: { readonly rule: RuleOverview; readonly verdict: RunVerdict }, overview: Overview): string {
  const resource = overview.resource(verdict.urn);
  const where = resource?.location && ` at ${shortName(`${resource.location.file}:${resource.location.line}`)}`;
  const state = [
    verdict.blocks ? "**blocks**" : "advisory",
    rule.rule.severity,
    verdict.outcome === "fail" ? [] : outcomeWords[verdict.outcome],
  ];
  return [
    `- ${shortName(nameOf(verdict, resource))}${where ?? ""}: ${shortened(reasonOf(verdict, rule.rule))} (${state.flat().join(", ").toLowerCase()})`,
    `  <br>${rule.rule.cites.slice(0, 3).join(", ")} · ${shortName(rule.id)} · ${shortened(rule.rule.remedy)}`,
  ].join("\n");
}

/** As many of the others as there is room for; how many are left out is said. */
function folded(findings: ReturnType<typeof worstOf>, overview: Overview, room: number): string {
  if (findings.length === 0) return "";
  const start = `<details><summary>${counted(findings.length, "more finding")}</summary>\n\n`;
  const end = "\n\n</details>";
  const leftOut = (count: number) => `- … and ${number(count)} more; the report has all of them.`;
  let left = room - bytes(start) - bytes(end) - bytes(leftOut(findings.length)) - 16;
  const lines: string[] = [];
  for (const finding of findings) {
    const text = line(finding, overview);
    left -= bytes(text) + 1;
    if (left < 0) break;
    lines.push(text);
  }
  if (lines.length < findings.length) lines.push(leftOut(findings.length - lines.length));
  return `${start}${lines.join("\n")}${end}`;
}

function exceptions({ run }: Overview): string {
  const used = (run.register?.entries ?? []).filter(({ covers }) => covers > 0);
  if (used.length === 0) return "";
  const most = 10;
  const lines = used
    .slice(0, most)
    .map(
      ({ id, covers, approver, expiresOn }) =>
        `- ${shortName(id)} covers ${counted(covers, "finding")}, approved by ${shortName(approver)}, until ${shortened(expiresOn)}`,
    );
  if (used.length > most) lines.push(`- … and ${number(used.length - most)} more`);
  return [`<details><summary>${counted(used.length, "exception")} in use</summary>\n`, ...lines, "\n</details>"].join("\n");
}

function footer({ run }: Overview): string {
  const commit = run.commit === undefined ? "" : `, commit ${shortName(run.commit.slice(0, 12))}`;
  const pack = `phiguard ${shortName(run.pack.version)}`;
  return `<sub>${sourceWords[run.source]}, ${shortened(moment(run.finishedAt))}${commit}, ${pack}, record ${shortName(run.id)}</sub>`;
}
