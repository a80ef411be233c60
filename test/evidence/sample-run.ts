import { newRunId } from "../../policies/evidence/ledger";
import type { Run } from "../../policies/evidence/run";
import { defaultSettings } from "../../policies/settings";

const hash = "ab".repeat(32);

/** A small record that is right. */
export function sampleRun(changes: Partial<Run> = {}): Run {
  const urn = "urn:pulumi:production::clinic::aws:s3/bucket:Bucket::letters";
  return {
    format: "phiguard-run/1",
    id: newRunId(),
    source: "preview",
    startedAt: "2026-11-22T20:15:00.000Z",
    finishedAt: "2026-11-22T20:15:09.120Z",
    project: "clinic",
    stack: "production",
    pack: { name: "phiguard", version: "0.1.0", sha256: hash, rulesSha256: hash },
    settings: defaultSettings,
    configuration: {},
    problems: [],
    complete: true,
    outcome: "blocked",
    counts: { pass: 0, fail: 1, undetermined: 0, excepted: 0, notApplicable: 4, blocking: 1, resources: 1 },
    rules: {
      "s3-versioning": {
        title: "S3 buckets keep versions",
        cites: ["164.312(c)(1)"],
        severity: "medium",
        level: "mandatory",
        threat: "An overwritten object is lost.",
        remedy: "Enable versioning.",
      },
    },
    resources: [
      { urn, type: "aws:s3/bucket:Bucket", name: "letters", holdsData: true, inScope: "yes", because: "it is classified as holding ePHI" },
    ],
    flows: [],
    verdicts: [
      {
        rule: "s3-versioning",
        urn,
        outcome: "fail",
        because: "versioning is not enabled",
        evidence: [{ path: "versioning.enabled", found: "not set", wanted: "true" }],
        blocks: true,
      },
    ],
    ...changes,
  };
}
