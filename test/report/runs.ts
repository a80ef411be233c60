import { createHash } from "node:crypto";
import { Session } from "../../policies/evaluate";
import { type Run, type RunException, type RunFlow, type RunResource, type RunVerdict, runSchema } from "../../policies/evidence/run";
import { ResourceIndex } from "../../policies/graph/references";
import { ResourceNode } from "../../policies/graph/resource";
import { judgeStack } from "../../policies/judge-stack";
import { rules } from "../../policies/rules/index.gen";
import { defaultSettings } from "../../policies/settings";
import { clinicResources, project, stack, urnOf } from "./clinic-resources";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

const records = urnOf("aws:s3/bucket:Bucket", "records");
const intake = urnOf("aws:sqs/queue:Queue", "intake");
const ingest = urnOf("aws:lambda/function:Function", "ingest");
const sources = urnOf("aws:s3/bucket:Bucket", "scans");
const exports = urnOf("aws:s3/bucket:Bucket", "exports");

const flows: readonly RunFlow[] = [
  { from: records, to: intake, via: "aws:s3/bucketNotification:BucketNotification queues[0].queueArn", carries: "object names" },
  { from: intake, to: ingest, via: "aws:lambda/eventSourceMapping:EventSourceMapping eventSourceArn", carries: "messages" },
  {
    from: sources,
    to: exports,
    via: "aws:s3/bucketReplicationConfig:BucketReplicationConfig rules[0].destination.bucket",
    carries: "objects",
  },
];

const paths: Readonly<Record<string, readonly string[]>> = {
  [intake]: [records, intake],
  [ingest]: [records, intake, ingest],
  [exports]: [sources, exports],
};

/** The exceptions of the register, by the name of the resource that each covers. */
const exceptions: ReadonlyArray<Omit<RunException, "covers"> & { readonly of: string }> = [
  {
    of: "legacy-imaging",
    id: "EXC-2026-004",
    rules: ["rds-storage-customer-key", "rds-log-exports", "rds-force-tls-parameter", "rds-deletion-protection"],
    resources: [urnOf("aws:rds/instance:Instance", "legacy-imaging")],
    kind: "equivalent-alternative",
    reason:
      "The imaging vendor certifies its archive for the AWS-managed key only; the migration is planned for the first quarter of 2027.",
    measure: "The instance sits in an isolated subnet; its snapshots are copied nightly into a vault with a customer-managed key.",
    riskAnalysis: "RA-2026-17",
    owner: "Dana Whitfield",
    approver: "Marcus Oyelaran",
    approvedOn: "2026-07-01",
    expiresOn: "2027-03-31",
    reviewedOn: "2026-10-12",
    imported: false,
  },
  {
    of: "archive",
    id: "EXC-2026-009",
    rules: ["ebs-volume-encrypted", "ebs-volume-customer-key", "ebs-volume-backup-plan"],
    resources: [urnOf("aws:ebs/volume:Volume", "archive")],
    kind: "accepted-risk",
    reason: "The volume holds installers and no patient data; it is deleted with the old imaging system.",
    riskAnalysis: "RA-2026-21",
    owner: "Priya Raman",
    approver: "Marcus Oyelaran",
    approvedOn: "2026-09-15",
    expiresOn: "2026-12-14",
    imported: true,
  },
  {
    of: "nothing",
    id: "EXC-2025-031",
    rules: ["sns-encrypted-kms"],
    resources: [urnOf("aws:sns/topic:Topic", "retired")],
    kind: "not-applicable",
    reason: "The topic carries the opening hours only.",
    owner: "Priya Raman",
    approver: "Dana Whitfield",
    approvedOn: "2025-11-20",
    expiresOn: "2026-11-19",
    imported: false,
  },
];

