import { negotiatesAtLeast } from "../../aws/tls-policies";
import { defineRule, notApplicable, undetermined, when } from "../../rule";

export default defineRule({
  id: "apigw-tls12-domain",
  title: "API Gateway negotiates TLS 1.2 or higher",
  threat: "A connection that falls back to an old TLS version can be read or altered by known attacks.",
  remedy:
    'Set securityPolicy to "TLS_1_2" or, with endpointAccessMode, to a SecurityPolicy_ name of TLS 1.2 or higher, on the API as on its domain names.',
  cites: ["164.312(e)(2)(ii)", "164.312(e)(1)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["apigateway.DomainName", "apigatewayv2.DomainName", "apigateway.RestApi"],
  check(resource) {
    // API Gateway Developer Guide, "Supported security policies", "Default security policies": domain names and private APIs
    // get TLS_1_2, Regional and edge-optimized APIs TLS_1_0.
    const api = resource.as("apigateway.RestApi");
    const policy =
      api?.at((p) => p.securityPolicy) ??
      resource.as("apigateway.DomainName")?.at((p) => p.securityPolicy) ??
      resource.as("apigatewayv2.DomainName")?.at((p) => p.domainNameConfiguration.securityPolicy);
    if (!policy) return notApplicable();
    const judge = (byDefault: string) =>
      policy
        .shown()
        .or(byDefault)
        .test((name) => negotiatesAtLeast("apigateway", name, "1.2"), "a policy of TLS 1.2 or higher", "TLS below 1.2 is accepted");
    if (!api) return judge("TLS_1_2");
    const verdict = when(
      api.at((p) => p.endpointConfiguration?.types).is("PRIVATE"),
      () => judge("TLS_1_2"),
      () => judge("TLS_1_0"),
    );
    if (verdict.outcome !== "fail") return verdict;
    // An OpenAPI document may bring the policy with it. And where the default endpoint is off, clients come through a domain name;
    // which of the two policies counts then, AWS's documents say in two ways.
    return when(
      api.at((p) => p.disableExecuteApiEndpoint).is(true),
      () => undetermined("whether the policy of the API or of its domain name counts is not certain", verdict.evidence),
      () =>
        policy.state === "absent" && api.at((p) => p.body).present === "yes"
          ? undetermined("the OpenAPI document may set the security policy", verdict.evidence)
          : verdict,
    );
  },
  equivalents: {
    checkov: ["CKV_AWS_206"],
    pulumi: [
      "aws-apigateway-domainname-configure-security-policy",
      "aws-apigatewayv2-domainname-configure-domain-name-security-policy",
      "aws-apigatewayv2-domainname-enable-domain-name-configuration",
    ],
  },
  examples: {
    good: {
      "API with TLS 1.2": (s) => s.add("apigateway.RestApi", { securityPolicy: "TLS_1_2" }),
      "domain name with TLS 1.3": (s) =>
        s.add("apigateway.DomainName", { domainName: "api.example.com", securityPolicy: "SecurityPolicy_TLS13_1_3_2025_09" }),
      "domain name with AWS's default": (s) =>
        s.add("apigateway.DomainName", { domainName: "api.example.com", endpointConfiguration: { types: "REGIONAL" } }),
      "domain name of an HTTP API": (s) =>
        s.add("apigatewayv2.DomainName", {
          domainName: "api.example.com",
          domainNameConfiguration: { certificateArn: s.later(), endpointType: "REGIONAL", securityPolicy: "TLS_1_2" },
        }),
      "private API": (s) => s.add("apigateway.RestApi", { endpointConfiguration: { types: "PRIVATE" } }),
    },
    bad: {
      "domain name with TLS 1.0": (s) => s.add("apigateway.DomainName", { domainName: "api.example.com", securityPolicy: "TLS_1_0" }),
      "Regional API with AWS's default": (s) => s.add("apigateway.RestApi", { endpointConfiguration: { types: "REGIONAL" } }),
      "API with TLS 1.0": (s) => s.add("apigateway.RestApi", { securityPolicy: "TLS_1_0" }),
    },
    unknown: {
      "policy known later": (s) => s.add("apigateway.DomainName", { domainName: "api.example.com", securityPolicy: s.later() }),
      "API defined by an OpenAPI document": (s) => s.add("apigateway.RestApi", { body: JSON.stringify({ openapi: "3.0.1", paths: {} }) }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("apigateway.RestApi", { tags: { DataClassification: "none" } }),
    },
  },
});
