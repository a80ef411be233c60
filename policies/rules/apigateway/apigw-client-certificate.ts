import { defineRule, notApplicable, undetermined, when } from "../../rule";

export default defineRule({
  id: "apigw-client-certificate",
  title: "API Gateway shows a certificate to HTTP back ends",
  threat: "A back end that cannot tell API Gateway from anyone else answers requests for ePHI past all checks of the API.",
  remedy: "Set clientCertificateId to an aws.apigateway.ClientCertificate, and let the back end check it.",
  // Advisory: the certificate helps only where the back end checks it, and a private back end may do without.
  cites: ["164.312(e)(1)", "164.312(a)(2)(iv)", "164.312(e)(2)(i)", "164.312(e)(2)(ii)"],
  severity: "low",
  level: "advisory",
  applies: "ephi",
  on: ["apigateway.Stage"],
  check: (stage, stack) =>
    stack
      .target(
        stage,
        stage.at((p) => p.restApi),
        "apigateway.RestApi",
      )
      .decide({
        resource: (api) => {
          const certificate = stage.at((p) => p.clientCertificateId).isSet("no client certificate is shown", "a client certificate");
          return stack
            .attached(api, "apigateway.Integration", (p) => p.restApi)
            .some(
              (integration) => when(integration.at((p) => p.type).is("HTTP", "HTTP_PROXY"), () => certificate),
              () =>
                api.at((p) => p.body).present === "no"
                  ? notApplicable("the API has no HTTP back end")
                  : undetermined("the OpenAPI document may name HTTP back ends", certificate.evidence),
            );
        },
        absent: notApplicable,
      }),
  equivalents: {
    config: ["api-gw-ssl-enabled"],
    cdkNag: ["HIPAA.Security-APIGWSSLEnabled"],
    prowler: ["apigateway_restapi_client_certificate_enabled"],
    checkov: ["CKV2_AWS_51"],
  },
  examples: {
    good: {
      "certificate of the stack": (s) => {
        const api = s.add("apigateway.RestApi", {});
        s.add("apigateway.Integration", { restApi: api.out("id"), resourceId: s.later(), httpMethod: "GET", type: "HTTP_PROXY" });
        return s.add("apigateway.Stage", {
          restApi: api.out("id"),
          deployment: s.later(),
          stageName: "live",
          clientCertificateId: s.add("apigateway.ClientCertificate", {}).out("id"),
        });
      },
      "certificate by its id": (s) => {
        const api = s.add("apigateway.RestApi", {});
        s.add("apigateway.Integration", { restApi: api.out("id"), resourceId: s.later(), httpMethod: "GET", type: "HTTP" });
        return s.add("apigateway.Stage", {
          restApi: api.out("id"),
          deployment: s.later(),
          stageName: "live",
          clientCertificateId: "abc123",
        });
      },
    },
    bad: {
      "no certificate": (s) => {
        const api = s.add("apigateway.RestApi", {});
        s.add("apigateway.Integration", { restApi: api.out("id"), resourceId: s.later(), httpMethod: "GET", type: "HTTP_PROXY" });
        return s.add("apigateway.Stage", { restApi: api.out("id"), deployment: s.later(), stageName: "live" });
      },
      "no certificate for one of two back ends": (s) => {
        const api = s.add("apigateway.RestApi", {});
        s.add("apigateway.Integration", { restApi: api.out("id"), resourceId: s.later(), httpMethod: "GET", type: "MOCK" });
        s.add("apigateway.Integration", { restApi: api.out("id"), resourceId: s.later(), httpMethod: "POST", type: "HTTP" });
        return s.add("apigateway.Stage", { restApi: api.out("id"), deployment: s.later(), stageName: "live" });
      },
    },
    unknown: {
      "API of another stack": (s) => s.add("apigateway.Stage", { restApi: "abcdef1234", deployment: s.later(), stageName: "live" }),
      "integrations in an OpenAPI document": (s) =>
        s.add("apigateway.Stage", {
          restApi: s.add("apigateway.RestApi", { body: "{}" }).out("id"),
          deployment: s.later(),
          stageName: "live",
        }),
    },
    notApplicable: {
      "functions only": (s) => {
        const api = s.add("apigateway.RestApi", {});
        s.add("apigateway.Integration", { restApi: api.out("id"), resourceId: s.later(), httpMethod: "GET", type: "AWS_PROXY" });
        return s.add("apigateway.Stage", { restApi: api.out("id"), deployment: s.later(), stageName: "live" });
      },
      "no ePHI": (s) => {
        const api = s.add("apigateway.RestApi", { tags: { DataClassification: "none" } });
        s.add("apigateway.Integration", { restApi: api.out("id"), resourceId: s.later(), httpMethod: "GET", type: "HTTP" });
        return s.add("apigateway.Stage", {
          restApi: api.out("id"),
          deployment: s.later(),
          stageName: "live",
          tags: { DataClassification: "none" },
        });
      },
      "no integrations": (s) =>
        s.add("apigateway.Stage", { restApi: s.add("apigateway.RestApi", {}).out("id"), deployment: s.later(), stageName: "live" }),
    },
  },
});
