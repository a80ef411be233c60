import { defineRule } from "../../rule";

const backups = { sourceDbInstanceArn: "arn:aws:rds:us-east-1:123456789012:db:patients" };
const key = "arn:aws:kms:us-west-2:123456789012:key/11111111-2222-3333-4444-555555555555";

export default defineRule({
  id: "rds-backup-replication-kms",
  title: "Replicated RDS backups are encrypted with a customer-managed KMS key",
  threat: "Backups in a second Region disclose ePHI, or stay readable after the key of the first was withdrawn.",
  remedy: "Set kmsKeyId to a customer-managed KMS key of the destination Region.",
  cites: ["164.312(a)(2)(iv)", "164.308(a)(7)(ii)(A)", "164.312(e)(2)(ii)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["rds.InstanceAutomatedBackupsReplication"],
  check: (backups, stack) =>
    stack
      .key(
        backups,
        backups.at((p) => p.kmsKeyId),
      )
      .isCustomerManaged("the replicated backups are not encrypted with a customer-managed key"),
  equivalents: { checkov: ["CKV_AWS_245"] },
  examples: {
    good: {
      "key by its ARN": (s) => s.add("rds.InstanceAutomatedBackupsReplication", { ...backups, kmsKeyId: key }),
      "key of this stack": (s) => {
        const own = s.add("kms.Key", { enableKeyRotation: true });
        return s.add("rds.InstanceAutomatedBackupsReplication", { ...backups, kmsKeyId: own.out("arn") });
      },
    },
    bad: {
      "AWS's own key": (s) => s.add("rds.InstanceAutomatedBackupsReplication", { ...backups, kmsKeyId: "alias/aws/rds" }),
      "no key": (s) => s.add("rds.InstanceAutomatedBackupsReplication", backups),
    },
    unknown: {
      "key known later": (s) => s.add("rds.InstanceAutomatedBackupsReplication", { ...backups, kmsKeyId: s.later() }),
    },
    notApplicable: {
      "backups of a database without ePHI": (s) => {
        const source = s.add("rds.Instance", { instanceClass: "db.t4g.medium", engine: "postgres", tags: { DataClassification: "none" } });
        return s.add("rds.InstanceAutomatedBackupsReplication", { sourceDbInstanceArn: source.out("arn") });
      },
    },
  },
});
