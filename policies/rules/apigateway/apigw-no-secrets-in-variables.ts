import { holdsNoSecrets } from "../../aws/variables";
import { defineRule, notApplicable } from "../../rule";

export default defineRule({
  id: "apigw-no-secrets-in-variables",
  title: "API Gateway stage variables hold no secrets",
  threat: "Whoever may read the stage reads the password or key, and with it ePHI.",
  remedy: "Keep the secret in AWS Secrets Manager and let the back end fetch it; a stage variable is not encrypted.",
  cites: ["164.308(a)(5)(ii)(D)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["apigateway.Stage", "apigatewayv2.Stage"],
  check(resource) {
    const variables =
      resource.as("apigateway.Stage")?.at((p) => p.variables) ?? resource.as("apigatewayv2.Stage")?.at((p) => p.stageVariables);
    if (!variables || variables.state === "absent") return notApplicable("the stage has no variables");
    return holdsNoSecrets(variables);
  },
  equivalents: { prowler: ["apigateway_restapi_no_secrets_in_stage_variables"] },
  examples: {
    good: {
      "name of a table": (s) =>
        s.add("apigateway.Stage", { restApi: s.later(), deployment: s.later(), stageName: "live", variables: { table: "visits" } }),
      "ARN of a secret": (s) =>
        s.add("apigatewayv2.Stage", {
          apiId: s.later(),
          stageVariables: { db_secret: "arn:aws:secretsmanager:us-east-1:123456789012:secret:records" },
        }),
    },
    bad: {
      password: (s) =>
        s.add("apigateway.Stage", { restApi: s.later(), deployment: s.later(), stageName: "live", variables: { db_password: "visits" } }),
      "address with a password": (s) =>
        s.add("apigatewayv2.Stage", {
          apiId: s.later(),
          stageVariables: { database: "postgres://records:example@db.example.com/records" },
        }),
    },
    unknown: {
      "value known later": (s) => s.add("apigatewayv2.Stage", { apiId: s.later(), stageVariables: { table: s.later() } }),
    },
    notApplicable: {
      "no variables": (s) => s.add("apigatewayv2.Stage", { apiId: s.later() }),
      "no ePHI": (s) =>
        s.add("apigatewayv2.Stage", { apiId: s.later(), stageVariables: { db_password: "visits" }, tags: { DataClassification: "none" } }),
    },
  },
});
