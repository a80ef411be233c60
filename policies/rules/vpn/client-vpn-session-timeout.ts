import { all, defineRule, integer } from "../../rule";

const endpoint = {
  clientCidrBlock: "10.100.0.0/22",
  serverCertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1",
  authenticationOptions: [{ type: "federated-authentication", samlProviderArn: "arn:aws:iam::123456789012:saml-provider/clinic" }],
  connectionLogOptions: { enabled: true, cloudwatchLogGroup: "vpn" },
};

export default defineRule({
  id: "client-vpn-session-timeout",
  title: "Client VPN sessions end in time",
  threat: "Somebody else reaches ePHI over a connection that was left open.",
  remedy: "Set sessionTimeoutHours to 8, 10 or 12 and disconnectOnSessionTimeout to true.",
  cites: ["164.312(a)(2)(iii)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["ec2clientvpn.Endpoint"],
  parameters: { maximumHours: integer({ default: 12, minimum: 8, maximum: 12, description: "Longest session, in hours." }) },
  check: (endpoint, _stack, { parameters }) =>
    all(
      endpoint
        .at((p) => p.sessionTimeoutHours)
        .shown()
        .or(24)
        .atMost(parameters.maximumHours, "sessions stay open for too long"),
      endpoint
        .at((p) => p.disconnectOnSessionTimeout)
        .or(false)
        .equals(true, "clients connect again by themselves when the session ends"),
    ),
  fix: () => ({ sessionTimeoutHours: 8, disconnectOnSessionTimeout: true }),
  equivalents: {},
  examples: {
    good: {
      "eight hours": (s) => s.add("ec2clientvpn.Endpoint", { ...endpoint, sessionTimeoutHours: 8, disconnectOnSessionTimeout: true }),
      "twelve hours": (s) => s.add("ec2clientvpn.Endpoint", { ...endpoint, sessionTimeoutHours: 12, disconnectOnSessionTimeout: true }),
    },
    bad: {
      "AWS's default": (s) => s.add("ec2clientvpn.Endpoint", endpoint),
      "clients connect again": (s) =>
        s.add("ec2clientvpn.Endpoint", { ...endpoint, sessionTimeoutHours: 8, disconnectOnSessionTimeout: false }),
    },
    unknown: {
      "known later": (s) =>
        s.add("ec2clientvpn.Endpoint", { ...endpoint, sessionTimeoutHours: s.later(), disconnectOnSessionTimeout: true }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("ec2clientvpn.Endpoint", { ...endpoint, tags: { DataClassification: "none" } }),
    },
  },
});