function judged(): {
  readonly resources: readonly RunResource[];
  readonly verdicts: readonly RunVerdict[];
  readonly notApplicable: number;
} {
  const nodes = clinicResources.map((description) => new ResourceNode(description));
  const session = new Session(new ResourceIndex(nodes), defaultSettings, true);
  const verdicts: RunVerdict[] = [];
  let notApplicable = 0;
  for (const { rule, urn, verdict } of judgeStack(session, rules)) {
    if (verdict.outcome === "not-applicable") {
      notApplicable += 1;
      continue;
    }
    const name = urn?.split("::").at(-1);
    const exception = exceptions.find(({ of, rules: excepted }) => of === name && excepted.includes(rule.id));
    const excepted = verdict.outcome === "fail" && exception !== undefined;
    verdicts.push({
      rule: rule.id,
      ...(urn !== undefined && { urn }),
      outcome: excepted ? "excepted" : verdict.outcome,
      because: verdict.because,
      evidence: verdict.evidence,
      blocks: !excepted && verdict.outcome === "fail" && rule.level === "mandatory",
      ...(excepted && { exception: exception.id }),
    });
  }
  const resources = nodes.map((node, index): RunResource => {
    const path = paths[node.urn];
    const { inScope, because } = session.scope(node);
    const tags = node.description.inputs.tags;
    const classification =
      typeof tags === "object" && tags !== null && "DataClassification" in tags ? String(tags.DataClassification) : undefined;
    return {
      urn: node.urn,
      type: node.type,
      name: node.name,
      holdsData: /bucket:Bucket$|Queue$|Topic$|Table$|Instance$|Volume$|FileSystem$|Domain$|LogGroup$|ReplicationGroup$|Vault$/.test(
        node.type,
      ),
      ...(classification !== undefined && { classification }),
      inScope: node.type === "pulumi:pulumi:Stack" ? "no" : inScope,
      because: path === undefined ? because : "ePHI reaches it from what is classified as holding ePHI",
      ...(path !== undefined && { path }),
      // The engine does not say of every resource where the program makes it.
      ...(index % 5 !== 0 && { location: { file: `src/${node.type.split("/")[0]?.split(":")[1] ?? "index"}.ts`, line: 12 + index * 3 } }),
    };
  });
  return { resources, verdicts, notApplicable };
}

function counted(verdicts: readonly RunVerdict[], resources: number, notApplicable: number): Run["counts"] {
  const count = (outcome: RunVerdict["outcome"]) => verdicts.filter((verdict) => verdict.outcome === outcome).length;
  return {
    pass: count("pass"),
    fail: count("fail"),
    undetermined: count("undetermined"),
    excepted: count("excepted"),
    notApplicable,
    blocking: verdicts.filter(({ blocks }) => blocks).length,
    resources,
  };
}

let made: Run | undefined;

/** A preview of the clinic's back end: the pack's own rules over `clinicResources`. Every outcome occurs. */
export function clinicRun(): Run {
  made ??= makeClinicRun();
  return made;
}

function makeClinicRun(): Run {
  const { resources, verdicts, notApplicable } = judged();
  return runSchema.parse({
    format: "phiguard-run/1",
    id: "0193ab0c-7d1e-7c44-9a55-3f0e8a6f21d4",
    source: "preview",
    startedAt: "2026-11-22T20:14:31.120Z",
    finishedAt: "2026-11-22T20:15:02.480Z",
    organization: "riverside-clinics",
    project,
    stack,
    commit: "9f3c1e7ab2d04c5f8e6a7b1c2d3e4f5061728394",
    ci: { system: "GitHub Actions", run: "4711", url: "https://github.com/riverside-clinics/portal/actions/runs/4711" },
    pack: { name: "phiguard", version: "0.1.0", sha256: sha256("pack"), rulesSha256: sha256("rules") },
    settings: defaultSettings,
    configuration: { "kms-key-deletion-window": { minimumDays: 30 } },
    register: {
      from: "file",
      sha256: sha256("register"),
      entries: exceptions.map(({ of: _, ...entry }) => ({
        ...entry,
        covers: verdicts.filter(({ exception }) => exception === entry.id).length,
      })),
    },
    problems: [
      { where: "register", message: "EXC-2025-031 expired on 2026-11-19 and matches nothing", blocks: true },
      { where: "configuration", message: "s3-tls-onyl is no rule; did you mean s3-tls-only?", blocks: false },
    ],
    complete: true,
    outcome: "blocked",
    counts: counted(verdicts, resources.length, notApplicable),
    rules: Object.fromEntries(
      rules.map(({ id, title, cites, severity, level, threat, remedy }) => [
        id,
        { title, cites, severity, level: id === "ecr-immutable-tags" ? "disabled" : level, threat, remedy },
      ]),
    ),
    resources,
    flows,
    verdicts,
  });
}

