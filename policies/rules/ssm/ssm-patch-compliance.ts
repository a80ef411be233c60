import { any, defineRule, missing, when } from "../../rule";

const unpatched = "nothing in the stack patches the machine";
const isPatching = (name: string) => /(?:^|[:/])AWS-(?:RunPatchBaseline(?:Association|WithHooks)?|ApplyPatchBaseline)$/.test(name);

export default defineRule({
  id: "ssm-patch-compliance",
  title: "Machines are patched by Systems Manager, within a week",
  threat: "A known hole in a machine among ePHI stays open.",
  remedy:
    "Add an aws.ssm.Association with name AWS-RunPatchBaseline, or a MaintenanceWindowTask with that taskArn; in a PatchBaseline set approveAfterDays to 7 or less.",
  cites: ["164.308(a)(5)(ii)(B)", "164.308(a)(1)(ii)(B)", "164.308(a)(5)(ii)(A)"],
  severity: "medium",
  // A hint: a patch policy of Quick Setup, or machines that are replaced instead of patched, leave no trace in the program.
  level: "advisory",
  applies: "ephi",
  on: ["ec2.Instance", "ssm.PatchBaseline"],
  // What an association names as its targets is not compared with the machine. A rule with approveUntilDate has no days.
  check: (subject, stack) => {
    const baseline = subject.as("ssm.PatchBaseline");
    if (baseline) {
      return baseline
        .list((p) => p.approvalRules)
        .each((rule) => {
          const days = rule.at((p) => p.approveAfterDays);
          return when(days.present, () => days.shown().atMost(7, "patches wait too long for approval"));
        });
    }
    const absent = () => missing(subject, unpatched, "an aws.ssm.Association with AWS-RunPatchBaseline");
    return any(
      stack.some(
        "ssm.Association",
        (association) => association.at((p) => p.name).test(isPatching, "AWS-RunPatchBaseline", unpatched),
        absent,
      ),
      stack.some(
        "ssm.MaintenanceWindowTask",
        (task) => task.at((p) => p.taskArn).test(isPatching, "AWS-RunPatchBaseline", unpatched),
        absent,
      ),
    );
  },
  equivalents: {
    config: ["ec2-managedinstance-patch-compliance-status-check", "ec2-managedinstance-association-compliance-status-check"],
    prowler: ["ssm_managed_compliant_patching", "ec2_instance_with_outdated_ami", "ec2_instance_older_than_specific_days"],
  },
  examples: {
    good: {
      "by an association": (s) => {
        s.add("ssm.Association", { name: "AWS-RunPatchBaseline", scheduleExpression: "rate(1 day)" });
        return s.add("ec2.Instance", { ami: "ami-0123456789abcdef0", instanceType: "t4g.small" });
      },
      "in a maintenance window": (s) => {
        s.add("ssm.MaintenanceWindowTask", { taskArn: "AWS-RunPatchBaseline", taskType: "RUN_COMMAND", windowId: "mw-0123456789abcdef0" });
        return s.add("ec2.Instance", { ami: "ami-0123456789abcdef0", instanceType: "t4g.small" });
      },
      "approved after a week": (s) =>
        s.add("ssm.PatchBaseline", {
          approvalRules: [{ approveAfterDays: 7, patchFilters: [{ key: "CLASSIFICATION", values: ["Security"] }] }],
        }),
    },
    bad: {
      "nothing patches": (s) => s.add("ec2.Instance", { ami: "ami-0123456789abcdef0", instanceType: "t4g.small" }),
      "another association": (s) => {
        s.add("ssm.Association", { name: "AWS-GatherSoftwareInventory" });
        return s.add("ec2.Instance", { ami: "ami-0123456789abcdef0", instanceType: "t4g.small" });
      },
      "approved after a month": (s) =>
        s.add("ssm.PatchBaseline", {
          approvalRules: [{ approveAfterDays: 30, patchFilters: [{ key: "CLASSIFICATION", values: ["Security"] }] }],
        }),
    },
    unknown: {
      "document known later": (s) => {
        s.add("ssm.Association", { name: s.later() });
        return s.add("ec2.Instance", { ami: "ami-0123456789abcdef0", instanceType: "t4g.small" });
      },
    },
    notApplicable: {
      "no ePHI": (s) =>
        s.add("ec2.Instance", { ami: "ami-0123456789abcdef0", instanceType: "t4g.small", tags: { DataClassification: "none" } }),
      "approved by date": (s) =>
        s.add("ssm.PatchBaseline", {
          approvalRules: [{ approveUntilDate: "2026-10-01", patchFilters: [{ key: "CLASSIFICATION", values: ["Security"] }] }],
        }),
    },
  },
});
