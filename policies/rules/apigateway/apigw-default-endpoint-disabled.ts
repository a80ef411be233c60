import { defineRule, notApplicable } from "../../rule";

export default defineRule({
  id: "apigw-default-endpoint-disabled",
  title: "APIs with a domain name of their own close the default endpoint",
  threat: "Callers go around the certificate, the TLS policy and the firewall of the domain name.",
  remedy: "Set disableExecuteApiEndpoint to true.",
  // Advisory: the default endpoint asks for the same authorization as the domain name does.
  cites: ["164.312(e)(1)"],
  severity: "low",
  level: "advisory",
  applies: "ephi",
  on: ["apigateway.RestApi", "apigatewayv2.Api"],
  check(api, stack) {
    const disabled = () =>
      api
        .at((p) => p.disableExecuteApiEndpoint)
        .or(false)
        .equals(true, "the default endpoint stays open beside the domain name");
    const unmapped = () => notApplicable("the API has no domain name of its own");
    const rest = api.as("apigateway.RestApi");
    if (rest) return stack.attached(rest, "apigateway.BasePathMapping", (p) => p.restApi).decide({ present: disabled, absent: unmapped });
    const other = api.as("apigatewayv2.Api");
    if (!other) return notApplicable();
    return stack.attached(other, "apigatewayv2.ApiMapping", (p) => p.apiId).decide({ present: disabled, absent: unmapped });
  },
  equivalents: {},
  examples: {
    good: {
      "REST API": (s) => {
        const api = s.add("apigateway.RestApi", { disableExecuteApiEndpoint: true });
        s.add("apigateway.BasePathMapping", { restApi: api.out("id"), domainName: "api.example.com" });
        return api;
      },
      "HTTP API": (s) => {
        const api = s.add("apigatewayv2.Api", { protocolType: "HTTP", disableExecuteApiEndpoint: true });
        s.add("apigatewayv2.ApiMapping", { apiId: api.out("id"), domainName: "api.example.com", stage: "$default" });
        return api;
      },
    },
    bad: {
      "REST API": (s) => {
        const api = s.add("apigateway.RestApi", { disableExecuteApiEndpoint: false });
        s.add("apigateway.BasePathMapping", { restApi: api.out("id"), domainName: "api.example.com" });
        return api;
      },
      "HTTP API": (s) => {
        const api = s.add("apigatewayv2.Api", { protocolType: "HTTP" });
        s.add("apigatewayv2.ApiMapping", { apiId: api.out("id"), domainName: "api.example.com", stage: "$default" });
        return api;
      },
    },
    unknown: {
      "known later": (s) => {
        const api = s.add("apigateway.RestApi", { disableExecuteApiEndpoint: s.later() });
        s.add("apigateway.BasePathMapping", { restApi: api.out("id"), domainName: "api.example.com" });
        return api;
      },
    },
    notApplicable: {
      "no domain name": (s) => s.add("apigateway.RestApi", {}),
      "no ePHI": (s) => {
        const api = s.add("apigatewayv2.Api", { protocolType: "HTTP", tags: { DataClassification: "none" } });
        s.add("apigatewayv2.ApiMapping", { apiId: api.out("id"), domainName: "www.example.com", stage: "$default" });
        return api;
      },
    },
  },
});
