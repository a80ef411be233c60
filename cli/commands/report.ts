import { resolve } from "node:path";
import type { Command } from "../command";
import { note, printed, result, resultJson } from "../console";
import { readActivities } from "../evidence/activities";
import { readHistory } from "../evidence/history-file";
import { renderReports, reportFormats } from "../report";
import { formatsOf, ledgerOf, readRun } from "../report/read-run";

/** `phiguard report --run FILE`: a record of a run, as people and programs read it. */
export const reportCommand: Command = {
  register(parser) {
    parser.command(
      "report",
      "Writes reports of a run from its record: HTML, SARIF, OSCAL, CSV, JUnit, Markdown.",
      (options) =>
        options
          .option("run", { type: "string", demandOption: true, describe: "The record of a run: a file in runs/ of a ledger." })
          .option("format", {
            type: "string",
            default: "html",
            describe: `One or more of ${reportFormats.join(", ")}, with commas between them.`,
          })
          .option("out", {
            type: "string",
            default: "reports",
            describe: "The folder for the reports; files of the same names are replaced.",
          })
          .option("history", {
            type: "string",
            describe: "The ledger whose earlier runs, reviews and drills are shown; by default the one that the record lies in.",
          })
          .option("json", { type: "boolean", default: false, describe: "Prints the written files as JSON." })
          .example("$0 report --run ledger/runs/2026-11-22.json", "one page to read, in reports/")
          .example("$0 report --run run.json --format sarif,markdown --out out", "what a workflow uploads"),
      ({ run: file, format, out, history, json }) => {
        const run = readRun(file);
        const ledger = history ?? ledgerOf(file);
        const earlier = ledger === undefined ? [] : readHistory(ledger).map((entry) => ({ ...entry, id: entry.run }));
        const activities = ledger === undefined ? [] : readActivities(ledger).activities;
        const files = renderReports(run, { formats: formatsOf(format), folder: resolve(out), history: earlier, activities });
        if (json) resultJson(files);
        else for (const { path } of files) result(printed(path));
        if (!run.complete) note("The record is not complete: the engine stopped before the whole stack was judged.");
      },
    );
  },
};
