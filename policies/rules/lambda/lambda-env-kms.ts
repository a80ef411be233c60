import { defineRule, when } from "../../rule";

const role = "arn:aws:iam::111122223333:role/results";

export default defineRule({
  id: "lambda-env-kms",
  title: "Lambda environment variables are encrypted with a customer-managed KMS key",
  threat: "Connection details of ePHI stores in the variables are readable by every principal that may read the function's configuration.",
  remedy: "Set kmsKeyArn to a customer-managed key, or move the values to Secrets Manager or Parameter Store.",
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["lambda.Function"],
  // Under Lambda's own key whoever may call GetFunctionConfiguration sees the variables; a customer-managed key also asks for kms:Decrypt.
  // Source: Lambda Developer Guide, "Securing Lambda environment variables". Code packages (sourceKmsKeyArn) hold no ePHI.
  check: (lambda, stack) =>
    when(
      lambda.at((p) => p.environment?.variables).ask((variables) => Object.keys(Object(variables)).length > 0),
      () =>
        stack
          .key(
            lambda,
            lambda.at((p) => p.kmsKeyArn),
          )
          .isCustomerManaged("environment variables are encrypted with a key of Lambda's own"),
      undefined,
      "whether the function has environment variables is not known before deployment",
    ),
  equivalents: { prowler: ["awslambda_function_env_vars_not_encrypted_with_cmk"], checkov: ["CKV_AWS_173"] },
  examples: {
    good: {
      "a key of the stack": (s) => {
        const key = s.add("kms.Key", {});
        return s.add("lambda.Function", { role, environment: { variables: { TABLE: "results" } }, kmsKeyArn: key.out("arn") });
      },
      "a key by its ARN": (s) =>
        s.add("lambda.Function", {
          role,
          environment: { variables: { TABLE: "results" } },
          kmsKeyArn: "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        }),
    },
    bad: {
      "variables without a key": (s) => s.add("lambda.Function", { role, environment: { variables: { TABLE: "results" } } }),
      "AWS managed key": (s) =>
        s.add("lambda.Function", {
          role,
          environment: { variables: { TABLE: "results" } },
          kmsKeyArn: "arn:aws:kms:us-east-1:111122223333:alias/aws/lambda",
        }),
      "disabled key": (s) => {
        const key = s.add("kms.Key", { isEnabled: false });
        return s.add("lambda.Function", { role, environment: { variables: { TABLE: "results" } }, kmsKeyArn: key.out("arn") });
      },
    },
    unknown: {
      "variables known later": (s) => s.add("lambda.Function", { role, environment: { variables: s.later() } }),
      "key known later": (s) => s.add("lambda.Function", { role, environment: { variables: { TABLE: "results" } }, kmsKeyArn: s.later() }),
    },
    notApplicable: {
      "no variables": (s) => s.add("lambda.Function", { role }),
      "empty variables": (s) => s.add("lambda.Function", { role, environment: { variables: {} } }),
      "no ePHI": (s) =>
        s.add("lambda.Function", { role, environment: { variables: { TABLE: "news" } }, tags: { DataClassification: "none" } }),
    },
  },
});
