import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { type ReportFormat, renderReports } from "../../cli/report";
import type { RunSummary } from "../../cli/report/history";
import type { Activity } from "../../policies/evidence/activity";
import type { Run } from "../../policies/evidence/run";
import { sampleDrill, sampleReview } from "../review/sample-activity";

const folders: string[] = [];

/** A new folder, gone after `removeFolders`. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "phiguard-report-"));
  folders.push(folder);
  return folder;
}

export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** The files of one format as they lie on the disk, by name. */
export function rendered(
  run: Run,
  format: ReportFormat,
  history: readonly RunSummary[] = [],
  activities: readonly Activity[] = [],
): Readonly<Record<string, string>> {
  const files = renderReports(run, { formats: [format], folder: temporaryFolder(), history, activities });
  return Object.fromEntries(files.map(({ path }) => [basename(path), readFileSync(path, "utf8")]));
}

/** A review and two drills that the run's report shows. @param text what a person wrote */
export function activitiesOf({ finishedAt: recordedAt }: Run, text: string): readonly Activity[] {
  const said = { recordedAt, findings: text, followUp: text, ticket: text, by: text };
  return [
    sampleReview({ ...said, outcome: "follow-up", lookedAt: text }),
    sampleDrill({ ...said, outcome: "failed" }),
    sampleDrill({ ...said, heldAt: "2026-01-01T00:00:00.000Z" }),
  ];
}

/** Where a pattern is found, with what stands around it: what a failing test shows in place of a whole report. Undefined where it is not found. */
export function around(text: string, pattern: RegExp): string | undefined {
  const found = pattern.exec(text);
  return found === null ? undefined : text.slice(Math.max(0, found.index - 60), found.index + 60);
}

/** What some reader of a report would act on, one thing after the other. */
export const hostileTexts = {
  html: "<script>alert(1)</script><img src=x onerror=alert(1)>\"'></textarea></style></title>",
  markdown:
    "`@octocat` **bold** [link](javascript:alert) ![image](https://example.com/x.png) #12 | cell | <details> $x$ www.example.com ~~s~~\n\n# heading\n- item",
  terminal: "\u001b[31mred\u001b]8;;https://example.com\u0007\u009b2J\u0000\u0008\u202egnp.exe\u2066\ufeff",
  formula: '=HYPERLINK("https://example.com")',
  xml: "]]> <!-- --> &amp; &#0; \ud800 \uffff <!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>",
  sarif: "{0} [link](1) \\[x]",
} as const;

/** Characters that act on a terminal or hide, and have no place in any report: controls but for line breaks and tabs, and what has no width. */
export const actingCharacters = /[^\P{Cc}\n\r\t]|[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
