import { methodSettingsOf } from "../../aws/method-settings";
import type { Resource } from "../../graph/resource";
import { all, any, defineRule, eitherOf, fail, notApplicable, undetermined, type Verdict, when } from "../../rule";
import type { Evidence } from "../../verdict";

const because = "execution is not logged";
const someNot = "execution of some methods or routes is not logged";

function logsMethods(settings: Resource<"apigateway.MethodSettings">): Verdict {
  const level = settings
    .at((p) => p.settings.loggingLevel)
    .shown()
    .or("OFF")
    .oneOf(["ERROR", "INFO"], because);
  return when(
    settings.at((p) => p.methodPath).is("*/*"),
    () => level,
    // Settings of single methods may, together, be those of all.
    () => (level.outcome === "pass" ? undetermined("whether the settings cover every method is not known", level.evidence) : level),
  );
}

/** Settings of a single method go before those of all: API Gateway Developer Guide, "Override stage-level settings". */
function keepsLogging(settings: Resource<"apigateway.MethodSettings">): Verdict {
  return settings
    .at((p) => p.settings.loggingLevel)
    .shown()
    .noneOf(["OFF"], someNot);
}

function judge(settings: readonly Resource<"apigateway.MethodSettings">[], nothing: readonly Evidence[]): Verdict {
  if (settings.length === 0) return fail(because, nothing);
  return all(any(...settings.map(logsMethods)), ...settings.map(keepsLogging));
}

