import type { Cell } from "../../cell";
import type { Resource } from "../../graph/resource";
import type { Stack } from "../../graph/stack";
import { all, defineRule, type Verdict } from "../../rule";

const because = "copies of snapshots are not encrypted under a customer-managed KMS key";

function encrypted(policy: Resource<"dlm.LifecyclePolicy">, stack: Stack, flag: Cell<boolean>, key: Cell<string>): Verdict {
  return all(flag.or(false).equals(true, because), stack.key(policy, key).isCustomerManaged(because));
}

export default defineRule({
  id: "dlm-copies-encrypted",
  title: "DLM encrypts copies of snapshots under a customer-managed KMS key",
  threat: "A copy of a disk that holds ePHI lies in another region unencrypted, or under a key that no policy of the site guards.",
  remedy:
    "Set encrypted to true and cmkArn in each of the crossRegionCopyRules, and in encryptionConfiguration of each of the action's crossRegionCopies.",
  cites: ["164.312(a)(2)(iv)", "164.308(a)(7)(ii)(A)", "164.312(e)(2)(ii)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["dlm.LifecyclePolicy"],
  // A policy that copies nothing leaves snapshots encrypted as their volumes are. Without cmkArn the copy takes the region's default key for EBS.
  check: (policy, stack) =>
    all(
      policy
        .list((p) => p.policyDetails.schedules)
        .each((schedule) =>
          schedule
            .list((s) => s.crossRegionCopyRules)
            .each((copy) =>
              encrypted(
                policy,
                stack,
                copy.at((c) => c.encrypted),
                copy.at((c) => c.cmkArn),
              ),
            ),
        ),
      policy
        .list((p) => p.policyDetails.action?.crossRegionCopies)
        .each((copy) =>
          encrypted(
            policy,
            stack,
            copy.at((c) => c.encryptionConfiguration.encrypted),
            copy.at((c) => c.encryptionConfiguration.cmkArn),
          ),
        ),
    ),
  equivalents: {
    prowler: ["dlm_ebs_snapshot_lifecycle_policy_exists"],
    checkov: ["CKV_AWS_253", "CKV_AWS_254", "CKV_AWS_255", "CKV_AWS_256"],
  },
  examples: {
    good: {
      "a copy by schedule": (s) =>
        s.add("dlm.LifecyclePolicy", {
          description: "daily",
          executionRoleArn: "arn:aws:iam::111122223333:role/dlm",
          policyDetails: {
            resourceTypes: ["VOLUME"],
            targetTags: { Backup: "daily" },
            schedules: [
              {
                name: "daily",
                createRule: { interval: 24 },
                retainRule: { count: 35 },
                crossRegionCopyRules: [{ target: "us-west-2", encrypted: true, cmkArn: "arn:aws:kms:us-west-2:111122223333:alias/copies" }],
              },
            ],
          },
        }),
      "a copy by event": (s) =>
        s.add("dlm.LifecyclePolicy", {
          description: "shared",
          executionRoleArn: "arn:aws:iam::111122223333:role/dlm",
          policyDetails: {
            policyType: "EVENT_BASED_POLICY",
            eventSource: {
              type: "MANAGED_CWE",
              parameters: { descriptionRegex: "^.*$", eventType: "shareSnapshot", snapshotOwners: ["444455556666"] },
            },
            action: {
              name: "copy",
              crossRegionCopies: [
                {
                  target: "us-west-2",
                  encryptionConfiguration: { encrypted: true, cmkArn: "arn:aws:kms:us-west-2:111122223333:alias/copies" },
                },
              ],
            },
          },
        }),
    },
    bad: {
      "a copy that is not encrypted": (s) =>
        s.add("dlm.LifecyclePolicy", {
          description: "daily",
          executionRoleArn: "arn:aws:iam::111122223333:role/dlm",
          policyDetails: {
            resourceTypes: ["VOLUME"],
            targetTags: { Backup: "daily" },
            schedules: [
              {
                name: "daily",
                createRule: { interval: 24 },
                retainRule: { count: 35 },
                crossRegionCopyRules: [{ target: "us-west-2", encrypted: false }],
              },
            ],
          },
        }),
      "a copy by event, under the region's default key": (s) =>
        s.add("dlm.LifecyclePolicy", {
          description: "shared",
          executionRoleArn: "arn:aws:iam::111122223333:role/dlm",
          policyDetails: {
            policyType: "EVENT_BASED_POLICY",
            eventSource: {
              type: "MANAGED_CWE",
              parameters: { descriptionRegex: "^.*$", eventType: "shareSnapshot", snapshotOwners: ["444455556666"] },
            },
            action: { name: "copy", crossRegionCopies: [{ target: "us-west-2", encryptionConfiguration: { encrypted: true } }] },
          },
        }),
    },
    unknown: {
      "key known later": (s) =>
        s.add("dlm.LifecyclePolicy", {
          description: "daily",
          executionRoleArn: "arn:aws:iam::111122223333:role/dlm",
          policyDetails: {
            resourceTypes: ["VOLUME"],
            targetTags: { Backup: "daily" },
            schedules: [
              {
                name: "daily",
                createRule: { interval: 24 },
                retainRule: { count: 35 },
                crossRegionCopyRules: [{ target: "us-west-2", encrypted: true, cmkArn: s.later() }],
              },
            ],
          },
        }),
    },
    notApplicable: {
      "no copies": (s) =>
        s.add("dlm.LifecyclePolicy", {
          description: "daily",
          executionRoleArn: "arn:aws:iam::111122223333:role/dlm",
          policyDetails: {
            resourceTypes: ["VOLUME"],
            targetTags: { Backup: "daily" },
            schedules: [{ name: "daily", createRule: { interval: 24 }, retainRule: { count: 35 } }],
          },
        }),
      "no ePHI": (s) =>
        s.add("dlm.LifecyclePolicy", {
          description: "daily",
          executionRoleArn: "arn:aws:iam::111122223333:role/dlm",
          tags: { DataClassification: "none" },
          policyDetails: {
            resourceTypes: ["VOLUME"],
            targetTags: { Backup: "daily" },
            schedules: [
              {
                name: "daily",
                createRule: { interval: 24 },
                retainRule: { count: 35 },
                crossRegionCopyRules: [{ target: "us-west-2", encrypted: false }],
              },
            ],
          },
        }),
    },
  },
});
