import { all, defineRule } from "../../rule";

const kmsKeyArn = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const encrypted = {
  s3Encryption: { s3EncryptionMode: "SSE-KMS", kmsKeyArn },
  cloudwatchEncryption: { cloudwatchEncryptionMode: "SSE-KMS", kmsKeyArn },
  jobBookmarksEncryption: { jobBookmarksEncryptionMode: "CSE-KMS", kmsKeyArn },
};

export default defineRule({
  id: "glue-security-configuration",
  title: "Glue security configurations encrypt results, logs and bookmarks",
  threat: "What a job writes, logs or remembers of ePHI lies unencrypted.",
  remedy:
    'Set s3EncryptionMode to "SSE-KMS", cloudwatchEncryptionMode to "SSE-KMS" and jobBookmarksEncryptionMode to "CSE-KMS", each with kmsKeyArn.',
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["glue.SecurityConfiguration"],
  // SSE-S3 encrypts results as well; for logs and bookmarks there is KMS or nothing.
  check: (security) =>
    all(
      security
        .at((p) => p.encryptionConfiguration.s3Encryption.s3EncryptionMode)
        .or("DISABLED")
        .shown()
        .oneOf(["SSE-KMS", "SSE-S3"], "results are not encrypted"),
      security
        .at((p) => p.encryptionConfiguration.cloudwatchEncryption.cloudwatchEncryptionMode)
        .or("DISABLED")
        .shown()
        .equals("SSE-KMS", "logs are not encrypted"),
      security
        .at((p) => p.encryptionConfiguration.jobBookmarksEncryption.jobBookmarksEncryptionMode)
        .or("DISABLED")
        .shown()
        .equals("CSE-KMS", "bookmarks are not encrypted"),
    ),
  equivalents: {
    cdkNag: ["GlueEncryptedCloudWatchLogs", "GlueJobBookmarkEncrypted"],
    prowler: [
      "glue_etl_jobs_amazon_s3_encryption_enabled",
      "glue_etl_jobs_cloudwatch_logs_encryption_enabled",
      "glue_etl_jobs_job_bookmark_encryption_enabled",
      "glue_development_endpoints_cloudwatch_logs_encryption_enabled",
      "glue_development_endpoints_job_bookmark_encryption_enabled",
      "glue_development_endpoints_s3_encryption_enabled",
    ],
    checkov: ["CKV_AWS_99"],
  },
  examples: {
    good: {
      "KMS throughout": (s) => s.add("glue.SecurityConfiguration", { encryptionConfiguration: encrypted }),
      "results with keys of S3": (s) =>
        s.add("glue.SecurityConfiguration", { encryptionConfiguration: { ...encrypted, s3Encryption: { s3EncryptionMode: "SSE-S3" } } }),
    },
    bad: {
      "results not encrypted": (s) =>
        s.add("glue.SecurityConfiguration", { encryptionConfiguration: { ...encrypted, s3Encryption: { s3EncryptionMode: "DISABLED" } } }),
      "bookmarks left out": (s) =>
        s.add("glue.SecurityConfiguration", { encryptionConfiguration: { ...encrypted, jobBookmarksEncryption: {} } }),
    },
    unknown: {
      "mode known later": (s) =>
        s.add("glue.SecurityConfiguration", {
          encryptionConfiguration: { ...encrypted, s3Encryption: { s3EncryptionMode: s.later(), kmsKeyArn } },
        }),
    },
    notApplicable: {
      "a site where only classified resources count": (s) => {
        s.settings({ unclassified: "out-of-scope" });
        return s.add("glue.SecurityConfiguration", { encryptionConfiguration: { ...encrypted, s3Encryption: {} } });
      },
    },
  },
});
