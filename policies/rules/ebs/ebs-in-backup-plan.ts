import { isInBackupPlan } from "../../aws/backup-selection";
import { every, type Ternary } from "../../aws/ternary";
import { any, decide, defineRule } from "../../rule";
import { isUnknown } from "../../unknown";

const volume = { availabilityZone: "us-east-1a", size: 100, encrypted: true };
const role = "arn:aws:iam::123456789012:role/backup";

/** Whether all tags that a lifecycle policy looks for are on the volume: Amazon EBS User Guide, "Amazon Data Lifecycle Manager", target tags. */
function carriesAll(wanted: unknown, tags: unknown): Ternary {
  if (isUnknown(wanted) || isUnknown(tags)) return "unknown";
  if (typeof wanted !== "object" || wanted === null) return "no";
  const carried = new Map<string, unknown>(Object.entries(tags ?? {}));
  return every(Object.entries(wanted), ([key, value]) => {
    const found = carried.get(key);
    if (isUnknown(found) || isUnknown(value)) return "unknown";
    return found === value ? "yes" : "no";
  });
}

export default defineRule({
  id: "ebs-in-backup-plan",
  title: "EBS volumes are in a backup plan",
  threat: "ePHI on a volume that fails or is deleted cannot be brought back.",
  remedy: "Select the volume in an aws.backup.Selection, by its ARN or its tags, or by tags in an aws.dlm.LifecyclePolicy.",
  cites: ["164.308(a)(7)(ii)(A)", "164.308(a)(7)(i)", "164.308(a)(7)(ii)(B)"],
  severity: "medium",
  // Advisory: backup plans often belong to another stack, or to the organization.
  level: "advisory",
  applies: "ephi",
  on: ["ebs.Volume"],
  check: (volume, stack) =>
    any(
      isInBackupPlan({ resource: volume, kind: "ebs.Volume", arns: "arn:aws:ec2:*:*:volume/*" }, stack),
      ...stack
        .all("dlm.LifecyclePolicy")
        .map((policy) =>
          decide(
            carriesAll(policy.at((p) => p.policyDetails.targetTags).raw, volume.at((p) => p.tags).raw),
            "no lifecycle policy of this stack selects it",
            [policy.evidence("a lifecycle policy", "one whose target tags the volume carries")],
          ),
        ),
    ),
  equivalents: {
    config: ["ebs-in-backup-plan"],
    cdkNag: ["HIPAA.Security-EC2EBSInBackupPlan"],
    prowler: ["ec2_ebs_volume_protected_by_backup_plan", "ec2_ebs_volume_snapshots_exists"],
    checkov: ["CKV2_AWS_9"],
  },
  examples: {
    good: {
      "selected by its ARN": (s) => {
        const found = s.add("ebs.Volume", volume);
        s.add("backup.Selection", { planId: "plan", iamRoleArn: role, resources: [found.out("arn")] });
        return found;
      },
      "selected by a tag": (s) => {
        s.add("backup.Selection", {
          planId: "plan",
          iamRoleArn: role,
          selectionTags: [{ type: "STRINGEQUALS", key: "backup", value: "daily" }],
        });
        return s.add("ebs.Volume", { ...volume, tags: { backup: "daily" } });
      },
      "every volume": (s) => {
        s.add("backup.Selection", { planId: "plan", iamRoleArn: role, resources: ["arn:aws:ec2:*:*:volume/*"] });
        return s.add("ebs.Volume", volume);
      },
      "tags of a lifecycle policy": (s) => {
        s.add("dlm.LifecyclePolicy", {
          description: "daily snapshots",
          executionRoleArn: role,
          policyDetails: { resourceTypes: ["VOLUME"], targetTags: { snapshot: "daily" } },
        });
        return s.add("ebs.Volume", { ...volume, tags: { snapshot: "daily" } });
      },
    },
    bad: {
      "no backup plan": (s) => s.add("ebs.Volume", volume),
      "another tag": (s) => {
        s.add("backup.Selection", {
          planId: "plan",
          iamRoleArn: role,
          selectionTags: [{ type: "STRINGEQUALS", key: "backup", value: "daily" }],
        });
        return s.add("ebs.Volume", { ...volume, tags: { backup: "weekly" } });
      },
      "a lifecycle policy for other values of its tag": (s) => {
        s.add("dlm.LifecyclePolicy", {
          description: "daily",
          executionRoleArn: role,
          policyDetails: {
            resourceTypes: ["VOLUME"],
            targetTags: { Backup: "weekly" },
            schedules: [{ name: "daily", createRule: { interval: 24 }, retainRule: { count: 35 } }],
          },
        });
        return s.add("ebs.Volume", { ...volume, tags: { Backup: "daily" } });
      },
      "a lifecycle policy without tags": (s) => {
        s.add("dlm.LifecyclePolicy", { description: "daily", executionRoleArn: role, policyDetails: { resourceTypes: ["INSTANCE"] } });
        return s.add("ebs.Volume", volume);
      },
    },
    unknown: {
      "selection known later": (s) => {
        s.add("backup.Selection", { planId: "plan", iamRoleArn: role, resources: s.later() });
        return s.add("ebs.Volume", volume);
      },
      "a lifecycle policy for a value known later": (s) => {
        s.add("dlm.LifecyclePolicy", {
          description: "daily",
          executionRoleArn: role,
          policyDetails: { resourceTypes: ["VOLUME"], targetTags: { Backup: s.later() } },
        });
        return s.add("ebs.Volume", { ...volume, tags: { Backup: "daily" } });
      },
      "a lifecycle policy for tags known later": (s) => {
        s.add("dlm.LifecyclePolicy", {
          description: "daily",
          executionRoleArn: role,
          policyDetails: { resourceTypes: ["VOLUME"], targetTags: s.later() },
        });
        return s.add("ebs.Volume", { ...volume, tags: { Backup: "daily" } });
      },
    },
    notApplicable: {
      "no ePHI": (s) => s.add("ebs.Volume", { ...volume, tags: { DataClassification: "none" } }),
    },
  },
});
