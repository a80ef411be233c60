import { defineRule } from "../../rule";

export default defineRule({
  id: "log-group-kms",
  title: "CloudWatch log groups are encrypted with a customer-managed KMS key",
  threat: "Log events that hold ePHI are readable by every principal that may read logs, and no key of yours can take that back.",
  remedy: "Set kmsKeyId to the ARN of a customer-managed key whose policy admits logs.<region>.amazonaws.com.",
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["cloudwatch.LogGroup"],
  check: (logs, stack) =>
    stack
      .key(
        logs,
        logs.at((p) => p.kmsKeyId),
      )
      .isCustomerManaged("log events are encrypted with a key of CloudWatch Logs' own"),
  equivalents: {
    cdkNag: ["HIPAA.Security-CloudWatchLogGroupEncrypted"],
    prowler: ["cloudwatch_log_group_kms_encryption_enabled"],
    checkov: ["CKV_AWS_158"],
  },
  examples: {
    good: {
      "a key of the stack": (s) => {
        const key = s.add("kms.Key", {});
        return s.add("cloudwatch.LogGroup", { kmsKeyId: key.out("arn") });
      },
      "a key by its ARN": (s) =>
        s.add("cloudwatch.LogGroup", { kmsKeyId: "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab" }),
    },
    bad: {
      "no key": (s) => s.add("cloudwatch.LogGroup", {}),
      "disabled key": (s) => {
        const key = s.add("kms.Key", { isEnabled: false });
        return s.add("cloudwatch.LogGroup", { kmsKeyId: key.out("arn") });
      },
    },
    unknown: {
      "key known later": (s) => s.add("cloudwatch.LogGroup", { kmsKeyId: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("cloudwatch.LogGroup", { tags: { DataClassification: "none" } }),
    },
  },
});
