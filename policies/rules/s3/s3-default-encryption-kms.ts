import { receivesLogsUnderSseS3Only } from "../../aws/log-delivery";
import { not } from "../../aws/ternary";
import type { Cell } from "../../cell";
import { defineRule, missing, notApplicable, when } from "../../rule";

/** Under AES256, S3's own keys, the objects are encrypted too, but nobody can see, limit or withdraw the use of the key. Two layers under KMS count as KMS. */
const underKms = (algorithm: Cell<string>) =>
  algorithm.or("AES256").shown().oneOf(["aws:kms", "aws:kms:dsse"], "new objects are not encrypted under a KMS key by default");

export default defineRule({
  id: "s3-default-encryption-kms",
  title: "S3 buckets encrypt new objects under a KMS key by default",
  threat: "Whoever may read the bucket reads ePHI: no key policy stands in the way, and no use of a key is logged.",
  remedy:
    'Add an aws.s3.BucketServerSideEncryptionConfiguration for the bucket with sseAlgorithm "aws:kms" and a kmsMasterKeyId in applyServerSideEncryptionByDefault.',
  cites: ["164.312(a)(2)(iv)", "164.312(c)(2)", "164.312(e)(2)(ii)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["s3.Bucket"],
  check: (bucket, stack) =>
    when(
      not(receivesLogsUnderSseS3Only(bucket, stack)),
      () =>
        stack
          .attached(bucket, "s3.BucketServerSideEncryptionConfiguration", (p) => p.bucket)
          .decide({
            present: (configuration) =>
              configuration
                .list((p) => p.rules)
                .some(
                  (rule) => underKms(rule.at((r) => r.applyServerSideEncryptionByDefault?.sseAlgorithm)),
                  () => missing(configuration, "the encryption configuration has no rule", "a rule"),
                ),
            absent: () =>
              underKms(bucket.at((p) => p.serverSideEncryptionConfiguration?.rule.applyServerSideEncryptionByDefault?.sseAlgorithm)),
          }),
      () => notApplicable("AWS delivers logs into the bucket that it cannot write under a KMS key"),
    ),
  equivalents: {
    config: ["s3-bucket-server-side-encryption-enabled", "s3-default-encryption-kms"],
    cdkNag: ["HIPAA.Security-S3DefaultEncryptionKMS"],
    prowler: ["s3_bucket_default_encryption", "s3_bucket_kms_encryption"],
    checkov: ["CKV_AWS_19", "CKV_AWS_145"],
    pulumi: ["aws-s3-bucket-enable-server-side-encryption", "aws-s3-bucket-configure-server-side-encryption-kms"],
  },
  examples: {
    good: {
      "separate resource": (s) => {
        const bucket = s.add("s3.Bucket", {});
        const key = s.add("kms.Key", {});
        s.add("s3.BucketServerSideEncryptionConfiguration", {
          bucket: bucket.out("id"),
          rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.out("arn") } }],
        });
        return bucket;
      },
      "two layers, by the older class": (s) => {
        const bucket = s.add("s3.BucketV2", {});
        s.add("s3.BucketServerSideEncryptionConfigurationV2", {
          bucket: bucket.out("id"),
          rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms:dsse" } }],
        });
        return bucket;
      },
      "inline in the older class": (s) =>
        s.add("s3.BucketV2", {
          serverSideEncryptionConfigurations: [{ rules: [{ applyServerSideEncryptionByDefaults: [{ sseAlgorithm: "aws:kms" }] }] }],
        }),
    },
    bad: {
      "nothing set: AWS takes keys of S3's own": (s) => s.add("s3.Bucket", {}),
      "keys of S3's own in a separate resource": (s) => {
        const bucket = s.add("s3.Bucket", {});
        s.add("s3.BucketServerSideEncryptionConfiguration", {
          bucket: bucket.out("id"),
          rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
        });
        return bucket;
      },
      "a data bucket that logs into itself": (s) => {
        const bucket = s.add("s3.Bucket", { bucket: "records" });
        s.add("s3.BucketLogging", { bucket: bucket.out("id"), targetBucket: bucket.out("id"), targetPrefix: "access/" });
        return bucket;
      },
      "the log bucket of a network load balancer, which takes a KMS key": (s) => {
        const bucket = s.add("s3.Bucket", {});
        s.add("lb.LoadBalancer", { loadBalancerType: "network", accessLogs: { bucket: bucket.out("id"), enabled: true } });
        return bucket;
      },
    },
    unknown: {
      "algorithm known later": (s) => {
        const bucket = s.add("s3.Bucket", {});
        s.add("s3.BucketServerSideEncryptionConfiguration", {
          bucket: bucket.out("id"),
          rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: s.later() } }],
        });
        return bucket;
      },
    },
    notApplicable: {
      "no ePHI": (s) => s.add("s3.Bucket", { tags: { DataClassification: "none" } }),
      "receives the access logs of another bucket": (s) => {
        const logs = s.add("s3.Bucket", {});
        const records = s.add("s3.Bucket", {});
        s.add("s3.BucketLogging", { bucket: records.out("id"), targetBucket: logs.out("id"), targetPrefix: "records/" });
        return logs;
      },
      "receives the access logs of another bucket, inline in the older class": (s) => {
        const logs = s.add("s3.BucketV2", {});
        s.add("s3.BucketV2", { loggings: [{ targetBucket: logs.out("id"), targetPrefix: "records/" }] });
        return logs;
      },
      "receives the logs of an application load balancer": (s) => {
        const logs = s.add("s3.Bucket", {});
        s.add("lb.LoadBalancer", { accessLogs: { bucket: logs.out("bucket"), enabled: true } });
        return logs;
      },
    },
  },
});
