import { holdsNoSecrets } from "../../aws/variables";
import { defineRule, notApplicable, when } from "../../rule";

const role = "arn:aws:iam::111122223333:role/results";

export default defineRule({
  id: "lambda-no-secrets-in-env",
  title: "Lambda environment variables hold no credentials",
  threat: "Whoever may read the function's configuration, its code or the state of the stack reads the credential, and with it ePHI.",
  remedy: "Keep the credential in Secrets Manager or Parameter Store, and put its ARN or name into the variable.",
  cites: ["164.308(a)(5)(ii)(D)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["lambda.Function"],
  check(lambda) {
    const variables = lambda.at((p) => p.environment?.variables);
    return when(
      variables.present,
      () => holdsNoSecrets(variables),
      () => notApplicable("it has no environment variables"),
    );
  },
  equivalents: {
    prowler: [
      "awslambda_function_no_secrets_in_variables",
      "awslambda_function_no_secrets_in_code",
      "awslambda_layer_no_secrets_in_content",
    ],
    checkov: ["CKV_AWS_45"],
  },
  examples: {
    good: {
      "names and addresses": (s) => s.add("lambda.Function", { role, environment: { variables: { TABLE: "results", LOG_LEVEL: "info" } } }),
      "the ARN of a secret": (s) =>
        s.add("lambda.Function", {
          role,
          environment: { variables: { DB_PASSWORD: "arn:aws:secretsmanager:us-east-1:111122223333:secret:results-AbCdEf" } },
        }),
      "the name of a secret": (s) => s.add("lambda.Function", { role, environment: { variables: { DB_SECRET_NAME: "results/database" } } }),
    },
    bad: {
      "a password": (s) => s.add("lambda.Function", { role, environment: { variables: { DB_PASSWORD: "correct-horse-battery" } } }),
      // The id of AWS's own examples: IAM User Guide, "Manage access keys for IAM users".
      "an access key under a harmless name": (s) =>
        s.add("lambda.Function", { role, environment: { variables: { EXPORT_USER: "AKIAIOSFODNN7EXAMPLE" } } }),
    },
    unknown: {
      "a value known later": (s) => s.add("lambda.Function", { role, environment: { variables: { DB_PASSWORD: s.later() } } }),
      "all known later": (s) => s.add("lambda.Function", { role, environment: { variables: s.later() } }),
    },
    notApplicable: {
      "no variables": (s) => s.add("lambda.Function", { role }),
      "no ePHI": (s) =>
        s.add("lambda.Function", {
          role,
          environment: { variables: { DB_PASSWORD: "correct-horse-battery" } },
          tags: { DataClassification: "none" },
        }),
    },
  },
});
