import { defineRule } from "../../rule";

const detector = { enabled: true, logGroupArnLists: ["arn:aws:logs:us-east-1:111122223333:log-group:clinic"] };

export default defineRule({
  id: "log-anomaly-detector-kms",
  title: "Log anomaly detectors are encrypted with a customer-managed KMS key",
  threat: "The patterns and samples that the detector keeps repeat ePHI from the log events under a key that you cannot withdraw.",
  remedy: "Set kmsKeyId to the ARN of a customer-managed key.",
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "low",
  level: "mandatory",
  applies: "ephi",
  on: ["cloudwatch.LogAnomalyDetector"],
  check: (detects, stack) =>
    stack
      .key(
        detects,
        detects.at((p) => p.kmsKeyId),
      )
      .isCustomerManaged("what the detector keeps is encrypted with a key of CloudWatch Logs' own"),
  equivalents: {},
  examples: {
    good: {
      "a key of the stack": (s) => {
        const key = s.add("kms.Key", {});
        return s.add("cloudwatch.LogAnomalyDetector", { ...detector, kmsKeyId: key.out("arn") });
      },
      "a key by its ARN": (s) =>
        s.add("cloudwatch.LogAnomalyDetector", {
          ...detector,
          kmsKeyId: "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        }),
    },
    bad: {
      "no key": (s) => s.add("cloudwatch.LogAnomalyDetector", detector),
      "disabled key": (s) => {
        const key = s.add("kms.Key", { isEnabled: false });
        return s.add("cloudwatch.LogAnomalyDetector", { ...detector, kmsKeyId: key.out("arn") });
      },
    },
    unknown: {
      "key known later": (s) => s.add("cloudwatch.LogAnomalyDetector", { ...detector, kmsKeyId: s.later() }),
    },
    notApplicable: {
      "log group without ePHI": (s) => {
        const logs = s.add("cloudwatch.LogGroup", { tags: { DataClassification: "none" } });
        return s.add("cloudwatch.LogAnomalyDetector", { enabled: true, logGroupArnLists: [logs.out("arn")] });
      },
    },
  },
});
