import { all, defineRule, notApplicable, when } from "../../rule";

const because = "recordings are not encrypted with a customer-managed key";

export default defineRule({
  id: "connect-storage-kms-and-logs",
  title: "Recordings and profiles of Amazon Connect are encrypted with a customer-managed KMS key, and contact flows are logged",
  threat: "Recorded calls with patients are read by everyone who may read the bucket.",
  remedy:
    "Set encryptionConfig.keyId in s3Config and kinesisVideoStreamConfig, contactFlowLogsEnabled true on the instance, and defaultEncryptionKey on a customer profiles domain.",
  cites: ["164.312(a)(2)(iv)", "164.312(b)", "164.312(e)(2)(ii)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["connect.InstanceStorageConfig", "connect.Instance", "customerprofiles.Domain"],
  // A stream that contact records go to is encrypted by itself. How people sign in to Connect is the identity provider's matter.
  check: (subject, stack) => {
    const instance = subject.as("connect.Instance");
    if (instance) {
      return instance
        .at((p) => p.contactFlowLogsEnabled)
        .or(false)
        .equals(true, "contact flows are not logged");
    }
    const domain = subject.as("customerprofiles.Domain");
    if (domain) {
      return stack
        .key(
          domain,
          domain.at((p) => p.defaultEncryptionKey),
        )
        .isCustomerManaged("profiles are not encrypted with a customer-managed key");
    }
    const storage = subject.as("connect.InstanceStorageConfig");
    if (!storage) return notApplicable();
    return all(
      when(storage.at((p) => p.storageConfig.s3Config?.bucketName).present, () =>
        stack
          .key(
            storage,
            storage.at((p) => p.storageConfig.s3Config?.encryptionConfig?.keyId),
          )
          .isCustomerManaged(because),
      ),
      when(storage.at((p) => p.storageConfig.kinesisVideoStreamConfig?.prefix).present, () =>
        stack
          .key(
            storage,
            storage.at((p) => p.storageConfig.kinesisVideoStreamConfig?.encryptionConfig.keyId),
          )
          .isCustomerManaged(because),
      ),
    );
  },
  equivalents: { checkov: ["CKV_AWS_269", "CKV_AWS_270"] },
  examples: {
    good: {
      "recordings in a bucket": (s) => {
        const key = s.add("kms.Key", {});
        return s.add("connect.InstanceStorageConfig", {
          instanceId: "11111111-2222-3333-4444-555555555555",
          resourceType: "CALL_RECORDINGS",
          storageConfig: {
            storageType: "S3",
            s3Config: { bucketName: "calls", bucketPrefix: "calls", encryptionConfig: { encryptionType: "KMS", keyId: key.out("arn") } },
          },
        });
      },
      "an instance with logs": (s) =>
        s.add("connect.Instance", {
          identityManagementType: "SAML",
          inboundCallsEnabled: true,
          outboundCallsEnabled: false,
          contactFlowLogsEnabled: true,
        }),
    },
    bad: {
      "recordings without a key": (s) =>
        s.add("connect.InstanceStorageConfig", {
          instanceId: "11111111-2222-3333-4444-555555555555",
          resourceType: "CALL_RECORDINGS",
          storageConfig: { storageType: "S3", s3Config: { bucketName: "calls", bucketPrefix: "calls" } },
        }),
      "an instance without logs": (s) =>
        s.add("connect.Instance", { identityManagementType: "SAML", inboundCallsEnabled: true, outboundCallsEnabled: false }),
      "profiles under AWS's key": (s) => s.add("customerprofiles.Domain", { domainName: "patients", defaultExpirationDays: 366 }),
    },
    unknown: {
      "key known later": (s) =>
        s.add("connect.InstanceStorageConfig", {
          instanceId: "11111111-2222-3333-4444-555555555555",
          resourceType: "CALL_RECORDINGS",
          storageConfig: {
            storageType: "S3",
            s3Config: { bucketName: "calls", bucketPrefix: "calls", encryptionConfig: { encryptionType: "KMS", keyId: s.later() } },
          },
        }),
    },
    notApplicable: {
      "contact records in a stream": (s) =>
        s.add("connect.InstanceStorageConfig", {
          instanceId: "11111111-2222-3333-4444-555555555555",
          resourceType: "CONTACT_TRACE_RECORDS",
          storageConfig: {
            storageType: "KINESIS_STREAM",
            kinesisStreamConfig: { streamArn: "arn:aws:kinesis:eu-central-1:111122223333:stream/contacts" },
          },
        }),
      "no ePHI": (s) =>
        s.add("connect.Instance", {
          identityManagementType: "SAML",
          inboundCallsEnabled: true,
          outboundCallsEnabled: false,
          tags: { DataClassification: "none" },
        }),
    },
  },
});
