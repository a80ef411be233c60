import { all, defineRule } from "../../rule";

/** Who called: the caller's address, key or identity, or what the authorizer found. API Gateway Developer Guide, "$context variables". */
const names = /\$context\.(?:identity|authorizer)\b/;

export default defineRule({
  id: "apigw-access-logging",
  title: "API Gateway stages log who called",
  threat: "Nobody can tell who fetched or changed ePHI through the API, and when.",
  remedy:
    "Set accessLogSettings.destinationArn, and a format that names the caller, such as $context.identity.sourceIp and $context.requestId.",
  cites: ["164.312(b)", "164.308(a)(1)(ii)(D)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["apigateway.Stage", "apigatewayv2.Stage"],
  check: (stage) =>
    all(
      stage.at((p) => p.accessLogSettings?.destinationArn).isSet("access is not logged", "a log group or delivery stream"),
      stage
        .at((p) => p.accessLogSettings?.format)
        .test(
          (format) => names.test(format),
          "a format with $context.identity or $context.authorizer",
          "the access log does not say who called",
        ),
    ),
  equivalents: {
    cdkNag: ["APIGWAccessLogging", "APIGWStructuredLogging"],
    prowler: ["apigatewayv2_api_access_logging_enabled", "apigateway_restapi_logging_enabled"],
    checkov: ["CKV_AWS_76"],
    pulumi: ["aws-apigatewayv2-stage-configure-access-logging", "aws-apigatewayv2-stage-enable-access-logging"],
  },
  examples: {
    good: {
      "REST API": (s) =>
        s.add("apigateway.Stage", {
          restApi: s.later(),
          deployment: s.later(),
          stageName: "live",
          accessLogSettings: { destinationArn: s.later(), format: '{"id":"$context.requestId","ip":"$context.identity.sourceIp"}' },
        }),
      "HTTP API": (s) =>
        s.add("apigatewayv2.Stage", {
          apiId: s.later(),
          accessLogSettings: { destinationArn: s.later(), format: "$context.identity.sourceIp $context.requestId" },
        }),
    },
    bad: {
      "format without the caller": (s) =>
        s.add("apigateway.Stage", {
          restApi: s.later(),
          deployment: s.later(),
          stageName: "live",
          accessLogSettings: { destinationArn: s.later(), format: '{"id":"$context.requestId"}' },
        }),
      "nothing set": (s) => s.add("apigatewayv2.Stage", { apiId: s.later() }),
    },
    unknown: {
      "format known later": (s) =>
        s.add("apigatewayv2.Stage", { apiId: s.later(), accessLogSettings: { destinationArn: s.later(), format: s.later() } }),
    },
    notApplicable: {
      "API without ePHI": (s) =>
        s.add("apigateway.Stage", {
          restApi: s.add("apigateway.RestApi", { tags: { DataClassification: "none" } }).out("id"),
          deployment: s.later(),
          stageName: "live",
        }),
    },
  },
});
