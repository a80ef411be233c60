import { defineRule } from "../../rule";

export default defineRule({
  id: "kinesis-encrypted",
  title: "Kinesis data streams are encrypted at rest",
  threat: "Records that hold ePHI lie unencrypted in the stream for as long as it retains them.",
  remedy: 'Set encryptionType to "KMS" and kmsKeyId to a customer-managed key.',
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["kinesis.Stream"],
  // A key need not be asked for: the provider refuses "KMS" without one. Whose key it is does not decide whether records are encrypted.
  check: (stream) =>
    stream
      .at((p) => p.encryptionType)
      .or("NONE")
      .shown()
      .equals("KMS", "server-side encryption is not enabled"),
  equivalents: {
    config: ["kinesis-stream-encrypted"],
    cdkNag: ["KinesisDataStreamSSE", "KinesisDataStreamDefaultKeyWhenSSE"],
    prowler: ["kinesis_stream_encrypted_at_rest"],
    checkov: ["CKV_AWS_43", "CKV_AWS_185"],
  },
  examples: {
    good: {
      "customer-managed key": (s) => {
        const key = s.add("kms.Key", {});
        return s.add("kinesis.Stream", { shardCount: 1, encryptionType: "KMS", kmsKeyId: key.out("arn") });
      },
      "AWS managed key": (s) => s.add("kinesis.Stream", { shardCount: 1, encryptionType: "KMS", kmsKeyId: "alias/aws/kinesis" }),
    },
    bad: {
      "nothing set": (s) => s.add("kinesis.Stream", { shardCount: 1 }),
      "encryption off": (s) => s.add("kinesis.Stream", { shardCount: 1, encryptionType: "NONE" }),
      "key without the type": (s) => s.add("kinesis.Stream", { shardCount: 1, kmsKeyId: "alias/aws/kinesis" }),
    },
    unknown: {
      "type known later": (s) => s.add("kinesis.Stream", { shardCount: 1, encryptionType: s.later(), kmsKeyId: "alias/aws/kinesis" }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("kinesis.Stream", { shardCount: 1, tags: { DataClassification: "none" } }),
    },
  },
});
