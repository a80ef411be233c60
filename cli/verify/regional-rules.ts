import { tokenOfClass } from "../../policies/aws/kinds";
import type { Judgement } from "../../policies/evaluate";
import type { ResourceDescription } from "../../policies/graph/resource";
import { all, type Verdict } from "../../policies/verdict";

/**
 * Rules on the account that each Region must keep by itself: what they ask for is a Region's own. A program's stack has one Region as a rule, an account
 * that is read has several, and a detector in one of them watches none of the others. Other rules on the account are content with one Region, since
 * what they ask for speaks for all: a trail of all Regions, roles, the account's own settings. A test holds the names to the rules.
 */
export const regionalRules: ReadonlySet<string> = new Set([
  "access-analyzer-enabled",
  "ami-block-public-access",
  "config-conformance-pack",
  "config-recorder",
  "ebs-encryption-by-default",
  "ebs-snapshot-block-public-access",
  "ec2-serial-console-off",
  "guardduty-enabled",
  "guardduty-protections",
  "securityhub-enabled",
  "vpc-block-public-access",
]);

/** Rules on the account that one Region answers for all. */
export const globalRules: ReadonlySet<string> = new Set([
  "alarm-audit-tampering",
  "alarm-console-login-failures",
  "alarm-iam-and-unauthorized",
  "alarm-kms-deletion",
  "alarm-login-without-mfa",
  "alarm-network-changes",
  "alarm-root-use",
  "backup-reports",
  "backup-restore-testing",
  "cloudtrail-present",
  "iam-break-glass-role",
  "s3-account-public-access-block",
]);

function recordsGlobalTypes({ type, inputs: { recordingGroup: group } }: ResourceDescription): boolean {
  if (type !== tokenOfClass("cfg.Recorder") || typeof group !== "object" || group === null) return false;
  return "includeGlobalResourceTypes" in group && group.includeGlobalResourceTypes === true;
}

/**
 * What a Region is judged by: what is there, and what is the account's. AWS Config is to record IAM's resources in one Region only, so where it does,
 * recorders of the others count as if they did. Source: AWS Config API Reference, RecordingGroup, `includeGlobalResourceTypes`.
 */
export function resourcesIn(region: string, resources: readonly ResourceDescription[]): readonly ResourceDescription[] {
  const isRecorded = resources.some(recordsGlobalTypes);
  return resources
    .filter(({ provider }) => provider === undefined || provider.inputs.region === region)
    .map((resource) => (isRecorded && resource.type === tokenOfClass("cfg.Recorder") ? withGlobalTypes(resource) : resource));
}

function withGlobalTypes(recorder: ResourceDescription): ResourceDescription {
  const { recordingGroup: group } = recorder.inputs;
  if (typeof group !== "object" || group === null) return recorder;
  return { ...recorder, inputs: { ...recorder.inputs, recordingGroup: { ...group, includeGlobalResourceTypes: true } } };
}

function inRegion({ because, ...verdict }: Verdict, region: string): Verdict {
  return { ...verdict, because: because === "" ? "" : `${because} (in ${region})` };
}

/** One judgement of a rule for all Regions: it holds where it holds in each. */
export function ofAllRegions(byRegion: ReadonlyMap<string, readonly Judgement[]>): readonly Judgement[] {
  const byRule = new Map<string, { readonly first: Judgement; readonly verdicts: Verdict[] }>();
  for (const [region, judgements] of byRegion) {
    for (const judgement of judgements) {
      const known = byRule.get(judgement.rule.id) ?? { first: judgement, verdicts: [] };
      known.verdicts.push(inRegion(judgement.verdict, region));
      byRule.set(judgement.rule.id, known);
    }
  }
  return [...byRule.values()].map(({ first, verdicts }) => ({ ...first, verdict: all(...verdicts) }));
}
