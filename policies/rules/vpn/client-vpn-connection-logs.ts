import { all, defineRule } from "../../rule";

const endpoint = {
  clientCidrBlock: "10.100.0.0/22",
  serverCertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1",
  authenticationOptions: [{ type: "federated-authentication", samlProviderArn: "arn:aws:iam::123456789012:saml-provider/clinic" }],
};

export default defineRule({
  id: "client-vpn-connection-logs",
  title: "Client VPN endpoints log connections",
  threat: "Nobody can tell who came into the network of ePHI, from where and when.",
  remedy: "Set connectionLogOptions.enabled to true and connectionLogOptions.cloudwatchLogGroup to a log group.",
  cites: ["164.312(b)", "164.308(a)(5)(ii)(C)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["ec2clientvpn.Endpoint"],
  check: (endpoint) =>
    all(
      endpoint
        .at((p) => p.connectionLogOptions.enabled)
        .or(false)
        .equals(true, "connections are not logged"),
      endpoint.at((p) => p.connectionLogOptions.cloudwatchLogGroup).isSet("the connection log has no log group", "a log group"),
    ),
  equivalents: { prowler: ["ec2_client_vpn_endpoint_connection_logging_enabled"] },
  examples: {
    good: {
      "log group of the stack": (s) =>
        s.add("ec2clientvpn.Endpoint", {
          ...endpoint,
          connectionLogOptions: { enabled: true, cloudwatchLogGroup: s.add("cloudwatch.LogGroup", {}).out("name") },
        }),
      "log group by its name": (s) =>
        s.add("ec2clientvpn.Endpoint", { ...endpoint, connectionLogOptions: { enabled: true, cloudwatchLogGroup: "vpn" } }),
    },
    bad: {
      "switched off": (s) =>
        s.add("ec2clientvpn.Endpoint", { ...endpoint, connectionLogOptions: { enabled: false, cloudwatchLogGroup: "vpn" } }),
      "no log group": (s) => s.add("ec2clientvpn.Endpoint", { ...endpoint, connectionLogOptions: { enabled: true } }),
      "a log group alone": (s) =>
        s.addUntyped("ec2clientvpn.Endpoint", { ...endpoint, connectionLogOptions: { cloudwatchLogGroup: "vpn" } }),
    },
    unknown: {
      "known later": (s) =>
        s.add("ec2clientvpn.Endpoint", { ...endpoint, connectionLogOptions: { enabled: s.later(), cloudwatchLogGroup: "vpn" } }),
    },
    notApplicable: {
      "no ePHI": (s) =>
        s.add("ec2clientvpn.Endpoint", { ...endpoint, connectionLogOptions: { enabled: false }, tags: { DataClassification: "none" } }),
    },
  },
});
