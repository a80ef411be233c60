import { all, defineRule } from "../../rule";

export default defineRule({
  id: "secret-customer-key",
  title: "Secrets are encrypted under a customer-managed KMS key",
  threat: "Whoever may read secrets reads the way into ePHI: under AWS's own key no key policy stands in the way.",
  remedy: "Set kmsKeyId, and kmsKeyId of each of replicas, to a customer-managed KMS key.",
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["secretsmanager.Secret"],
  check: (secret, stack) =>
    all(
      stack
        .key(
          secret,
          secret.at((p) => p.kmsKeyId),
        )
        .isCustomerManaged("the secret is encrypted under the key aws/secretsmanager"),
      // A replica has a key of its own region; without one it is encrypted under that region's aws/secretsmanager.
      secret
        .list((p) => p.replicas)
        .each((replica) =>
          stack
            .key(
              secret,
              replica.at((r) => r.kmsKeyId),
            )
            .isCustomerManaged("a replica of the secret is encrypted under the key aws/secretsmanager"),
        ),
    ),
  equivalents: {
    config: ["secretsmanager-using-cmk"],
    cdkNag: ["HIPAA.Security-SecretsManagerUsingKMSKey"],
    checkov: ["CKV_AWS_149"],
    pulumi: ["aws-secretsmanager-secret-configure-customer-managed-key"],
  },
  examples: {
    good: {
      "key of the stack": (s) => {
        const key = s.add("kms.Key", {});
        return s.add("secretsmanager.Secret", { kmsKeyId: key.out("arn") });
      },
      "keys by alias, in both regions": (s) =>
        s.add("secretsmanager.Secret", {
          kmsKeyId: "alias/secrets",
          replicas: [{ region: "us-west-2", kmsKeyId: "alias/secrets" }],
        }),
    },
    bad: {
      "no key": (s) => s.add("secretsmanager.Secret", {}),
      "AWS's own key": (s) => s.add("secretsmanager.Secret", { kmsKeyId: "alias/aws/secretsmanager" }),
      "replica without a key": (s) => s.add("secretsmanager.Secret", { kmsKeyId: "alias/secrets", replicas: [{ region: "us-west-2" }] }),
    },
    unknown: {
      "key known later": (s) => s.add("secretsmanager.Secret", { kmsKeyId: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("secretsmanager.Secret", { tags: { DataClassification: "none" } }),
    },
  },
});
