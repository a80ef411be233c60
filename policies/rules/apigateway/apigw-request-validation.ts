import { any, defineRule, notApplicable, when } from "../../rule";

export default defineRule({
  id: "apigw-request-validation",
  title: "REST API methods validate requests",
  threat: "A malformed request alters ePHI in a way that nobody meant.",
  remedy: "Set requestValidatorId to an aws.apigateway.RequestValidator that validates the body or the parameters.",
  // Advisory: the back end may validate as well or better, and for proxy integrations mostly does.
  cites: ["164.312(c)(1)", "164.312(e)(2)(i)"],
  severity: "low",
  level: "advisory",
  applies: "ephi",
  on: ["apigateway.Method"],
  check: (method, stack) =>
    when(
      method.at((p) => p.httpMethod).is("OPTIONS"),
      () => notApplicable("a request for OPTIONS alters nothing"),
      () => {
        const validator = method.at((p) => p.requestValidatorId);
        return stack.target(method, validator, "apigateway.RequestValidator").decide({
          resource: (found) =>
            any(
              found
                .at((p) => p.validateRequestBody)
                .or(false)
                .equals(true, "the validator checks nothing"),
              found
                .at((p) => p.validateRequestParameters)
                .or(false)
                .equals(true, "the validator checks nothing"),
            ),
          absent: () => validator.isSet("requests are not validated", "a request validator"),
        });
      },
    ),
  equivalents: { cdkNag: ["APIGWRequestValidation"], checkov: ["CKV2_AWS_53"] },
  examples: {
    good: {
      body: (s) => {
        const validator = s.add("apigateway.RequestValidator", { restApi: s.later(), validateRequestBody: true });
        return s.add("apigateway.Method", {
          restApi: s.later(),
          resourceId: s.later(),
          httpMethod: "POST",
          authorization: "AWS_IAM",
          requestValidatorId: validator.out("id"),
        });
      },
      parameters: (s) => {
        const validator = s.add("apigateway.RequestValidator", { restApi: s.later(), validateRequestParameters: true });
        return s.add("apigateway.Method", {
          restApi: s.later(),
          resourceId: s.later(),
          httpMethod: "GET",
          authorization: "AWS_IAM",
          requestValidatorId: validator.out("id"),
        });
      },
    },
    bad: {
      "validator that checks nothing": (s) => {
        const validator = s.add("apigateway.RequestValidator", { restApi: s.later(), validateRequestBody: false });
        return s.add("apigateway.Method", {
          restApi: s.later(),
          resourceId: s.later(),
          httpMethod: "POST",
          authorization: "AWS_IAM",
          requestValidatorId: validator.out("id"),
        });
      },
      "no validator": (s) =>
        s.add("apigateway.Method", { restApi: s.later(), resourceId: s.later(), httpMethod: "POST", authorization: "AWS_IAM" }),
      "validator with nothing set": (s) =>
        s.add("apigateway.Method", {
          restApi: s.later(),
          resourceId: s.later(),
          httpMethod: "POST",
          authorization: "AWS_IAM",
          requestValidatorId: s.add("apigateway.RequestValidator", { restApi: s.later() }).out("id"),
        }),
    },
    unknown: {
      "validator known later": (s) =>
        s.add("apigateway.Method", {
          restApi: s.later(),
          resourceId: s.later(),
          httpMethod: "POST",
          authorization: "AWS_IAM",
          requestValidatorId: s.later(),
        }),
    },
    notApplicable: {
      OPTIONS: (s) =>
        s.add("apigateway.Method", { restApi: s.later(), resourceId: s.later(), httpMethod: "OPTIONS", authorization: "NONE" }),
      "no ePHI": (s) =>
        s.add("apigateway.Method", {
          restApi: s.add("apigateway.RestApi", { tags: { DataClassification: "none" } }).out("id"),
          resourceId: s.later(),
          httpMethod: "POST",
          authorization: "AWS_IAM",
        }),
    },
  },
});
