import { longestDaysBetweenRuns } from "../../aws/rate-expression";
import { all, any, defineRule, integer, missing } from "../../rule";

export default defineRule({
  id: "secret-rotation",
  title: "Secrets are rotated on a schedule",
  threat: "A password that once leaked stays valid for years and opens ePHI.",
  remedy: "Add an aws.secretsmanager.SecretRotation for the secret with rotationRules.automaticallyAfterDays of 90 or less.",
  cites: ["164.308(a)(5)(ii)(D)", "164.308(a)(4)(ii)(B)", "164.308(a)(4)(ii)(C)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["secretsmanager.Secret"],
  parameters: {
    maximumDays: integer({ default: 90, minimum: 1, maximum: 90, description: "Longest time between two rotations in days." }),
  },
  // Secrets that a service makes for itself (manageMasterUserPassword of RDS) rotate by the service, and are no resource of the program.
  check: (secret, stack, { parameters }) =>
    stack
      .attached(secret, "secretsmanager.SecretRotation", (p) => p.secretId)
      .decide({
        present: (rotation) =>
          all(
            rotation
              .at((p) => p.rotationEnabled)
              .or(true)
              .equals(true, "rotation is switched off"),
            any(
              rotation
                .at((p) => p.rotationRules?.automaticallyAfterDays)
                .shown()
                .test(
                  (days) => Number(days) <= parameters.maximumDays,
                  `at most ${parameters.maximumDays} days`,
                  "the secret is not rotated often enough",
                ),
              rotation
                .at((p) => p.rotationRules?.scheduleExpression)
                .shown()
                .test(
                  (expression) => {
                    const days = longestDaysBetweenRuns(expression);
                    return days === undefined ? "unknown" : days <= parameters.maximumDays;
                  },
                  `a schedule of at most ${parameters.maximumDays} days`,
                  "the secret is not rotated often enough",
                ),
            ),
          ),
        absent: () => missing(secret, "the secret is not rotated", "a SecretRotation"),
      }),
  equivalents: {
    config: ["secretsmanager-rotation-enabled-check"],
    cdkNag: ["HIPAA.Security-SecretsManagerRotationEnabled"],
    prowler: ["secretsmanager_automatic_rotation_enabled", "secretsmanager_secret_rotated_periodically", "secretsmanager_secret_unused"],
    checkov: ["CKV_AWS_304", "CKV2_AWS_57"],
  },
  examples: {
    good: {
      "every 30 days": (s) => {
        const secret = s.add("secretsmanager.Secret", {});
        s.add("secretsmanager.SecretRotation", {
          secretId: secret.out("id"),
          rotationLambdaArn: "arn:aws:lambda:us-east-1:111122223333:function:rotate",
          rotationRules: { automaticallyAfterDays: 30 },
        });
        return secret;
      },
      "by the id that the secret's version hands on": (s) => {
        const secret = s.add("secretsmanager.Secret", {});
        const version = s.add("secretsmanager.SecretVersion", { secretId: secret.out("id"), secretString: s.secret("first") });
        s.add("secretsmanager.SecretRotation", {
          secretId: version.out("secretId"),
          rotationLambdaArn: "arn:aws:lambda:us-east-1:111122223333:function:rotate",
          rotationRules: { automaticallyAfterDays: 30 },
        });
        return secret;
      },
      "on the first of each month": (s) => {
        const secret = s.add("secretsmanager.Secret", {});
        s.add("secretsmanager.SecretRotation", {
          secretId: secret.out("arn"),
          rotationLambdaArn: "arn:aws:lambda:us-east-1:111122223333:function:rotate",
          rotationRules: { scheduleExpression: "cron(0 4 1 * ? *)", duration: "3h" },
        });
        return secret;
      },
    },
    bad: {
      "no rotation": (s) => s.add("secretsmanager.Secret", {}),
      "once a year": (s) => {
        const secret = s.add("secretsmanager.Secret", {});
        s.add("secretsmanager.SecretRotation", {
          secretId: secret.out("id"),
          rotationLambdaArn: "arn:aws:lambda:us-east-1:111122223333:function:rotate",
          rotationRules: { automaticallyAfterDays: 365 },
        });
        return secret;
      },
      "switched off": (s) => {
        const secret = s.add("secretsmanager.Secret", {});
        s.add("secretsmanager.SecretRotation", { secretId: secret.out("id"), rotationEnabled: false });
        return secret;
      },
    },
    unknown: {
      "period known later": (s) => {
        const secret = s.add("secretsmanager.Secret", {});
        s.add("secretsmanager.SecretRotation", {
          secretId: secret.out("id"),
          rotationLambdaArn: "arn:aws:lambda:us-east-1:111122223333:function:rotate",
          rotationRules: { automaticallyAfterDays: s.later() },
        });
        return secret;
      },
    },
    notApplicable: {
      "no ePHI": (s) => s.add("secretsmanager.Secret", { tags: { DataClassification: "none" } }),
    },
  },
});
