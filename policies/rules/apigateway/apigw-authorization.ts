import { defineRule, notApplicable, when } from "../../rule";

export default defineRule({
  id: "apigw-authorization",
  title: "API Gateway methods and routes authorize their callers",
  threat: "Anyone who knows the address of the API can call for ePHI.",
  remedy:
    "Set authorization (HTTP and WebSocket APIs: authorizationType) to AWS_IAM, CUSTOM, COGNITO_USER_POOLS or JWT; an API key is no authentication.",
  cites: ["164.312(d)", "164.312(a)(1)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["apigateway.Method", "apigatewayv2.Route", "apigatewayv2.Api"],
  check(resource, stack) {
    const because = "anyone may call without signing in";
    const method = resource.as("apigateway.Method");
    if (method) {
      return when(
        method.at((p) => p.httpMethod).is("OPTIONS"),
        () => notApplicable("browsers ask for OPTIONS before they sign in"),
        () =>
          method
            .at((p) => p.authorization)
            .shown()
            .or("NONE")
            .noneOf(["NONE"], because),
      );
    }
    const quick = resource.as("apigatewayv2.Api");
    if (quick) {
      // Quick create makes one route for everything, which authorizes nobody: Amazon API Gateway V2 API Reference, CreateApi.
      const target = quick.at((p) => p.target);
      return target.state === "absent" ? notApplicable("its routes are declared one by one") : target.isNotSet(because);
    }
    const route = resource.as("apigatewayv2.Route");
    if (!route) return notApplicable();
    const type = () =>
      route
        .at((p) => p.authorizationType)
        .shown()
        .or("NONE")
        .noneOf(["NONE"], because);
    return when(
      route.at((p) => p.routeKey).ask((key) => key.startsWith("OPTIONS ")),
      () => notApplicable("browsers ask for OPTIONS before they sign in"),
      () =>
        stack
          .target(
            route,
            route.at((p) => p.apiId),
            "apigatewayv2.Api",
          )
          .decide({
            resource: (api) =>
              when(
                api.at((p) => p.protocolType).is("WEBSOCKET"),
                // A WebSocket API authorizes on connection only.
                () =>
                  when(route.at((p) => p.routeKey).is("$connect"), type, () =>
                    notApplicable("the connection was authorized when it was made"),
                  ),
                type,
              ),
            absent: type,
            outside: () =>
              when(
                route.at((p) => p.routeKey).ask((key) => /^[A-Z]+ \//.test(key) || key === "$connect"),
                type,
                () => when("unknown", type),
              ),
          }),
    );
  },
  equivalents: {
    cdkNag: ["APIGWAuthorization", "CognitoUserPoolAPIGWAuthorizer"],
    prowler: [
      "apigateway_restapi_authorizers_enabled",
      "apigateway_restapi_public_with_authorizer",
      "apigatewayv2_api_authorizers_enabled",
    ],
    checkov: ["CKV_AWS_59", "CKV_AWS_309", "CKV2_AWS_70"],
  },
  examples: {
    good: {
      "IAM on a REST API": (s) =>
        s.add("apigateway.Method", { restApi: s.later(), resourceId: s.later(), httpMethod: "GET", authorization: "AWS_IAM" }),
      "tokens on an HTTP API": (s) =>
        s.add("apigatewayv2.Route", {
          apiId: s.add("apigatewayv2.Api", { protocolType: "HTTP" }).out("id"),
          routeKey: "GET /patients",
          authorizationType: "JWT",
          authorizerId: s.later(),
        }),
    },
    bad: {
      "quick create": (s) => s.add("apigatewayv2.Api", { protocolType: "HTTP", target: "https://records.example.com" }),
      "none on a REST API": (s) =>
        s.add("apigateway.Method", { restApi: s.later(), resourceId: s.later(), httpMethod: "GET", authorization: "NONE" }),
      "an API key only": (s) =>
        s.add("apigateway.Method", {
          restApi: s.later(),
          resourceId: s.later(),
          httpMethod: "POST",
          authorization: "NONE",
          apiKeyRequired: true,
        }),
      "left out on an HTTP API": (s) =>
        s.add("apigatewayv2.Route", { apiId: s.add("apigatewayv2.Api", { protocolType: "HTTP" }).out("id"), routeKey: "GET /patients" }),
      "connection to a WebSocket API": (s) =>
        s.add("apigatewayv2.Route", { apiId: s.add("apigatewayv2.Api", { protocolType: "WEBSOCKET" }).out("id"), routeKey: "$connect" }),
      "left out on a REST API in an untyped program": (s) =>
        s.addUntyped("apigateway.Method", { restApi: s.later(), resourceId: s.later(), httpMethod: "GET" }),
      "left out on an HTTP API outside the stack": (s) => s.add("apigatewayv2.Route", { apiId: "a1b2c3d4e5", routeKey: "GET /patients" }),
      "connection to a WebSocket API outside the stack": (s) => s.add("apigatewayv2.Route", { apiId: "a1b2c3d4e5", routeKey: "$connect" }),
    },
    unknown: {
      "known later": (s) =>
        s.add("apigateway.Method", { restApi: s.later(), resourceId: s.later(), httpMethod: "GET", authorization: s.later() }),
      "message to an API outside the stack": (s) => s.add("apigatewayv2.Route", { apiId: "a1b2c3d4e5", routeKey: "POST" }),
      "path to an API outside the stack": (s) => s.add("apigatewayv2.Route", { apiId: "a1b2c3d4e5", routeKey: "send GET /patients" }),
    },
    notApplicable: {
      "API whose routes are declared": (s) => s.add("apigatewayv2.Api", { protocolType: "HTTP" }),
      OPTIONS: (s) =>
        s.add("apigateway.Method", { restApi: s.later(), resourceId: s.later(), httpMethod: "OPTIONS", authorization: "NONE" }),
      "message over a WebSocket": (s) =>
        s.add("apigatewayv2.Route", { apiId: s.add("apigatewayv2.Api", { protocolType: "WEBSOCKET" }).out("id"), routeKey: "$default" }),
      "no ePHI": (s) =>
        s.add("apigatewayv2.Api", { protocolType: "HTTP", target: "https://clinic.example.com", tags: { DataClassification: "none" } }),
      "OPTIONS on an HTTP API": (s) =>
        s.add("apigatewayv2.Route", {
          apiId: s.add("apigatewayv2.Api", { protocolType: "HTTP" }).out("id"),
          routeKey: "OPTIONS /patients",
        }),
    },
  },
});
