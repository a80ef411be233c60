import type { Activity } from "../../../policies/evidence/activity";
import type { RunException, RunVerdict } from "../../../policies/evidence/run";
import { type Citation, paragraph } from "../../../policies/hipaa/paragraphs";
import type { Overview, RuleOverview } from "../overview";
import { activityOutcomeWords, activityWords, counted, kindWords, nameOf, number, sourceWords, subjectOf } from "../words";
import {
  citedParagraphs,
  controlId,
  json,
  listed,
  markup,
  oscalVersion,
  packComponent,
  paragraphLink,
  paragraphTitle,
  properties,
  regulation,
  regulationUuid,
  stringValue,
} from "./parts";
import { uuidOf } from "./uuid";

/**
 * A run as OSCAL assessment results: an observation for each rule that spoke (with every resource as a subject), a risk for each rule that
 * is not simply met, a finding for each paragraph. Identifiers come from the content: the same record gives the same document.
 */
export function assessmentResults(overview: Overview): string {
  const { run } = overview;
  const spoke = overview.rules.filter(({ status }) => status !== "not-exercised" && status !== "disabled");
  const citations = citedParagraphs(overview);
  const parties = partiesOf(overview);
  return json({
    "assessment-results": {
      uuid: uuidOf("assessment-results", run.id),
      metadata: {
        title: markup(`HIPAA technical safeguards: ${subjectOf(run)}`),
        "last-modified": run.finishedAt,
        version: run.id,
        "oscal-version": oscalVersion,
        ...listed("parties", parties),
        ...properties({
          organization: run.organization,
          project: run.project,
          stack: run.stack,
          commit: run.commit,
          "ci-run": run.ci?.run,
        }),
      },
      // What is asked of a stack is the pack and its configuration: they are the plan.
      "import-ap": { href: `#${planUuid(overview)}` },
      "local-definitions": {
        activities: [
          {
            uuid: uuidOf("activity", run.id),
            title: "Rules over resources",
            description: markup(
              `${counted(Object.keys(run.rules).length, "rule")} over ${counted(run.counts.resources, "resource")}: ${sourceWords[run.source]}.`,
            ),
            ...properties({ method: "TEST" }),
          },
        ],
      },
      results: [
        {
          uuid: uuidOf("result", run.id),
          title: markup(subjectOf(run)),
          description: markup(description(overview)),
          start: run.startedAt,
          end: run.finishedAt,
          ...properties({ outcome: run.outcome, complete: run.complete, source: run.source, ...countProperties(overview) }),
          "local-definitions": {
            components: [{ ...packComponent(overview), status: { state: "operational" } }],
            ...listed("inventory-items", inventory(overview)),
          },
          "reviewed-controls": {
            "control-selections": [
              citations.length === 0
                ? { description: "The run had no rules." }
                : { "include-controls": citations.map((citation) => ({ "control-id": controlId(citation) })) },
            ],
          },
          ...listed("observations", [
            ...spoke.map((rule) => observation(rule, overview)),
            ...overview.activities.map((activity) => activityObservation(activity, overview)),
          ]),
          ...listed(
            "risks",
            spoke.filter(({ status }) => status !== "in-place").map((rule) => risk(rule, overview)),
          ),
          ...listed(
            "findings",
            citations.flatMap((citation) => finding(citation, spoke, overview)),
          ),
          ...(run.problems.length > 0 && {
            remarks: markup(
              `Problems with the checking itself: ${run.problems.map(({ where, message }) => `${where}: ${message}`).join("; ")}`,
            ),
          }),
        },
      ],
      "back-matter": {
        resources: [
          regulation(),
          {
            uuid: planUuid(overview),
            title: "The rules, their configuration and the settings of the run",
            description: markup(`${run.pack.name} ${run.pack.version}, rules ${run.pack.rulesSha256}`),
            ...properties({ "rules-sha256": run.pack.rulesSha256, "register-sha256": run.register?.sha256 }),
          },
        ],
      },
    },
  });
}

function planUuid({ run: { pack } }: Overview): string {
  return uuidOf("plan", pack.name, pack.version, pack.rulesSha256);
}

