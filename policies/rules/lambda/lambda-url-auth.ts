import { defineRule } from "../../rule";

export default defineRule({
  id: "lambda-url-auth",
  title: "Lambda function URLs ask callers for IAM credentials",
  threat: "Anybody on the internet who learns the URL calls a function that reads or writes ePHI.",
  remedy: 'Set authorizationType to "AWS_IAM", or put the function behind an API with an authorizer.',
  cites: ["164.312(d)", "164.312(a)(1)", "164.308(a)(1)(ii)(B)", "164.308(a)(3)(i)"],
  severity: "critical",
  level: "mandatory",
  applies: "ephi",
  on: ["lambda.FunctionUrl"],
  // cors.allowOrigins is not judged: where callers sign with IAM credentials, another site's page cannot borrow them, as it could a cookie;
  // and where they do not sign, no origin makes the URL safe.
  check: (url) =>
    url
      .at((p) => p.authorizationType)
      .shown()
      .equals("AWS_IAM", "the URL takes requests without authentication"),
  equivalents: {
    cdkNag: ["LambdaFunctionUrlAuth"],
    prowler: ["awslambda_function_url_public", "awslambda_function_url_cors_policy"],
    checkov: ["CKV_AWS_258", "CKV2_AWS_75"],
  },
  examples: {
    good: {
      "IAM credentials": (s) => s.add("lambda.FunctionUrl", { functionName: "results", authorizationType: "AWS_IAM" }),
      "IAM credentials from any origin": (s) =>
        s.add("lambda.FunctionUrl", { functionName: "results", authorizationType: "AWS_IAM", cors: { allowOrigins: ["*"] } }),
    },
    bad: {
      "no authentication": (s) => s.add("lambda.FunctionUrl", { functionName: "results", authorizationType: "NONE" }),
      "no authentication, one origin": (s) =>
        s.add("lambda.FunctionUrl", {
          functionName: "results",
          authorizationType: "NONE",
          cors: { allowOrigins: ["https://clinic.example"] },
        }),
    },
    unknown: {
      "type known later": (s) => s.add("lambda.FunctionUrl", { functionName: "results", authorizationType: s.later() }),
    },
    notApplicable: {
      "function without ePHI": (s) => {
        const website = s.add("lambda.Function", {
          role: "arn:aws:iam::111122223333:role/website",
          tags: { DataClassification: "public" },
        });
        return s.add("lambda.FunctionUrl", { functionName: website.out("name"), authorizationType: "NONE" });
      },
    },
  },
});
