import { any, defineRule } from "../../rule";

export default defineRule({
  id: "sqs-encrypted",
  title: "SQS queues are encrypted at rest",
  threat: "Messages that hold ePHI lie unencrypted on the disks of the service until they are read.",
  remedy: "Leave sqsManagedSseEnabled out or set it to true, or set kmsMasterKeyId.",
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["sqs.Queue"],
  // SQS encrypts new queues with keys of its own (SSE-SQS) unless it is told not to: SQS Developer Guide, "Encryption at rest".
  check: (queue) =>
    any(
      queue
        .at((p) => p.sqsManagedSseEnabled)
        .or(true)
        .equals(true, "encryption is switched off"),
      queue.at((p) => p.kmsMasterKeyId).isSet("no KMS key is set", "a KMS key"),
    ),
  fix: () => ({ sqsManagedSseEnabled: true }),
  equivalents: {
    cdkNag: ["SQSQueueSSE"],
    prowler: ["sqs_queues_server_side_encryption_enabled"],
    checkov: ["CKV_AWS_27"],
  },
  examples: {
    good: {
      "nothing set": (s) => s.add("sqs.Queue", {}),
      "keys of SQS": (s) => s.add("sqs.Queue", { sqsManagedSseEnabled: true }),
      "a KMS key": (s) => {
        const key = s.add("kms.Key", {});
        return s.add("sqs.Queue", { sqsManagedSseEnabled: false, kmsMasterKeyId: key.out("arn") });
      },
    },
    bad: {
      "switched off": (s) => s.add("sqs.Queue", { sqsManagedSseEnabled: false }),
      "a lifetime of data keys, but no key": (s) => s.add("sqs.Queue", { sqsManagedSseEnabled: false, kmsDataKeyReusePeriodSeconds: 300 }),
    },
    unknown: {
      "flag known later": (s) => s.add("sqs.Queue", { sqsManagedSseEnabled: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("sqs.Queue", { sqsManagedSseEnabled: false, tags: { DataClassification: "none" } }),
    },
  },
});