function description({ run }: Overview): string {
  const whole = run.complete ? "" : " The engine stopped before the whole stack was judged.";
  const said = run.outcome === "blocked" ? `${counted(run.counts.blocking, "finding")} that block` : "nothing that blocks";
  return `${sourceWords[run.source]}: ${said}.${whole}`;
}

function countProperties({ run: { counts } }: Overview) {
  return { pass: counts.pass, fail: counts.fail, undetermined: counts.undetermined, excepted: counts.excepted, blocking: counts.blocking };
}

/** Owners and approvers of exceptions, as parties. */
function partiesOf({ run }: Overview) {
  const names = new Set((run.register?.entries ?? []).flatMap(({ owner, approver }) => [owner, approver]));
  return [...names]
    .filter((name) => name.trim() !== "")
    .map((name) => ({ uuid: partyUuid(name), type: "person", name: stringValue(name) }));
}

function partyUuid(name: string): string {
  return uuidOf("party", name);
}

function itemUuid(urn: string): string {
  return uuidOf("resource", urn);
}

function inventory({ run }: Overview) {
  return run.resources.map((resource) => ({
    uuid: itemUuid(resource.urn),
    description: markup(`${resource.type} ${resource.name}: ${resource.because}`),
    ...properties({
      urn: resource.urn,
      type: resource.type,
      "in-scope": resource.inScope,
      classification: resource.classification,
      "holds-data": resource.holdsData,
      file: resource.location?.file,
      line: resource.location?.line,
    }),
  }));
}

function observationUuid({ id }: RuleOverview, { run }: Overview): string {
  return uuidOf("observation", run.id, id);
}

function riskUuid({ id }: RuleOverview, { run }: Overview): string {
  return uuidOf("risk", run.id, id);
}

function allVerdicts({ verdicts }: RuleOverview): readonly RunVerdict[] {
  return [...verdicts.fail, ...verdicts.undetermined, ...verdicts.excepted, ...verdicts.pass];
}

function observation(rule: RuleOverview, overview: Overview) {
  const { verdicts } = rule;
  const said = allVerdicts(rule);
  return {
    uuid: observationUuid(rule, overview),
    title: markup(rule.rule.title),
    description: `${number(verdicts.pass.length)} passed, ${number(verdicts.fail.length)} failed, ${number(verdicts.undetermined.length)} undetermined, ${number(verdicts.excepted.length)} excepted.`,
    ...properties({ rule: rule.id, severity: rule.rule.severity, level: rule.rule.level, status: rule.status }),
    methods: ["TEST"],
    types: [rule.status === "in-place" ? "control-objective" : "finding"],
    subjects: said.map((verdict) => subject(verdict, overview)),
    ...listed(
      "relevant-evidence",
      [...verdicts.fail, ...verdicts.undetermined].flatMap((verdict) => evidence(verdict, overview)),
    ),
    collected: overview.run.finishedAt,
  };
}

/** What people did and recorded: the logs were examined, the procedure was tested. */
function activityObservation(activity: Activity, overview: Overview) {
  const { id, kind, by, findings, outcome, heldAt, accounts, ticket } = activity;
  return {
    uuid: uuidOf("observation", overview.run.id, id),
    title: markup(`${activityWords[kind]}: ${activityOutcomeWords[outcome]}`),
    description: markup(findings),
    ...properties({ record: id, kind, outcome, by, accounts: accounts.join(" "), ticket, "follow-up": activity.followUp }),
    methods: [kind === "log-review" ? "EXAMINE" : "TEST"],
    types: ["control-objective"],
    subjects: [{ "subject-uuid": packComponent(overview).uuid, type: "component" }],
    collected: heldAt,
  };
}

/** What a verdict is on: a resource of the inventory, or, where it is on the stack or on what the record does not list, the run's own component. */
function subject(verdict: RunVerdict, overview: Overview) {
  const resource = overview.resource(verdict.urn);
  return {
    "subject-uuid": resource === undefined ? packComponent(overview).uuid : itemUuid(resource.urn),
    type: resource === undefined ? "component" : "inventory-item",
    title: markup(nameOf(verdict, resource)),
    ...properties({
      result: verdict.outcome,
      blocks: verdict.blocks,
      reason: verdict.because,
      within: verdict.within,
      exception: verdict.exception,
    }),
  };
}