/** Runs of the eight weeks before, each with somewhat more to mend. */
export function clinicHistory(): readonly Run[] {
  const run = clinicRun();
  return [8, 7, 6, 5, 4, 3, 2, 1].map((weeksBefore): Run => {
    const day = new Date(Date.parse(run.startedAt) - weeksBefore * 7 * 86_400_000).toISOString();
    const more = weeksBefore * 4 + (weeksBefore % 3) * 5;
    return {
      ...run,
      id: `history-${weeksBefore}`,
      startedAt: day,
      finishedAt: day,
      counts: { ...run.counts, fail: run.counts.fail + more, blocking: run.counts.blocking + more, pass: run.counts.pass - more },
    };
  });
}

/** A run with nothing to say: no resources, no register, no project. */
export function emptyRun(): Run {
  const run = clinicRun();
  const { organization: _, project: _project, stack: _stack, commit: _commit, ci: _ci, register: _register, ...rest } = run;
  return runSchema.parse({
    ...rest,
    id: "empty-run",
    outcome: "compliant",
    problems: [],
    configuration: {},
    resources: [],
    flows: [],
    verdicts: [],
    counts: counted([], 0, 0),
  });
}

/** The clinic many times over: a verdict is repeated with other names until there are so many. */
export function manyVerdicts(count: number): Run {
  const run = clinicRun();
  const copies = Math.ceil(count / run.verdicts.length);
  const renamed = (urn: string, copy: number) => `${urn}-${copy}`;
  const each = Array.from({ length: copies }, (_, copy) => copy);
  const resources = each.flatMap((copy) =>
    run.resources.map(({ path: _, ...resource }) => ({
      ...resource,
      urn: renamed(resource.urn, copy),
      name: `${resource.name}-${copy}`,
    })),
  );
  const verdicts = each
    .flatMap((copy) =>
      run.verdicts.map((verdict) => ({ ...verdict, ...(verdict.urn !== undefined && { urn: renamed(verdict.urn, copy) }) })),
    )
    .slice(0, count);
  return runSchema.parse({ ...run, id: "many-verdicts", resources, verdicts, flows: [], counts: counted(verdicts, resources.length, 0) });
}

/** Every text that the run took from a program, an engine or a register, with something in it that some reader would act on. */
export function hostileRun(hostile: string): Run {
  const run = clinicRun();
  const poisoned = (text: string) => `${hostile}${text}${hostile}`;
  const urn = (text: string) => poisoned(text);
  const { register } = run;
  return runSchema.parse({
    ...run,
    id: "hostile-run",
    organization: poisoned("organization"),
    project: poisoned("project"),
    stack: poisoned("stack"),
    commit: poisoned("commit"),
    ci: { system: poisoned("system"), run: poisoned("run"), url: `javascript:alert(1)//${hostile}` },
    pack: { ...run.pack, version: poisoned("1.0.0") },
    configuration: { [poisoned("rule")]: { [poisoned("parameter")]: poisoned("value") } },
    settings: { ...run.settings, classificationTag: poisoned("tag").slice(0, 128) },
    register: register && {
      ...register,
      entries: register.entries.map((entry) => ({
        ...entry,
        id: entry.id,
        rules: entry.rules.map(poisoned),
        resources: entry.resources.map(poisoned),
        reason: poisoned(entry.reason),
        measure: poisoned("measure"),
        plan: poisoned("plan"),
        riskAnalysis: poisoned("risk analysis"),
        owner: poisoned(entry.owner),
        approver: poisoned(entry.approver),
      })),
    },
    problems: run.problems.map((problem) => ({ ...problem, message: poisoned(problem.message) })),
    rules: run.rules,
    resources: run.resources.map(({ path, ...resource }) => ({
      ...resource,
      urn: urn(resource.urn),
      type: poisoned(resource.type),
      name: poisoned(resource.name),
      classification: poisoned("class"),
      because: poisoned(resource.because),
      ...(path && { path: path.map(urn) }),
      location: { file: poisoned("index.ts"), line: 1 },
    })),
    flows: run.flows.map((flow) => ({ from: urn(flow.from), to: urn(flow.to), via: poisoned(flow.via), carries: poisoned(flow.carries) })),
    verdicts: run.verdicts.map((verdict) => ({
      ...verdict,
      ...(verdict.urn !== undefined && { urn: urn(verdict.urn) }),
      within: poisoned("within"),
      because: poisoned(verdict.because),
      evidence: verdict.evidence.map((evidence) => ({
        ...evidence,
        path: poisoned(evidence.path),
        found: poisoned(evidence.found),
        wanted: poisoned(evidence.wanted),
      })),
    })),
  });
}
