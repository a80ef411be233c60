import { defineRule, fail, notApplicable } from "../../rule";

const endpoint = {
  clientCidrBlock: "10.100.0.0/22",
  serverCertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1",
  connectionLogOptions: { enabled: true, cloudwatchLogGroup: "vpn" },
};

export default defineRule({
  id: "client-vpn-strong-auth",
  title: "Client VPN asks people to sign in, and lets each group in by name",
  threat: "Whoever holds a copied certificate comes into the network of ePHI, and nobody can tell who it was.",
  remedy:
    'Add "federated-authentication" or "directory-service-authentication" to authenticationOptions, and name accessGroupId in place of authorizeAllGroups.',
  cites: ["164.312(d)", "164.308(a)(4)(ii)(C)", "164.312(a)(2)(i)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["ec2clientvpn.Endpoint", "ec2clientvpn.AuthorizationRule"],
  check(resource) {
    const rule = resource.as("ec2clientvpn.AuthorizationRule");
    if (rule) {
      return rule
        .at((p) => p.authorizeAllGroups)
        .or(false)
        .equals(false, "every group is let in");
    }
    const endpoint = resource.as("ec2clientvpn.Endpoint");
    if (!endpoint) return notApplicable();
    const because = "a certificate alone signs a device in, not a person";
    const options = endpoint.list((p) => p.authenticationOptions);
    return options.some(
      (option) =>
        option
          .at((o) => o.type)
          .shown()
          .oneOf(["federated-authentication", "directory-service-authentication"], because),
      () => fail(because, [options.cell.evidence("an option that signs people in")]),
    );
  },
  equivalents: {},
  examples: {
    good: {
      "people sign in through SAML": (s) =>
        s.add("ec2clientvpn.Endpoint", {
          ...endpoint,
          authenticationOptions: [{ type: "federated-authentication", samlProviderArn: s.later() }],
        }),
      "one group": (s) =>
        s.add("ec2clientvpn.AuthorizationRule", {
          clientVpnEndpointId: s.later(),
          targetNetworkCidr: "10.0.0.0/16",
          accessGroupId: "clinicians",
        }),
    },
    bad: {
      "certificates alone": (s) =>
        s.add("ec2clientvpn.Endpoint", {
          ...endpoint,
          authenticationOptions: [{ type: "certificate-authentication", rootCertificateChainArn: s.later() }],
        }),
      "every group": (s) =>
        s.add("ec2clientvpn.AuthorizationRule", {
          clientVpnEndpointId: s.later(),
          targetNetworkCidr: "10.0.0.0/16",
          authorizeAllGroups: true,
        }),
    },
    unknown: {
      "type known later": (s) => s.add("ec2clientvpn.Endpoint", { ...endpoint, authenticationOptions: [{ type: s.later() }] }),
    },
    notApplicable: {
      "no ePHI": (s) =>
        s.add("ec2clientvpn.Endpoint", {
          ...endpoint,
          authenticationOptions: [{ type: "certificate-authentication", rootCertificateChainArn: s.later() }],
          tags: { DataClassification: "none" },
        }),
    },
  },
});
