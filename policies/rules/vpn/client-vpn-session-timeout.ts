import { some, type Ternary } from "../../aws/ternary";
import type { List } from "../../reader";
import { all, defineRule, integer, pass, undetermined, when } from "../../rule";

const endpoint = {
  clientCidrBlock: "10.100.0.0/22",
  serverCertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1",
  authenticationOptions: [{ type: "directory-service-authentication", activeDirectoryId: "d-1234567890" }],
  connectionLogOptions: { enabled: true, cloudwatchLogGroup: "vpn" },
};

const saml = [{ type: "federated-authentication", samlProviderArn: "arn:aws:iam::123456789012:saml-provider/clinic" }];

/** Who came in through SAML has to sign in again either way: Client VPN Administrator Guide, "Maximum VPN session duration timeout". */
function signsInAgain(options: List<{ readonly type: string }>): Ternary {
  return options.state === "unknown" ? "unknown" : some(options.items, (option) => option.at((o) => o.type).is("federated-authentication"));
}

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
      when(
        signsInAgain(endpoint.list((p) => p.authenticationOptions)),
        () => pass(),
        () => {
          const disconnects = endpoint.at((p) => p.disconnectOnSessionTimeout);
          // The EC2 API Reference says that it is on where it is left out, the provider's documentation that it is off.
          return disconnects.state === "absent"
            ? undetermined("whether clients connect again by themselves is not said", [disconnects.evidence("true")])
            : disconnects.equals(true, "clients connect again by themselves when the session ends");
        },
      ),
    ),
  fix: () => ({ sessionTimeoutHours: 8, disconnectOnSessionTimeout: true }),
  equivalents: {},
  examples: {
    good: {
      "eight hours": (s) => s.add("ec2clientvpn.Endpoint", { ...endpoint, sessionTimeoutHours: 8, disconnectOnSessionTimeout: true }),
      "eight hours, through SAML": (s) =>
        s.add("ec2clientvpn.Endpoint", { ...endpoint, authenticationOptions: saml, sessionTimeoutHours: 8 }),
      "twelve hours": (s) => s.add("ec2clientvpn.Endpoint", { ...endpoint, sessionTimeoutHours: 12, disconnectOnSessionTimeout: true }),
    },
    bad: {
      "24 hours, through SAML": (s) =>
        s.add("ec2clientvpn.Endpoint", {
          ...endpoint,
          authenticationOptions: saml,
          sessionTimeoutHours: 24,
          disconnectOnSessionTimeout: true,
        }),
      "AWS's default": (s) => s.add("ec2clientvpn.Endpoint", endpoint),
      "clients connect again": (s) =>
        s.add("ec2clientvpn.Endpoint", { ...endpoint, sessionTimeoutHours: 8, disconnectOnSessionTimeout: false }),
    },
    unknown: {
      "what happens when the session ends is left out": (s) => s.add("ec2clientvpn.Endpoint", { ...endpoint, sessionTimeoutHours: 8 }),
      "known later": (s) =>
        s.add("ec2clientvpn.Endpoint", { ...endpoint, sessionTimeoutHours: s.later(), disconnectOnSessionTimeout: true }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("ec2clientvpn.Endpoint", { ...endpoint, tags: { DataClassification: "none" } }),
    },
  },
});
