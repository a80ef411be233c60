import { any, defineRule, notApplicable, pass, when } from "../../rule";

const call = { action: "lambda:InvokeFunction", function: "results" };

export default defineRule({
  id: "lambda-not-public",
  title: "Lambda functions and layers are not open to everyone",
  threat: "Anybody with an AWS account calls a function that reads or writes ePHI, directly or through a service that does it for them.",
  remedy: "Name the caller in principal; give a service sourceArn or sourceAccount, and everyone principalOrgId or organizationId.",
  cites: ["164.312(a)(1)", "164.308(a)(3)(i)", "164.308(a)(4)(ii)(A)", "164.308(a)(4)(ii)(C)", "164.312(e)(1)"],
  severity: "critical",
  level: "mandatory",
  applies: "ephi",
  on: ["lambda.Permission", "lambda.LayerVersionPermission"],
  // A service calls for whoever asks it to, in any account: Lambda Developer Guide, "Granting Lambda function access to AWS services".
  // Lambda takes no wildcard for an ARN, an account or an organization, so that one is set is enough: API reference, AddPermission.
  check(permission) {
    const principal = permission.at((p) => p.principal).shown();
    const layer = permission.as("lambda.LayerVersionPermission");
    if (layer) {
      const because = "everyone may use the layer";
      return any(principal.noneOf(["*"], because), layer.at((p) => p.organizationId).isSet(because, "an organization"));
    }
    const grant = permission.as("lambda.Permission");
    if (!grant) return notApplicable();
    const because = "everyone may call the function, directly or through a service";
    return when(
      principal.ask((name) => name === "*" || /\.amazon(?:aws)?\.com(?:\.cn)?$/.test(name)),
      () =>
        any(
          grant.at((p) => p.sourceArn).isSet(because, "an ARN"),
          grant.at((p) => p.sourceAccount).isSet(because, "an account"),
          grant.at((p) => p.principalOrgId).isSet(because, "an organization"),
          grant.at((p) => p.eventSourceToken).isSet(because, "a token"),
        ),
      () => pass("", [principal.evidence("a principal that is one account, role or user")]),
    );
  },
  equivalents: {
    config: ["lambda-function-public-access-prohibited"],
    cdkNag: ["HIPAA.Security-LambdaFunctionPublicAccessProhibited"],
    prowler: ["awslambda_function_not_publicly_accessible", "awslambda_function_using_cross_account_layers"],
    checkov: ["CKV_AWS_301", "CKV_AWS_364"],
    pulumi: ["aws-lambda-permission-configure-source-arn"],
  },
  examples: {
    good: {
      "a service for one resource": (s) => {
        const topic = s.add("sns.Topic", {});
        return s.add("lambda.Permission", { ...call, principal: "sns.amazonaws.com", sourceArn: topic.out("arn") });
      },
      "an account": (s) => s.add("lambda.Permission", { ...call, principal: "444455556666" }),
      "the organization": (s) => s.add("lambda.Permission", { ...call, principal: "*", principalOrgId: "o-abcdefghij" }),
      "a layer for the organization": (s) =>
        s.add("lambda.LayerVersionPermission", {
          action: "lambda:GetLayerVersion",
          layerName: "parsers",
          versionNumber: 1,
          statementId: "organization",
          principal: "*",
          organizationId: "o-abcdefghij",
        }),
    },
    bad: {
      everyone: (s) => s.add("lambda.Permission", { ...call, principal: "*" }),
      "a service for anybody": (s) => s.add("lambda.Permission", { ...call, principal: "sns.amazonaws.com" }),
      "a function URL for everyone": (s) =>
        s.add("lambda.Permission", {
          action: "lambda:InvokeFunctionUrl",
          function: "results",
          principal: "*",
          functionUrlAuthType: "NONE",
        }),
      "a layer for everyone": (s) =>
        s.add("lambda.LayerVersionPermission", {
          action: "lambda:GetLayerVersion",
          layerName: "parsers",
          versionNumber: 1,
          statementId: "everyone",
          principal: "*",
        }),
    },
    unknown: {
      "principal known later": (s) => s.add("lambda.Permission", { ...call, principal: s.later() }),
    },
    notApplicable: {
      "function without ePHI": (s) => {
        const website = s.add("lambda.Function", {
          role: "arn:aws:iam::111122223333:role/website",
          tags: { DataClassification: "public" },
        });
        return s.add("lambda.Permission", { action: "lambda:InvokeFunction", function: website.out("name"), principal: "*" });
      },
    },
  },
});
