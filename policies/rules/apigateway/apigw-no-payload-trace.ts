import { all, defineRule, notApplicable } from "../../rule";

export default defineRule({
  id: "apigw-no-payload-trace",
  title: "API Gateway does not log the bodies of requests",
  threat: "ePHI in requests and responses is copied into log groups that more people read than the data.",
  remedy: "Leave dataTraceEnabled out, or set it to false; loggingLevel is enough for an audit trail.",
  cites: ["164.308(a)(4)(ii)(C)", "164.312(b)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["apigateway.MethodSettings", "apigatewayv2.Stage"],
  check(resource) {
    const because = "bodies of requests and responses are logged";
    const settings = resource.as("apigateway.MethodSettings");
    if (settings) {
      return settings
        .at((p) => p.settings.dataTraceEnabled)
        .or(false)
        .equals(false, because);
    }
    const stage = resource.as("apigatewayv2.Stage");
    if (!stage) return notApplicable();
    return all(
      stage
        .at((p) => p.defaultRouteSettings?.dataTraceEnabled)
        .or(false)
        .equals(false, because),
      stage
        .list((p) => p.routeSettings)
        .each((route) =>
          route
            .at((r) => r.dataTraceEnabled)
            .or(false)
            .equals(false, because),
        ),
    );
  },
  equivalents: { checkov: ["CKV_AWS_276"] },
  examples: {
    good: {
      "levels only": (s) =>
        s.add("apigateway.MethodSettings", {
          restApi: s.later(),
          stageName: "live",
          methodPath: "*/*",
          settings: { loggingLevel: "ERROR" },
        }),
      "WebSocket stage": (s) => s.add("apigatewayv2.Stage", { apiId: s.later(), defaultRouteSettings: { dataTraceEnabled: false } }),
      "nothing set on a stage": (s) => s.add("apigatewayv2.Stage", { apiId: s.later() }),
      "a route with nothing set": (s) => s.add("apigatewayv2.Stage", { apiId: s.later(), routeSettings: [{ routeKey: "GET /" }] }),
    },
    bad: {
      "bodies too": (s) => {
        const api = s.add("apigateway.RestApi", {});
        return s.add("apigateway.MethodSettings", {
          restApi: api.out("id"),
          stageName: "live",
          methodPath: "*/*",
          settings: { loggingLevel: "ERROR", dataTraceEnabled: true },
        });
      },
      "one route of a WebSocket stage": (s) =>
        s.add("apigatewayv2.Stage", { apiId: s.later(), routeSettings: [{ routeKey: "$default", dataTraceEnabled: true }] }),
      "bodies too, on a stage": (s) => s.add("apigatewayv2.Stage", { apiId: s.later(), defaultRouteSettings: { dataTraceEnabled: true } }),
    },
    unknown: {
      "known later": (s) =>
        s.add("apigateway.MethodSettings", {
          restApi: s.later(),
          stageName: "live",
          methodPath: "*/*",
          settings: { dataTraceEnabled: s.later() },
        }),
    },
    notApplicable: {
      "API without ePHI": (s) =>
        s.add("apigateway.MethodSettings", {
          restApi: s.add("apigateway.RestApi", { tags: { DataClassification: "none" } }).out("id"),
          stageName: "live",
          methodPath: "*/*",
          settings: { dataTraceEnabled: true },
        }),
    },
  },
});
