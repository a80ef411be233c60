import { not, or } from "../../aws/ternary";
import { all, defineRule, integer, notApplicable, when } from "../../rule";

export default defineRule({
  id: "kms-key-rotation",
  title: "KMS keys rotate every year",
  threat: "One leaked key opens all ePHI that was ever encrypted under it.",
  remedy: "Set enableKeyRotation to true, and leave rotationPeriodInDays out or set it to 365 or less.",
  cites: ["164.312(a)(2)(iv)"],
  severity: "high",
  level: "mandatory",
  applies: "always",
  on: ["kms.Key"],
  parameters: {
    maximumDays: integer({
      default: 365,
      minimum: 90,
      maximum: 365,
      description: "Longest rotation period in days; KMS takes 90 or more.",
    }),
  },
  // KMS rotates only symmetric encryption keys whose material it made and keeps itself: not asymmetric and HMAC keys, nor keys in a custom key
  // store. (Imported material is aws.kms.ExternalKey; a replica rotates with its primary key.)
  // Source: AWS KMS Developer Guide, "Rotate AWS KMS keys"; the period is 365 days unless told, API Reference, EnableKeyRotation.
  check(key, _, { parameters }) {
    const cannotRotate = or(
      not(
        key
          .at((p) => p.customerMasterKeySpec)
          .or("SYMMETRIC_DEFAULT")
          .is("SYMMETRIC_DEFAULT"),
      ),
      not(
        key
          .at((p) => p.keyUsage)
          .or("ENCRYPT_DECRYPT")
          .is("ENCRYPT_DECRYPT"),
      ),
      key.at((p) => p.customKeyStoreId).present,
      key.at((p) => p.xksKeyId).present,
    );
    return when(
      not(cannotRotate),
      () =>
        all(
          key
            .at((p) => p.enableKeyRotation)
            .or(false)
            .equals(true, "the key is not rotated"),
          key
            .at((p) => p.rotationPeriodInDays)
            .or(365)
            .shown()
            .atMost(parameters.maximumDays, "the key is rotated too rarely"),
        ),
      () => notApplicable("KMS cannot rotate a key of this kind"),
    );
  },
  // A period that is short enough stays: the patch never makes a key rotate less often.
  fix: (key) => ({
    enableKeyRotation: true,
    ...(key.at((p) => p.rotationPeriodInDays).ask((days) => Number(days) > 365) === "yes" && { rotationPeriodInDays: 365 }),
  }),
  equivalents: {
    cdkNag: ["KMSBackingKeyRotationEnabled"],
    prowler: ["kms_cmk_rotation_enabled"],
    checkov: ["CKV_AWS_7"],
    pulumi: ["aws-kms-key-enable-key-rotation"],
  },
  examples: {
    good: {
      "rotation enabled": (s) => s.add("kms.Key", { enableKeyRotation: true }),
      "every half year": (s) => s.add("kms.Key", { enableKeyRotation: true, rotationPeriodInDays: 180 }),
    },
    bad: {
      "nothing set: KMS does not rotate": (s) => s.add("kms.Key", {}),
      "switched off beside a period": (s) => s.add("kms.Key", { enableKeyRotation: false, rotationPeriodInDays: 90 }),
      "every second year": (s) => s.add("kms.Key", { enableKeyRotation: true, rotationPeriodInDays: 730 }),
    },
    unknown: {
      "rotation known later": (s) => s.add("kms.Key", { enableKeyRotation: s.later() }),
    },
    notApplicable: {
      "asymmetric key for signing": (s) => s.add("kms.Key", { customerMasterKeySpec: "RSA_3072", keyUsage: "SIGN_VERIFY" }),
      "key for HMAC": (s) => s.add("kms.Key", { customerMasterKeySpec: "HMAC_256", keyUsage: "GENERATE_VERIFY_MAC" }),
      "key in a CloudHSM key store": (s) => s.add("kms.Key", { customKeyStoreId: "cks-1234567890abcdef0" }),
    },
  },
});
