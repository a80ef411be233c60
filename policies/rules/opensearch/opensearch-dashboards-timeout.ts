import { defineRule, integer, notApplicable, when } from "../../rule";

const idp = { entityId: "https://login.clinic.example", metadataContent: "<EntityDescriptor/>" };

export default defineRule({
  id: "opensearch-dashboards-timeout",
  title: "Sessions in OpenSearch Dashboards end in time",
  threat: "Somebody sits down at a screen that was left, and searches ePHI as the one who left it.",
  remedy:
    "Set samlOptions.sessionTimeoutMinutes of the domain, or samlOptions.sessionTimeout of the serverless security configuration, lower.",
  cites: ["164.312(a)(2)(iii)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["opensearch.DomainSamlOptions", "opensearch.ServerlessSecurityConfig"],
  parameters: {
    maximumMinutes: integer({ default: 60, minimum: 1, maximum: 60, description: "Minutes after which a session in Dashboards ends." }),
  },
  // Both are 60 minutes where nothing is set: OpenSearch Service Developer Guide, "SAML authentication for OpenSearch Dashboards".
  check(resource, _, { parameters }) {
    const because = "sessions in Dashboards stay open too long";
    const serverless = resource.as("opensearch.ServerlessSecurityConfig");
    if (serverless) {
      return when(
        serverless.at((p) => p.type).is("saml"),
        () =>
          serverless
            .at((p) => p.samlOptions?.sessionTimeout)
            .or(60)
            .shown()
            .atMost(parameters.maximumMinutes, because),
        () => notApplicable("it configures no SAML sessions"),
      );
    }
    const saml = resource.as("opensearch.DomainSamlOptions");
    if (!saml) return notApplicable();
    return when(
      saml
        .at((p) => p.samlOptions?.enabled)
        .or(false)
        .is(true),
      () =>
        saml
          .at((p) => p.samlOptions?.sessionTimeoutMinutes)
          .or(60)
          .shown()
          .atMost(parameters.maximumMinutes, because),
      () => notApplicable("SAML is not enabled"),
    );
  },
  equivalents: {},
  examples: {
    good: {
      "half an hour": (s) =>
        s.add("opensearch.DomainSamlOptions", { domainName: "search", samlOptions: { enabled: true, idp, sessionTimeoutMinutes: 30 } }),
      "nothing set, which is an hour": (s) =>
        s.add("opensearch.DomainSamlOptions", { domainName: "search", samlOptions: { enabled: true, idp } }),
      "an hour without servers": (s) =>
        s.add("opensearch.ServerlessSecurityConfig", {
          type: "saml",
          samlOptions: { metadata: "<EntityDescriptor/>", sessionTimeout: 60 },
        }),
    },
    bad: {
      "a working day": (s) =>
        s.add("opensearch.DomainSamlOptions", { domainName: "search", samlOptions: { enabled: true, idp, sessionTimeoutMinutes: 480 } }),
      "a working day without servers": (s) =>
        s.add("opensearch.ServerlessSecurityConfig", {
          type: "saml",
          samlOptions: { metadata: "<EntityDescriptor/>", sessionTimeout: 480 },
        }),
      "a site that wants a quarter of an hour": (s) => {
        s.parameters({ maximumMinutes: 15 });
        return s.add("opensearch.DomainSamlOptions", { domainName: "search", samlOptions: { enabled: true, idp } });
      },
    },
    unknown: {
      "minutes known later": (s) =>
        s.add("opensearch.DomainSamlOptions", {
          domainName: "search",
          samlOptions: { enabled: true, idp, sessionTimeoutMinutes: s.later() },
        }),
    },
    notApplicable: {
      "Identity Center, which ends its sessions itself": (s) =>
        s.add("opensearch.ServerlessSecurityConfig", {
          type: "iamidentitycenter",
          iamIdentityCenterOptions: { instanceArn: "arn:aws:sso:::instance/ssoins-0123456789abcdef" },
        }),
      "SAML that nothing enables, whose minutes the provider does not pass on": (s) =>
        s.add("opensearch.DomainSamlOptions", { domainName: "search", samlOptions: { sessionTimeoutMinutes: 480 } }),
      "domain without ePHI": (s) => {
        const domain = s.add("opensearch.Domain", { tags: { DataClassification: "none" } });
        return s.add("opensearch.DomainSamlOptions", {
          domainName: domain.out("domainName"),
          samlOptions: { enabled: true, idp, sessionTimeoutMinutes: 480 },
        });
      },
    },
  },
});
