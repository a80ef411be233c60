import { grantsNothingToEveryone } from "../../aws/iam/judge-policy";
import { all, defineRule } from "../../rule";

const fileSystemId = "fs-0123456789abcdef0";
const policy = (principal: unknown, condition?: unknown) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: principal,
        Action: "elasticfilesystem:ClientMount",
        ...(condition === undefined ? {} : { Condition: condition }),
      },
    ],
  });

export default defineRule({
  id: "efs-policy-not-public",
  title: "Policies of EFS file systems grant nothing to everyone",
  threat: "Whoever reaches the network mounts the file system and reads its ePHI.",
  remedy:
    'Name the principals of each Allow, or narrow it with a condition on elasticfilesystem:AccessedViaMountTarget "true" or an access point; leave bypassPolicyLockoutSafetyCheck out.',
  cites: ["164.312(a)(1)", "164.308(a)(3)(i)", "164.308(a)(4)(ii)(A)", "164.308(a)(4)(ii)(C)", "164.312(e)(1)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["efs.FileSystemPolicy"],
  // AWS counts a grant to clients of the VPC's mount targets as not public: Amazon EFS User Guide, "Blocking public access to file systems".
  check: (attached) =>
    all(
      grantsNothingToEveryone(
        attached.at((p) => p.policy),
        { narrowingKeys: ["elasticfilesystem:AccessedViaMountTarget", "elasticfilesystem:AccessPointArn"] },
      ),
      attached
        .at((p) => p.bypassPolicyLockoutSafetyCheck)
        .or(false)
        .equals(false, "the policy may lock out its own administrators"),
    ),
  equivalents: { prowler: ["efs_not_publicly_accessible"] },
  examples: {
    good: {
      "one role": (s) => s.add("efs.FileSystemPolicy", { fileSystemId, policy: policy({ AWS: "arn:aws:iam::111122223333:role/imaging" }) }),
      "clients of the mount targets": (s) =>
        s.add("efs.FileSystemPolicy", {
          fileSystemId,
          policy: policy({ AWS: "*" }, { Bool: { "elasticfilesystem:AccessedViaMountTarget": "true" } }),
        }),
    },
    bad: {
      everyone: (s) => s.add("efs.FileSystemPolicy", { fileSystemId, policy: policy({ AWS: "*" }) }),
      "check bypassed": (s) =>
        s.add("efs.FileSystemPolicy", {
          fileSystemId,
          policy: policy({ AWS: "arn:aws:iam::111122223333:role/imaging" }),
          bypassPolicyLockoutSafetyCheck: true,
        }),
    },
    unknown: {
      "policy known later": (s) => s.add("efs.FileSystemPolicy", { fileSystemId, policy: s.later() }),
    },
    notApplicable: {
      "policy of a file system without ePHI": (s) => {
        const fileSystem = s.add("efs.FileSystem", { tags: { DataClassification: "none" } });
        return s.add("efs.FileSystemPolicy", { fileSystemId: fileSystem.out("id"), policy: policy({ AWS: "*" }) });
      },
    },
  },
});
