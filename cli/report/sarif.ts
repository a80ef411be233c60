import { createHash } from "node:crypto";
import type { Location, Log, LogicalLocation, Notification, ReportingDescriptor, Result } from "sarif";
import type { RunProblem, RunRule, RunVerdict } from "../../policies/evidence/run";
import { paragraph, paragraphUrl } from "../../policies/hipaa/paragraphs";
import { markdownText } from "./markdown-text";
import type { Overview, RuleOverview } from "./overview";
import { nameOf, outcomeWords, reasonOf, sentence } from "./words";

const schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/**
 * GitHub sorts security findings by a number from 0 to 10 and calls them critical above 9.0, high from 7.0, medium from 4.0, low below
 * (GitHub, "SARIF support for code scanning", security-severity). One number for each word is enough.
 */
const securitySeverity: Readonly<Record<RunRule["severity"], string>> = { critical: "9.5", high: "8.0", medium: "5.5", low: "3.0" };

/** Where Pulumi does not say which line makes a resource, its project's file stands for the program: GitHub refuses a result without a file. */
const projectFile = "Pulumi.yaml";

/** SARIF 2.1.0 for code scanning: failures and what is undetermined. What passes or is excepted is no result. */
export function sarifLog(overview: Overview): string {
  const { run } = overview;
  const rules = overview.rules
    .filter(({ status }) => status !== "not-exercised" && status !== "disabled")
    .sort((one, other) => (one.id < other.id ? -1 : 1));
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  const log: Log = {
    $schema: schema,
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "phiguard",
            version: run.pack.version,
            informationUri: "https://www.ecfr.gov/current/title-45/section-164.312",
            rules: rules.map(descriptor),
          },
        },
        automationDetails: { id: ["phiguard", run.project ?? "", run.stack ?? "", run.id].map(encodeURIComponent).join("/") },
        columnKind: "utf16CodeUnits",
        invocations: [
          {
            executionSuccessful: run.complete,
            startTimeUtc: run.startedAt,
            endTimeUtc: run.finishedAt,
            toolConfigurationNotifications: run.problems.map(notification),
          },
        ],
        results: overview.rules.flatMap((rule) =>
          [...rule.verdicts.fail, ...rule.verdicts.undetermined].map((verdict) =>
            result(rule, verdict, indexes.get(rule.id) ?? -1, overview),
          ),
        ),
      },
    ],
  };
  return `${JSON.stringify(log, null, 1)}\n`;
}

function descriptor({ id, rule }: RuleOverview): ReportingDescriptor {
  const cites = rule.cites.map((citation) => `[45 CFR ${citation}](${paragraphUrl(citation)}), ${paragraph(citation).title}`);
  return {
    id,
    name: id.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: sentence(rule.title) },
    fullDescription: { text: sentence(rule.threat) },
    help: {
      text: `${rule.remedy}\n\nThreat: ${rule.threat}\n\n45 CFR ${rule.cites.join(", ")}`,
      markdown: `${markdownText(rule.remedy)}\n\n**Threat:** ${markdownText(rule.threat)}\n\n${cites.join("  \n")}`,
    },
    helpUri: paragraphUrl(rule.cites[0]),
    defaultConfiguration: { enabled: rule.level !== "disabled", level: rule.level === "advisory" ? "warning" : "error" },
    properties: {
      // GitHub takes at most 20 tags.
      tags: ["security", "hipaa", ...rule.cites].slice(0, 20),
      "security-severity": securitySeverity[rule.severity],
      "problem.severity": rule.level === "advisory" ? "warning" : "error",
    },
  };
}

function levelOf({ outcome, blocks }: RunVerdict): "error" | "warning" | "note" {
  if (outcome === "fail") return blocks ? "error" : "warning";
  return blocks ? "warning" : "note";
}

function result({ id, rule }: RuleOverview, verdict: RunVerdict, ruleIndex: number, overview: Overview): Result {
  const resource = overview.resource(verdict.urn);
  const readings = verdict.evidence.map(
    ({ path, found, wanted }) => `${path === "" ? "the resource" : path}: found ${found}, wanted ${wanted}`,
  );
  const open = verdict.outcome === "undetermined" ? `${outcomeWords.undetermined}: ` : "";
  const fingerprint = fingerprintOf(id, verdict);
  return {
    ruleId: id,
    ruleIndex,
    level: levelOf(verdict),
    message: {
      text: escapedMessage(
        [sentence(`${open}${nameOf(verdict, resource)}: ${reasonOf(verdict, rule)}`), ...readings, `Remedy: ${rule.remedy}`].join("\n"),
      ),
    },
    locations: [location(verdict, overview)],
    // GitHub tells a result that it knows from a new one by the first of these alone; other readers take any.
    partialFingerprints: { primaryLocationLineHash: fingerprint, "phiguardRuleAndResource/v1": fingerprint },
    properties: { blocks: verdict.blocks, outcome: verdict.outcome, ...(verdict.urn !== undefined && { urn: verdict.urn }) },
  };
}

/** In a message, SARIF takes braces for placeholders and brackets for links (SARIF 2.1.0, 3.11.5 and 3.11.6). */
function escapedMessage(text: string): string {
  return text.replace(/[[\]\\]/g, "\\$&").replace(/[{}]/g, "$&$&");
}

/** The same for a rule on a resource in every run, whatever line the program has it on. */
function fingerprintOf(rule: string, { urn = "", within = "" }: RunVerdict): string {
  return createHash("sha256")
    .update(JSON.stringify([rule, urn, within]))
    .digest("hex");
}

function location(verdict: RunVerdict, overview: Overview): Location {
  const resource = overview.resource(verdict.urn);
  const logical: LogicalLocation = {
    name: nameOf(verdict, resource),
    fullyQualifiedName: verdict.within === undefined ? (verdict.urn ?? "stack") : `${verdict.urn ?? "stack"}::${verdict.within}`,
    kind: "resource",
  };
  const made = resource?.location;
  return {
    physicalLocation: {
      artifactLocation: { uri: made === undefined ? projectFile : fileUri(made.file), uriBaseId: "%SRCROOT%" },
      region: { startLine: Math.max(1, made?.line ?? 1) },
    },
    logicalLocations: [logical],
  };
}

/** A relative URI of a path within the program's folder. */
function fileUri(file: string): string {
  return file
    .replaceAll("\\", "/")
    .split("/")
    .filter((part) => part !== "" && part !== ".")
    .map(encodeURIComponent)
    .join("/");
}

function notification({ where, message, blocks }: RunProblem): Notification {
  return {
    level: blocks ? "error" : "warning",
    message: { text: escapedMessage(sentence(`${where}: ${message}`)) },
    descriptor: { id: `problem-${where}` },
  };
}
