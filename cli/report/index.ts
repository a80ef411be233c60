import { join } from "node:path";
import type { Activity } from "../../policies/evidence/activity";
import type { Run } from "../../policies/evidence/run";
import type { RunSummary } from "./history";
import { type Overview, overviewOf } from "./overview";
import { writeWhole } from "./write";

/** The forms of a report, in the order in which they are offered. */
export const reportFormats = ["html", "sarif", "oscal", "csv", "junit", "markdown"] as const;

export type ReportFormat = (typeof reportFormats)[number];

export interface ReportOptions {
  readonly formats: readonly ReportFormat[];
  /** Made where it is not there; files of the same names are replaced. */
  readonly folder: string;
  /** Earlier runs, of whatever stack and in any order: the trend takes its own. A `Run` is a summary too. */
  readonly history?: readonly RunSummary[];
  /** What people recorded in the ledger: reviews and drills, in any order. */
  readonly activities?: readonly Activity[];
}

/** A file of a report. */
export interface ReportFile {
  readonly format: ReportFormat;
  readonly path: string;
}

/** The contents of the files of one format, by file name. */
type Rendered = Readonly<Record<string, string>>;

/**
 * Writes the reports of a run. Each file is written whole or not at all.
 * @throws Failure where the folder cannot be written, or the record contradicts itself.
 */
export function renderReports(run: Run, { formats, folder, history = [], activities = [] }: ReportOptions): readonly ReportFile[] {
  const overview = overviewOf(run, activities);
  const files: ReportFile[] = [];
  for (const format of reportFormats.filter((known) => formats.includes(known))) {
    for (const [name, text] of Object.entries(rendered(format, overview, history))) {
      const path = join(folder, name);
      writeWhole(path, text);
      files.push({ format, path });
    }
  }
  return files;
}

/** What a format needs is loaded only for it: most commands write no report, and most reports are of one format. */
function rendered(format: ReportFormat, overview: Overview, history: readonly RunSummary[]): Rendered {
  switch (format) {
    case "html": {
      const { htmlPage }: typeof import("./html/page") = require("./html/page");
      return { "report.html": htmlPage(overview, history) };
    }
    case "sarif": {
      const { sarifLog }: typeof import("./sarif") = require("./sarif");
      return { "phiguard.sarif": sarifLog(overview) };
    }
    case "oscal": {
      const { assessmentResults }: typeof import("./oscal/assessment-results") = require("./oscal/assessment-results");
      const { componentDefinition }: typeof import("./oscal/component-definition") = require("./oscal/component-definition");
      return {
        "oscal-assessment-results.json": assessmentResults(overview),
        "oscal-component-definition.json": componentDefinition(overview),
      };
    }
    case "csv": {
      const { csvFiles }: typeof import("./csv") = require("./csv");
      return csvFiles(overview);
    }
    case "junit": {
      const { junitReport }: typeof import("./junit") = require("./junit");
      return { "junit.xml": junitReport(overview) };
    }
    case "markdown": {
      const { markdownComment }: typeof import("./markdown") = require("./markdown");
      return { "comment.md": markdownComment(overview) };
    }
  }
}
