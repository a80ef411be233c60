import { defineRule, notApplicable, when } from "../../rule";

export default defineRule({
  id: "athena-database-encrypted",
  title: "Athena databases encrypt the results of the queries that make them",
  threat: "What queries on the database's definition return is written without a decision on its encryption.",
  remedy: 'Set encryptionConfiguration.encryptionOption to "SSE_KMS" with kmsKey.',
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "medium",
  // What these queries write are the answers to CREATE and DROP DATABASE, and S3 encrypts them at least with keys of its own.
  level: "advisory",
  applies: "ephi",
  on: ["athena.Database"],
  // Tables are encrypted where they lie, in their buckets. A database that names a workgroup takes the workgroup's settings.
  check: (database) =>
    when(
      database.at((p) => p.workgroup).present,
      () => notApplicable("its results are encrypted as its workgroup says"),
      () =>
        database
          .at((p) => p.encryptionConfiguration?.encryptionOption)
          .shown()
          .oneOf(["SSE_KMS", "CSE_KMS", "SSE_S3"], "nothing says how results are encrypted"),
    ),
  equivalents: {
    checkov: ["CKV_AWS_77"],
    pulumi: ["aws-athena-database-configure-customer-managed-key", "aws-athena-database-disallow-unencrypted-database"],
  },
  examples: {
    good: {
      KMS: (s) =>
        s.add("athena.Database", {
          bucket: "clinic-queries",
          encryptionConfiguration: { encryptionOption: "SSE_KMS", kmsKey: "alias/clinic" },
        }),
      "keys of S3": (s) => s.add("athena.Database", { bucket: "clinic-queries", encryptionConfiguration: { encryptionOption: "SSE_S3" } }),
    },
    bad: {
      "nothing set": (s) => s.add("athena.Database", { bucket: "clinic-queries" }),
      "nothing set, with a comment": (s) => s.add("athena.Database", { bucket: "clinic-queries", comment: "results" }),
    },
    unknown: {
      "option known later": (s) =>
        s.add("athena.Database", { bucket: "clinic-queries", encryptionConfiguration: { encryptionOption: s.later() } }),
    },
    notApplicable: {
      "a workgroup decides": (s) => s.add("athena.Database", { workgroup: "clinic" }),
    },
  },
});
