import { defineRule } from "../../rule";

export default defineRule({
  id: "kinesis-video-customer-key",
  title: "Kinesis video streams are encrypted with a customer-managed KMS key",
  threat: "Recordings of patients lie under a key that you can neither limit nor withdraw.",
  remedy: "Set kmsKeyId to a customer-managed key.",
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["kinesis.VideoStream"],
  check: (video, stack) =>
    stack
      .key(
        video,
        video.at((p) => p.kmsKeyId),
      )
      .isCustomerManaged("recordings are encrypted with AWS's own key"),
  equivalents: { checkov: ["CKV_AWS_177"] },
  examples: {
    good: {
      "a key of the stack": (s) => {
        const key = s.add("kms.Key", {});
        return s.add("kinesis.VideoStream", { kmsKeyId: key.out("arn") });
      },
      "a key by its alias": (s) => s.add("kinesis.VideoStream", { kmsKeyId: "alias/clinic" }),
    },
    bad: {
      "no key": (s) => s.add("kinesis.VideoStream", {}),
      "AWS managed key": (s) => s.add("kinesis.VideoStream", { kmsKeyId: "alias/aws/kinesisvideo" }),
    },
    unknown: {
      "key known later": (s) => s.add("kinesis.VideoStream", { kmsKeyId: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("kinesis.VideoStream", { tags: { DataClassification: "none" } }),
    },
  },
});
