import { or } from "../../aws/ternary";
import { defineRule, notApplicable, when } from "../../rule";

const destination = {
  destination: "extended_s3",
  extendedS3Configuration: { bucketArn: "arn:aws:s3:::archive", roleArn: "arn:aws:iam::111122223333:role/delivery" },
};

export default defineRule({
  id: "firehose-encrypted",
  title: "Firehose streams that take records directly are encrypted at rest",
  threat: "Records that hold ePHI lie unencrypted until they are delivered.",
  remedy: 'Set serverSideEncryption.enabled to true, with keyType "CUSTOMER_MANAGED_CMK" and keyArn for a key of your own.',
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["kinesis.FirehoseDeliveryStream"],
  // From a data stream or a cluster Firehose keeps nothing: records stay, encrypted, at their source. What lies at the destination is encrypted there.
  // Source: Amazon Data Firehose Developer Guide, "Data protection in Amazon Data Firehose".
  check: (delivery) =>
    when(
      or(delivery.at((p) => p.kinesisSourceConfiguration).present, delivery.at((p) => p.mskSourceConfiguration).present),
      () => notApplicable("records stay at their source until they are delivered"),
      () =>
        delivery
          .at((p) => p.serverSideEncryption?.enabled)
          .or(false)
          .equals(true, "server-side encryption is not enabled"),
    ),
  fix: () => ({ serverSideEncryption: { enabled: true } }),
  equivalents: {
    cdkNag: ["KinesisDataFirehoseSSE"],
    prowler: ["firehose_stream_encrypted_at_rest"],
    checkov: ["CKV_AWS_240", "CKV_AWS_241"],
  },
  examples: {
    good: {
      "key of the service": (s) => s.add("kinesis.FirehoseDeliveryStream", { ...destination, serverSideEncryption: { enabled: true } }),
      "customer-managed key": (s) => {
        const key = s.add("kms.Key", {});
        return s.add("kinesis.FirehoseDeliveryStream", {
          ...destination,
          serverSideEncryption: { enabled: true, keyType: "CUSTOMER_MANAGED_CMK", keyArn: key.out("arn") },
        });
      },
    },
    bad: {
      "nothing set": (s) => s.add("kinesis.FirehoseDeliveryStream", destination),
      "flag false": (s) => s.add("kinesis.FirehoseDeliveryStream", { ...destination, serverSideEncryption: { enabled: false } }),
    },
    unknown: {
      "flag known later": (s) => s.add("kinesis.FirehoseDeliveryStream", { ...destination, serverSideEncryption: { enabled: s.later() } }),
    },
    notApplicable: {
      "a data stream as its source": (s) => {
        const stream = s.add("kinesis.Stream", { shardCount: 1, encryptionType: "KMS", kmsKeyId: "alias/aws/kinesis" });
        return s.add("kinesis.FirehoseDeliveryStream", {
          ...destination,
          kinesisSourceConfiguration: { kinesisStreamArn: stream.out("arn"), roleArn: "arn:aws:iam::111122223333:role/delivery" },
        });
      },
      "no ePHI": (s) => s.add("kinesis.FirehoseDeliveryStream", { ...destination, tags: { DataClassification: "none" } }),
    },
  },
});
