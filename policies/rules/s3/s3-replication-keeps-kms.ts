import { receivesLogsUnderSseS3Only } from "../../aws/log-delivery";
import type { Cell } from "../../cell";
import type { Resource } from "../../graph/resource";
import type { Stack } from "../../graph/stack";
import { all, defineRule, notApplicable, type Verdict, when } from "../../rule";

const because = "objects under KMS keys are not replicated";

/** A bucket of logs that AWS writes only under SSE-S3 has no objects under KMS keys to leave out. */
const unlessUnderSseS3 = (bucket: Resource<"s3.Bucket">, stack: Stack, judge: () => Verdict): Verdict =>
  when(receivesLogsUnderSseS3Only(bucket, stack), () => notApplicable("AWS delivers logs into the bucket under SSE-S3 only"), judge);
const keyed = (key: Cell<string>) => key.isSet("no key is named for the replicas", "a KMS key");

export default defineRule({
  id: "s3-replication-keeps-kms",
  title: "S3 replication takes objects under KMS keys along, and keeps them under one",
  threat: "S3 leaves objects under KMS keys out of the replication without a word: the second copy of ePHI is not there when it is needed.",
  remedy:
    'In each enabled rule set sourceSelectionCriteria.sseKmsEncryptedObjects.status to "Enabled" and destination.encryptionConfiguration.replicaKmsKeyId.',
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["s3.BucketReplicationConfig", "s3.Bucket"],
  // Source: Amazon S3 User Guide, "Replicating encrypted objects (SSE-C, SSE-S3, SSE-KMS, DSSE-KMS)".
  check(resource, stack): Verdict {
    const bucket = resource.as("s3.Bucket");
    if (bucket) {
      const rules = bucket.list((p) => p.replicationConfiguration?.rules);
      if (rules.state === "absent") return notApplicable("it holds no replication rules");
      const judged = rules.each((rule) =>
        when(
          rule.at((r) => r.status).is("Enabled"),
          () =>
            all(
              rule
                .at((r) => r.sourceSelectionCriteria?.sseKmsEncryptedObjects?.enabled)
                .or(false)
                .equals(true, because),
              keyed(rule.at((r) => r.destination.replicaKmsKeyId)),
            ),
          () => notApplicable("its replication rules are switched off"),
        ),
      );
      return unlessUnderSseS3(bucket, stack, () => judged);
    }
    const replication = resource.as("s3.BucketReplicationConfig");
    if (!replication) return notApplicable();
    const judged = replication
      .list((p) => p.rules)
      .each((rule) =>
        when(
          rule.at((r) => r.status).is("Enabled"),
          () =>
            all(
              rule
                .at((r) => r.sourceSelectionCriteria?.sseKmsEncryptedObjects?.status)
                .or("Disabled")
                .shown()
                .equals("Enabled", because),
              keyed(rule.at((r) => r.destination.encryptionConfiguration?.replicaKmsKeyId)),
            ),
          () => notApplicable("its replication rules are switched off"),
        ),
      );
    return stack
      .target(
        replication,
        replication.at((p) => p.bucket),
        "s3.Bucket",
      )
      .decide({
        resource: (source) => unlessUnderSseS3(source, stack, () => judged),
        absent: () => judged,
        outside: () => judged,
      });
  },
  equivalents: {},
  examples: {
    good: {
      "replicas under a key": (s) => {
        const bucket = s.add("s3.Bucket", {});
        return s.add("s3.BucketReplicationConfig", {
          bucket: bucket.out("id"),
          role: "arn:aws:iam::111122223333:role/replication",
          rules: [
            {
              status: "Enabled",
              sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: "Enabled" } },
              destination: {
                bucket: "arn:aws:s3:::records-copy",
                encryptionConfiguration: { replicaKmsKeyId: "arn:aws:kms:us-west-2:111122223333:alias/records" },
              },
            },
          ],
        });
      },
      "replicas under a key, inline": (s) =>
        s.add("s3.Bucket", {
          replicationConfiguration: {
            role: "arn:aws:iam::111122223333:role/replication",
            rules: [
              {
                status: "Enabled",
                sourceSelectionCriteria: { sseKmsEncryptedObjects: { enabled: true } },
                destination: {
                  bucket: "arn:aws:s3:::records-copy",
                  replicaKmsKeyId: "arn:aws:kms:us-west-2:111122223333:alias/records",
                },
              },
            ],
          },
        }),
    },
    bad: {
      "objects under KMS keys left out": (s) => {
        const bucket = s.add("s3.Bucket", {});
        return s.add("s3.BucketReplicationConfig", {
          bucket: bucket.out("id"),
          role: "arn:aws:iam::111122223333:role/replication",
          rules: [{ status: "Enabled", destination: { bucket: "arn:aws:s3:::records-copy" } }],
        });
      },
      "objects under KMS keys left out, inline": (s) =>
        s.add("s3.Bucket", {
          replicationConfiguration: {
            role: "arn:aws:iam::111122223333:role/replication",
            rules: [
              {
                status: "Enabled",
                sourceSelectionCriteria: { sseKmsEncryptedObjects: { enabled: false } },
                destination: {
                  bucket: "arn:aws:s3:::records-copy",
                  replicaKmsKeyId: "arn:aws:kms:us-west-2:111122223333:alias/records",
                },
              },
            ],
          },
        }),
    },
    unknown: {
      "criterion known later": (s) => {
        const bucket = s.add("s3.Bucket", {});
        return s.add("s3.BucketReplicationConfig", {
          bucket: bucket.out("id"),
          role: "arn:aws:iam::111122223333:role/replication",
          rules: [
            {
              status: "Enabled",
              sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: s.later() } },
              destination: {
                bucket: "arn:aws:s3:::records-copy",
                encryptionConfiguration: { replicaKmsKeyId: "arn:aws:kms:us-west-2:111122223333:alias/records" },
              },
            },
          ],
        });
      },
    },
    notApplicable: {
      "a bucket of access logs, which are under SSE-S3": (s) => {
        const logs = s.add("s3.Bucket", {});
        const records = s.add("s3.Bucket", {});
        s.add("s3.BucketLogging", { bucket: records.out("id"), targetBucket: logs.out("id"), targetPrefix: "records/" });
        return s.add("s3.BucketReplicationConfig", {
          bucket: logs.out("id"),
          role: "arn:aws:iam::111122223333:role/replication",
          rules: [{ status: "Enabled", destination: { bucket: "arn:aws:s3:::logs-copy" } }],
        });
      },
      "no replication": (s) => s.add("s3.Bucket", {}),
      "no ePHI": (s) =>
        s.add("s3.Bucket", {
          tags: { DataClassification: "none" },
          replicationConfiguration: {
            role: "arn:aws:iam::111122223333:role/replication",
            rules: [{ status: "Enabled", destination: { bucket: "arn:aws:s3:::site-copy" } }],
          },
        }),
    },
  },
});
