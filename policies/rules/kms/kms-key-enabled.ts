import { defineRule, notApplicable } from "../../rule";

const because = "the key is disabled: what is encrypted under it cannot be read";

export default defineRule({
  id: "kms-key-enabled",
  title: "KMS keys are enabled",
  threat: "ePHI under a disabled key cannot be read, in an emergency neither.",
  remedy: "Remove isEnabled (enabled on keys with imported material and on replicas), or set it to true.",
  cites: ["164.312(a)(2)(iv)", "164.308(a)(7)(ii)(C)"],
  severity: "low",
  level: "mandatory",
  applies: "ephi",
  on: ["kms.Key", "kms.ExternalKey", "kms.ReplicaKey", "kms.ReplicaExternalKey"],
  check(key) {
    const flag =
      key.as("kms.Key")?.at((p) => p.isEnabled) ??
      key.as("kms.ExternalKey")?.at((p) => p.enabled) ??
      key.as("kms.ReplicaKey")?.at((p) => p.enabled) ??
      key.as("kms.ReplicaExternalKey")?.at((p) => p.enabled);
    return flag === undefined ? notApplicable() : flag.or(true).equals(true, because);
  },
  equivalents: { prowler: ["kms_cmk_are_used"], checkov: ["CKV_AWS_227"] },
  examples: {
    good: {
      "nothing set": (s) => s.add("kms.Key", {}),
      "replica, enabled": (s) => {
        const key = s.add("kms.Key", { multiRegion: true });
        return s.add("kms.ReplicaKey", { primaryKeyArn: key.out("arn"), enabled: true });
      },
    },
    bad: {
      disabled: (s) => s.add("kms.Key", { isEnabled: false }),
      "imported material, disabled": (s) => s.add("kms.ExternalKey", { enabled: false }),
      "replica, disabled": (s) => s.add("kms.ReplicaKey", { primaryKeyArn: s.later(), enabled: false }),
      "replica of imported material, disabled": (s) => s.add("kms.ReplicaExternalKey", { primaryKeyArn: s.later(), enabled: false }),
    },
    unknown: {
      "known later": (s) => s.add("kms.Key", { isEnabled: s.later() }),
    },
    notApplicable: {
      "guards no ePHI": (s) => s.add("kms.Key", { isEnabled: false, tags: { DataClassification: "none" } }),
    },
  },
});
