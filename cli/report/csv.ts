import { stringify } from "csv-stringify/sync";
import type { RunResource } from "../../policies/evidence/run";
import type { Overview } from "./overview";
import { activityOutcomeWords, activityWords, kindWords, nameOf, outcomeWords, proofWords, reasonOf } from "./words";

type Row = Readonly<Record<string, string | number>>;

/**
 * A table that spreadsheets open as text: a mark for UTF-8, line ends as RFC 4180 has them, every cell in quotes (a line break alone does not
 * make csv-stringify quote one), and an apostrophe before what a spreadsheet would take for a formula (OWASP, "CSV Injection").
 */
function table(columns: readonly string[], rows: readonly Row[]): string {
  return stringify([...rows], {
    header: true,
    columns: [...columns],
    bom: true,
    record_delimiter: "windows",
    quoted: true,
    escape_formulas: true,
  });
}

/** `inventory.csv`, `findings.csv` (failures, what is undetermined, what is excepted), `exceptions.csv`, and where there are any, `reviews-and-drills.csv`. */
export function csvFiles(overview: Overview): Readonly<Record<string, string>> {
  return {
    "inventory.csv": inventory(overview),
    "findings.csv": findings(overview),
    "exceptions.csv": exceptions(overview),
    ...(overview.activities.length > 0 && { "reviews-and-drills.csv": activities(overview) }),
  };
}

function inventory(overview: Overview): string {
  const columns = ["in_scope", "name", "type", "classification", "holds_data", "because", "path", "file", "line", "urn"];
  return table(
    columns,
    overview.run.resources.map((resource) => ({
      in_scope: resource.inScope,
      name: resource.name,
      type: resource.type,
      classification: resource.classification ?? "",
      holds_data: resource.holdsData ? "yes" : "no",
      because: resource.because,
      path: pathInWords(resource, overview),
      file: resource.location?.file ?? "",
      line: resource.location?.line ?? "",
      urn: resource.urn,
    })),
  );
}

/** `records -> objects -> queue`: names, and between them what goes along. */
function pathInWords({ path = [] }: RunResource, overview: Overview): string {
  return path
    .map((urn, step) => {
      const name = nameOf({ urn }, overview.resource(urn));
      const before = path[step - 1];
      if (before === undefined) return name;
      const flow = overview.flow(before, urn);
      return flow === undefined ? ` -> ${name}` : ` -> ${flow.carries} -> ${name}`;
    })
    .join("");
}

function findings(overview: Overview): string {
  const columns = [
    "outcome",
    "blocks",
    "level",
    "severity",
    "rule",
    "title",
    "paragraphs",
    "resource",
    "type",
    "because",
    "path",
    "found",
    "wanted",
    "threat",
    "remedy",
    "exception",
    "file",
    "line",
    "urn",
  ];
  const rows = overview.rules.flatMap(({ id, rule, verdicts }) =>
    [...verdicts.fail, ...verdicts.undetermined, ...verdicts.excepted].map((verdict) => {
      const resource = overview.resource(verdict.urn);
      const each = (part: "path" | "found" | "wanted") => verdict.evidence.map((evidence) => evidence[part]).join("\n");
      return {
        outcome: outcomeWords[verdict.outcome].toLowerCase(),
        blocks: verdict.blocks ? "yes" : "no",
        level: rule.level,
        severity: rule.severity,
        rule: id,
        title: rule.title,
        paragraphs: rule.cites.join("; "),
        resource: nameOf(verdict, resource),
        type: resource?.type ?? "",
        because: reasonOf(verdict, rule),
        path: each("path"),
        found: each("found"),
        wanted: each("wanted"),
        threat: rule.threat,
        remedy: rule.remedy,
        exception: verdict.exception ?? "",
        file: resource?.location?.file ?? "",
        line: resource?.location?.line ?? "",
        urn: verdict.urn ?? "",
      };
    }),
  );
  return table(columns, rows);
}

function exceptions({ run }: Overview): string {
  const columns = [
    "id",
    "kind",
    "rules",
    "resources",
    "reason",
    "measure",
    "plan",
    "risk_analysis",
    "owner",
    "approver",
    "approved_on",
    "expires_on",
    "reviewed_on",
    "imported",
    "covers",
  ];
  return table(
    columns,
    (run.register?.entries ?? []).map((entry) => ({
      id: entry.id,
      kind: kindWords[entry.kind],
      rules: entry.rules.join("; "),
      resources: entry.resources.join("; "),
      reason: entry.reason,
      measure: entry.measure ?? "",
      plan: entry.plan ?? "",
      risk_analysis: entry.riskAnalysis ?? "",
      owner: entry.owner,
      approver: entry.approver,
      approved_on: entry.approvedOn,
      expires_on: entry.expiresOn,
      reviewed_on: entry.reviewedOn ?? "",
      imported: entry.imported ? "yes" : "no",
      covers: entry.covers,
    })),
  );
}

function activities(overview: Overview): string {
  const columns = [
    "what",
    "held_at",
    "by",
    "accounts",
    "from",
    "to",
    "outcome",
    "findings",
    "follow_up",
    "ticket",
    "looked_at",
    "queries",
    "rows_found",
    "role",
    "alarm_received",
    "minutes",
    "cloudtrail",
    "caller",
    "recorded_at",
    "id",
  ];
  return table(
    columns,
    overview.activities.map((activity) => ({
      what: activityWords[activity.kind],
      held_at: activity.heldAt,
      by: activity.by,
      accounts: activity.accounts.join("; "),
      from: activity.period.from,
      to: activity.period.to,
      outcome: activityOutcomeWords[activity.outcome],
      findings: activity.findings,
      follow_up: activity.followUp ?? "",
      ticket: activity.ticket ?? "",
      ...(activity.kind === "log-review"
        ? {
            looked_at: activity.lookedAt,
            queries: activity.queries.length,
            rows_found: activity.queries.reduce((sum, { rows }) => sum + rows, 0),
          }
        : {
            role: activity.role,
            alarm_received: activity.alarmReceived ? "yes" : "no",
            minutes: activity.minutes,
            cloudtrail: proofWords[activity.proof.state],
          }),
      caller: activity.caller ?? "",
      recorded_at: activity.recordedAt,
      id: activity.id,
    })),
  );
}