export default defineRule({
  id: "apigw-execution-logging",
  title: "API Gateway stages log execution",
  threat: "Nobody can tell which calls for ePHI failed or were refused, and why.",
  remedy:
    'Add an aws.apigateway.MethodSettings for the stage with methodPath "*/*" and settings.loggingLevel "ERROR"; on a WebSocket stage set defaultRouteSettings.loggingLevel.',
  cites: ["164.312(b)", "164.308(a)(1)(ii)(D)", "164.308(a)(3)(ii)(A)", "164.308(a)(6)(ii)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["apigateway.Stage", "apigatewayv2.Stage"],
  check(resource, stack) {
    const webSocket = resource.as("apigatewayv2.Stage");
    if (webSocket) {
      return stack
        .target(
          webSocket,
          webSocket.at((p) => p.apiId),
          "apigatewayv2.Api",
        )
        .decide({
          resource: (api) =>
            when(
              api.at((p) => p.protocolType).is("WEBSOCKET"),
              () =>
                all(
                  webSocket
                    .at((p) => p.defaultRouteSettings?.loggingLevel)
                    .shown()
                    .or("OFF")
                    .oneOf(["ERROR", "INFO"], because),
                  webSocket
                    .list((p) => p.routeSettings)
                    .each((route) =>
                      route
                        .at((r) => r.loggingLevel)
                        .shown()
                        .noneOf(["OFF"], someNot),
                    ),
                ),
              () => notApplicable("an HTTP API has access logs only"),
            ),
          absent: notApplicable,
        });
    }
    const stage = resource.as("apigateway.Stage");
    if (!stage) return notApplicable();
    const { certain, possible } = methodSettingsOf(stage, stack);
    const evidence = [stage.evidence("nothing", "an aws.apigateway.MethodSettings")];
    const known = judge(certain, evidence);
    if (!stack.complete) return undetermined("method settings are known only when the whole stack is read", evidence);
    return eitherOf(
      [known, ...possible.map((settings) => judge([...certain, settings], evidence))],
      "which stage method settings belong to is not known before deployment",
    );
  },
  equivalents: {
    config: ["api-gw-execution-logging-enabled"],
    cdkNag: ["HIPAA.Security-APIGWExecutionLoggingEnabled"],
    prowler: ["apigateway_restapi_logging_enabled"],
    checkov: ["CKV2_AWS_4"],
  },
  examples: {
    good: {
      "errors of all methods": (s) => {
        const api = s.add("apigateway.RestApi", {});
        const stage = s.add("apigateway.Stage", { restApi: api.out("id"), deployment: s.later(), stageName: "live" });
        s.add("apigateway.MethodSettings", {
          restApi: api.out("id"),
          stageName: stage.out("stageName"),
          methodPath: "*/*",
          settings: { loggingLevel: "ERROR" },
        });
        return stage;
      },
      "WebSocket API": (s) =>
        s.add("apigatewayv2.Stage", {
          apiId: s.add("apigatewayv2.Api", { protocolType: "WEBSOCKET" }).out("id"),
          defaultRouteSettings: { loggingLevel: "INFO" },
        }),
    },
    bad: {
      "WebSocket API, switched off for one route": (s) =>
        s.add("apigatewayv2.Stage", {
          apiId: s.add("apigatewayv2.Api", { protocolType: "WEBSOCKET" }).out("id"),
          defaultRouteSettings: { loggingLevel: "INFO" },
          routeSettings: [{ routeKey: "$connect", loggingLevel: "OFF" }],
        }),
      "switched off for one method": (s) => {
        const api = s.add("apigateway.RestApi", {});
        const stage = s.add("apigateway.Stage", { restApi: api.out("id"), deployment: s.later(), stageName: "live" });
        const common = { restApi: api.out("id"), stageName: stage.out("stageName") };
        s.add("apigateway.MethodSettings", { ...common, methodPath: "*/*", settings: { loggingLevel: "ERROR" } });
        s.add("apigateway.MethodSettings", { ...common, methodPath: "patients/GET", settings: { loggingLevel: "OFF" } });
        return stage;
      },
      "switched off": (s) => {
        const api = s.add("apigateway.RestApi", {});
        const stage = s.add("apigateway.Stage", { restApi: api.out("id"), deployment: s.later(), stageName: "live" });
        s.add("apigateway.MethodSettings", {
          restApi: api.out("id"),
          stageName: stage.out("stageName"),
          methodPath: "*/*",
          settings: { loggingLevel: "OFF" },
        });
        return stage;
      },
      "no settings": (s) =>
        s.add("apigateway.Stage", { restApi: s.add("apigateway.RestApi", {}).out("id"), deployment: s.later(), stageName: "live" }),
      "settings of another stage": (s) => {
        const api = s.add("apigateway.RestApi", {});
        s.add("apigateway.MethodSettings", {
          restApi: api.out("id"),
          stageName: "test",
          methodPath: "*/*",
          settings: { loggingLevel: "ERROR" },
        });
        return s.add("apigateway.Stage", { restApi: api.out("id"), deployment: s.later(), stageName: "live" });
      },
      "WebSocket API": (s) => s.add("apigatewayv2.Stage", { apiId: s.add("apigatewayv2.Api", { protocolType: "WEBSOCKET" }).out("id") }),
    },
    unknown: {
      "level known later": (s) => {
        const api = s.add("apigateway.RestApi", {});
        const stage = s.add("apigateway.Stage", { restApi: api.out("id"), deployment: s.later(), stageName: "live" });
        s.add("apigateway.MethodSettings", {
          restApi: api.out("id"),
          stageName: "live",
          methodPath: "*/*",
          settings: { loggingLevel: s.later() },
        });
        return stage;
      },
      "settings of one method": (s) => {
        const api = s.add("apigateway.RestApi", {});
        const stage = s.add("apigateway.Stage", { restApi: api.out("id"), deployment: s.later(), stageName: "live" });
        s.add("apigateway.MethodSettings", {
          restApi: api.out("id"),
          stageName: stage.out("stageName"),
          methodPath: "patients/GET",
          settings: { loggingLevel: "ERROR" },
        });
        return stage;
      },
    },
    notApplicable: {
      "HTTP API": (s) => s.add("apigatewayv2.Stage", { apiId: s.add("apigatewayv2.Api", { protocolType: "HTTP" }).out("id") }),
      "no ePHI": (s) =>
        s.add("apigateway.Stage", { restApi: s.later(), deployment: s.later(), stageName: "live", tags: { DataClassification: "none" } }),
    },
  },
});
