import { all, any, defineRule } from "../../rule";

const resultConfiguration = (encryptionOption: string) => ({
  outputLocation: "s3://clinic-queries/",
  encryptionConfiguration: { encryptionOption, ...(encryptionOption === "SSE_S3" ? {} : { kmsKeyArn: "alias/clinic" }) },
});

export default defineRule({
  id: "athena-workgroup-encrypted-enforced",
  title: "Athena workgroups encrypt query results, whatever their clients ask for",
  threat: "Results that hold ePHI are written wherever, and however, the one who asks wants them.",
  remedy:
    "Set configuration.resultConfiguration.encryptionConfiguration.encryptionOption, best to SSE_KMS with kmsKeyArn, and leave enforceWorkgroupConfiguration on; or use managed query results.",
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["athena.Workgroup"],
  // Results that Athena manages are always encrypted: Athena User Guide, "Managed query results". Metrics tell nothing about encryption.
  check: (workgroup) =>
    any(
      workgroup
        .at((p) => p.configuration?.managedQueryResultsConfiguration?.enabled)
        .or(false)
        .equals(true, "results are not managed by Athena"),
      all(
        // A minimum leaves clients only the choice of more: Athena User Guide, "Configure minimum encryption for a workgroup".
        any(
          workgroup
            .at((p) => p.configuration?.enforceWorkgroupConfiguration)
            .or(true)
            .equals(true, "clients may override the workgroup's settings"),
          workgroup
            .at((p) => p.configuration?.enableMinimumEncryptionConfiguration)
            .or(false)
            .equals(true, "clients may choose less encryption"),
        ),
        workgroup
          .at((p) => p.configuration?.resultConfiguration?.encryptionConfiguration?.encryptionOption)
          .shown()
          .oneOf(["SSE_KMS", "CSE_KMS", "SSE_S3"], "the workgroup does not say how results are encrypted"),
      ),
    ),
  equivalents: {
    prowler: ["athena_workgroup_encryption", "athena_workgroup_enforce_configuration", "athena_workgroup_logging_enabled"],
    checkov: ["CKV_AWS_82", "CKV_AWS_159"],
    pulumi: [
      "aws-athena-workgroup-configure-customer-managed-key",
      "aws-athena-workgroup-disallow-unencrypted-workgroup",
      "aws-athena-workgroup-enforce-configuration",
    ],
  },
  examples: {
    good: {
      "KMS, enforced by default": (s) =>
        s.add("athena.Workgroup", { configuration: { resultConfiguration: resultConfiguration("SSE_KMS") } }),
      "no less than the workgroup's encryption": (s) =>
        s.add("athena.Workgroup", {
          configuration: {
            enforceWorkgroupConfiguration: false,
            enableMinimumEncryptionConfiguration: true,
            resultConfiguration: resultConfiguration("SSE_KMS"),
          },
        }),
      "managed results": (s) => s.add("athena.Workgroup", { configuration: { managedQueryResultsConfiguration: { enabled: true } } }),
    },
    bad: {
      "nothing set": (s) => s.add("athena.Workgroup", {}),
      "clients may override": (s) =>
        s.add("athena.Workgroup", {
          configuration: { enforceWorkgroupConfiguration: false, resultConfiguration: resultConfiguration("SSE_KMS") },
        }),
    },
    unknown: {
      "configuration known later": (s) => s.add("athena.Workgroup", { configuration: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("athena.Workgroup", { tags: { DataClassification: "none" } }),
    },
  },
});
