import { all, defineRule, notApplicable, when } from "../../rule";

/** A text with stage variables, `https://${stageVariables.host}`, is decided where its scheme is there. */
function schemeIsHttps(uri: string): "yes" | "no" | "unknown" {
  if (/^https:/i.test(uri)) return "yes";
  return /^http:/i.test(uri) ? "no" : "unknown";
}

export default defineRule({
  id: "apigw-integration-tls-verified",
  title: "API Gateway reaches HTTP back ends over verified TLS",
  threat: "ePHI between the API and its back end crosses the network in plain text, or goes to whoever claims to be the back end.",
  remedy:
    "Give the back end an https:// address, set tlsConfig.serverNameToVerify for a VPC link of an HTTP API, and leave insecureSkipVerification out.",
  cites: ["164.312(e)(2)(ii)", "164.312(d)", "164.312(e)(1)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["apigateway.Integration", "apigatewayv2.Integration"],
  check(resource, stack) {
    const because = "the back end is reached over plain HTTP";
    const rest = resource.as("apigateway.Integration");
    if (rest) {
      return when(
        rest.at((p) => p.type).is("HTTP", "HTTP_PROXY"),
        () =>
          all(
            rest.at((p) => p.uri).test(schemeIsHttps, "an https:// address", because),
            rest
              .at((p) => p.tlsConfig?.insecureSkipVerification)
              .or(false)
              .equals(false, "the back end's certificate is not verified"),
          ),
        () => notApplicable("the back end is a service of AWS, which is reached over TLS"),
      );
    }
    const http = resource.as("apigatewayv2.Integration");
    if (!http) return notApplicable();
    const uri = http.at((p) => p.integrationUri);
    // A listener or service behind a VPC link: API Gateway speaks TLS to it only where tlsConfig is there.
    const speaksTls = () => http.at((p) => p.tlsConfig).isSet(because, "tlsConfig.serverNameToVerify");
    const byAddress = () =>
      when(
        uri.ask((text) => text.startsWith("arn:")),
        speaksTls,
        () => uri.test(schemeIsHttps, "an https:// address", because),
      );
    return when(
      http.at((p) => p.integrationType).is("HTTP", "HTTP_PROXY"),
      () =>
        when(
          http.at((p) => p.connectionType).is("VPC_LINK"),
          () =>
            stack
              .target(http, uri, ["lb.Listener", "servicediscovery.Service"])
              .decide({ resource: speaksTls, absent: byAddress, outside: byAddress }),
          byAddress,
        ),
      () => notApplicable("the back end is a service of AWS, which is reached over TLS"),
    );
  },
  equivalents: {},
  examples: {
    good: {
      "https address": (s) =>
        s.add("apigateway.Integration", {
          restApi: s.later(),
          resourceId: s.later(),
          httpMethod: "GET",
          type: "HTTP_PROXY",
          uri: "https://records.example.com/{proxy}",
        }),
      "VPC link with a name to verify, to a listener of the stack": (s) =>
        s.add("apigatewayv2.Integration", {
          apiId: s.later(),
          integrationType: "HTTP_PROXY",
          integrationMethod: "ANY",
          connectionType: "VPC_LINK",
          integrationUri: s.add("lb.Listener", { loadBalancerArn: s.later(), defaultActions: [{ type: "forward" }] }).out("arn"),
          tlsConfig: { serverNameToVerify: "records.example.com" },
        }),
      "VPC link with a name to verify": (s) =>
        s.add("apigatewayv2.Integration", {
          apiId: s.later(),
          integrationType: "HTTP_PROXY",
          integrationMethod: "ANY",
          connectionType: "VPC_LINK",
          integrationUri: "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/records/1/2",
          tlsConfig: { serverNameToVerify: "records.example.com" },
        }),
    },
    bad: {
      "VPC link without TLS to a listener of the stack": (s) =>
        s.add("apigatewayv2.Integration", {
          apiId: s.later(),
          integrationType: "HTTP_PROXY",
          integrationMethod: "ANY",
          connectionType: "VPC_LINK",
          integrationUri: s.add("lb.Listener", { loadBalancerArn: s.later(), defaultActions: [{ type: "forward" }] }).out("arn"),
        }),
      "http address": (s) =>
        s.add("apigateway.Integration", {
          restApi: s.later(),
          resourceId: s.later(),
          httpMethod: "GET",
          type: "HTTP_PROXY",
          uri: "http://records.example.com/{proxy}",
        }),
      "certificate not verified": (s) =>
        s.add("apigateway.Integration", {
          restApi: s.later(),
          resourceId: s.later(),
          httpMethod: "GET",
          type: "HTTP_PROXY",
          uri: "https://records.example.com/{proxy}",
          tlsConfig: { insecureSkipVerification: true },
        }),
      "VPC link without TLS": (s) =>
        s.add("apigatewayv2.Integration", {
          apiId: s.later(),
          integrationType: "HTTP_PROXY",
          integrationMethod: "ANY",
          connectionType: "VPC_LINK",
          integrationUri: "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/records/1/2",
        }),
    },
    unknown: {
      "address known later": (s) =>
        s.add("apigateway.Integration", {
          restApi: s.later(),
          resourceId: s.later(),
          httpMethod: "GET",
          type: "HTTP_PROXY",
          uri: s.later(),
        }),
    },
    notApplicable: {
      function: (s) =>
        s.add("apigateway.Integration", {
          restApi: s.later(),
          resourceId: s.later(),
          httpMethod: "GET",
          type: "AWS_PROXY",
          uri: s.later(),
        }),
      "no ePHI": (s) =>
        s.add("apigateway.Integration", {
          restApi: s.add("apigateway.RestApi", { tags: { DataClassification: "none" } }).out("id"),
          resourceId: s.later(),
          httpMethod: "GET",
          type: "HTTP_PROXY",
          uri: "http://clinic.example.com/",
        }),
    },
  },
});
