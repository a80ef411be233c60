import { isInBackupPlan } from "../../aws/backup-selection";
import { defineRule } from "../../rule";

const instance = { ami: "ami-0123456789abcdef0", instanceType: "t4g.large" };
const role = "arn:aws:iam::123456789012:role/backup";

export default defineRule({
  id: "ec2-in-backup-plan",
  title: "EC2 instances are in a backup plan",
  threat: "ePHI on the disks of an instance that fails or is terminated cannot be brought back.",
  remedy: "Select the instance in an aws.backup.Selection, by its ARN or its tags.",
  cites: ["164.308(a)(7)(ii)(A)", "164.308(a)(7)(i)", "164.308(a)(7)(ii)(B)"],
  severity: "medium",
  // Advisory: backup plans often belong to another stack, and an instance without data of its own needs none.
  level: "advisory",
  applies: "ephi",
  on: ["ec2.Instance"],
  check: (instance, stack) => isInBackupPlan({ resource: instance, kind: "ec2.Instance", arns: "arn:aws:ec2:*:*:instance/*" }, stack),
  equivalents: { config: ["ec2-resources-protected-by-backup-plan"] },
  examples: {
    good: {
      "selected by its ARN": (s) => {
        const found = s.add("ec2.Instance", instance);
        s.add("backup.Selection", { planId: "plan", iamRoleArn: role, resources: [found.out("arn")] });
        return found;
      },
      "selected by a condition on its tag": (s) => {
        s.add("backup.Selection", {
          planId: "plan",
          iamRoleArn: role,
          resources: ["*"],
          conditions: [{ stringEquals: [{ key: "aws:ResourceTag/backup", value: "daily" }] }],
        });
        return s.add("ec2.Instance", { ...instance, tags: { backup: "daily" } });
      },
    },
    bad: {
      "no backup plan": (s) => s.add("ec2.Instance", instance),
      "without the tag of the condition": (s) => {
        s.add("backup.Selection", {
          planId: "plan",
          iamRoleArn: role,
          resources: ["*"],
          conditions: [{ stringEquals: [{ key: "aws:ResourceTag/backup", value: "daily" }] }],
        });
        return s.add("ec2.Instance", { ...instance, tags: { backup: "never" } });
      },
      "another instance is selected": (s) => {
        const other = s.add("ec2.Instance", instance);
        s.add("backup.Selection", { planId: "plan", iamRoleArn: role, resources: [other.out("arn")] });
        return s.add("ec2.Instance", instance);
      },
    },
    unknown: {
      "selection known later": (s) => {
        s.add("backup.Selection", { planId: "plan", iamRoleArn: role, resources: [s.later()] });
        return s.add("ec2.Instance", instance);
      },
    },
    notApplicable: {
      "no ePHI": (s) => s.add("ec2.Instance", { ...instance, tags: { DataClassification: "none" } }),
    },
  },
});