function evidence(verdict: RunVerdict, overview: Overview) {
  const name = nameOf(verdict, overview.resource(verdict.urn));
  return verdict.evidence.map(({ path, found, wanted }) => ({
    description: markup(`${name}, ${path === "" ? "the resource" : path}: found ${found}, wanted ${wanted}`),
  }));
}

/** The exceptions that cover verdicts of a rule. */
function exceptionsOf({ verdicts }: RuleOverview, overview: Overview): readonly RunException[] {
  const ids = new Set(verdicts.excepted.map(({ exception }) => exception));
  return [...ids].flatMap((id) => overview.exception(id) ?? []);
}

function risk(rule: RuleOverview, overview: Overview) {
  const exceptions = exceptionsOf(rule, overview);
  return {
    uuid: riskUuid(rule, overview),
    title: markup(rule.rule.title),
    description: markup(
      `${counted(allVerdicts(rule).length - rule.verdicts.pass.length, "resource")} without this safeguard, or not known to have it.`,
    ),
    statement: markup(rule.rule.threat),
    ...properties({ rule: rule.id, severity: rule.rule.severity }),
    status: rule.status === "gap" ? "open" : rule.status === "excepted" ? "deviation-approved" : "investigating",
    ...listed(
      "mitigating-factors",
      exceptions.flatMap(({ id, measure }) =>
        measure === undefined || measure.trim() === ""
          ? []
          : [{ uuid: uuidOf("measure", overview.run.id, rule.id, id), description: markup(measure) }],
      ),
    ),
    remediations: [
      {
        uuid: uuidOf("remediation", overview.run.id, rule.id),
        lifecycle: "recommendation",
        title: "Remedy",
        description: markup(rule.rule.remedy),
      },
    ],
    ...(exceptions.length > 0 && { "risk-log": { entries: exceptions.map((exception) => logEntry(exception, rule, overview)) } }),
    "related-observations": [{ "observation-uuid": observationUuid(rule, overview) }],
  };
}

function logEntry(exception: RunException, rule: RuleOverview, { run }: Overview) {
  return {
    uuid: uuidOf("approval", run.id, rule.id, exception.id),
    title: markup(`${kindWords[exception.kind]}: ${exception.id}`),
    description: markup(exception.reason),
    start: `${exception.approvedOn}T00:00:00Z`,
    end: `${exception.expiresOn}T00:00:00Z`,
    ...properties({
      exception: exception.id,
      kind: exception.kind,
      "risk-analysis": exception.riskAnalysis,
      "reviewed-on": exception.reviewedOn,
    }),
    ...(exception.approver.trim() !== "" && { "logged-by": [{ "party-uuid": partyUuid(exception.approver) }] }),
    "status-change": "deviation-approved",
  };
}

/** A paragraph is satisfied where its rules found nothing missing; what nobody could check has no finding. */
function finding(citation: Citation, spoke: readonly RuleOverview[], overview: Overview) {
  const citing = spoke.filter(({ rule }) => rule.cites.includes(citation));
  if (citing.length === 0) return [];
  const notMet = citing.filter(({ status }) => status === "gap" || status === "open");
  const { manual } = paragraph(citation);
  return [
    {
      uuid: uuidOf("finding", overview.run.id, citation),
      title: markup(paragraphTitle(citation)),
      description: `${counted(citing.length, "rule")} spoke of this paragraph; ${number(notMet.length)} found a gap or could not decide.`,
      links: [paragraphLink(citation), { href: `#${regulationUuid}`, rel: "reference" }],
      target: {
        type: "objective-id",
        "target-id": controlId(citation),
        status: {
          state: notMet.length > 0 ? "not-satisfied" : "satisfied",
          reason: notMet.length === 0 ? "pass" : notMet.some(({ status }) => status === "gap") ? "fail" : "other",
          ...(manual !== undefined && { remarks: markup(manual) }),
        },
      },
      "related-observations": citing.map((rule) => ({ "observation-uuid": observationUuid(rule, overview) })),
      ...listed(
        "related-risks",
        citing.filter(({ status }) => status !== "in-place").map((rule) => ({ "risk-uuid": riskUuid(rule, overview) })),
      ),
    },
  ];
}
