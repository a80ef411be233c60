import { all, any, defineRule } from "../../rule";

const cluster = {
  kafkaVersion: "3.8.x",
  numberOfBrokerNodes: 3,
  brokerNodeGroupInfo: { instanceType: "kafka.m7g.large", clientSubnets: ["subnet-0aaa1111"], securityGroups: ["sg-0ccc3333"] },
};
const because = "clients need not say who they are";

export default defineRule({
  id: "msk-authentication",
  title: "MSK clusters ask their clients who they are",
  threat: "Whatever reaches the brokers reads and writes topics that hold ePHI, and nobody can tell who it was.",
  remedy:
    "Set clientAuthentication.sasl.iam or sasl.scram to true, or clientAuthentication.tls.certificateAuthorityArns, and leave unauthenticated off.",
  cites: ["164.312(d)", "164.312(a)(1)", "164.312(a)(2)(i)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["msk.Cluster"],
  // Without any of them the brokers take clients that do not authenticate: MSK Developer Guide, "Authentication and authorization".
  check: (kafka) =>
    all(
      kafka
        .at((p) => p.clientAuthentication?.unauthenticated)
        .or(false)
        .equals(false, "clients that do not authenticate are taken as well"),
      any(
        kafka
          .at((p) => p.clientAuthentication?.sasl?.iam)
          .or(false)
          .equals(true, because),
        kafka
          .at((p) => p.clientAuthentication?.sasl?.scram)
          .or(false)
          .equals(true, because),
        kafka.list((p) => p.clientAuthentication?.tls?.certificateAuthorityArns).isNotEmpty(because, "a certificate authority"),
      ),
    ),
  equivalents: { prowler: ["kafka_cluster_unrestricted_access_disabled", "kafka_cluster_mutual_tls_authentication_enabled"] },
  examples: {
    good: {
      IAM: (s) => s.add("msk.Cluster", { ...cluster, clientAuthentication: { sasl: { iam: true } } }),
      certificates: (s) =>
        s.add("msk.Cluster", {
          ...cluster,
          clientAuthentication: {
            tls: {
              certificateAuthorityArns: [
                "arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/1234abcd-12ab-34cd-56ef-1234567890ab",
              ],
            },
          },
        }),
    },
    bad: {
      "nothing set": (s) => s.add("msk.Cluster", cluster),
      "IAM, but not only": (s) =>
        s.add("msk.Cluster", { ...cluster, clientAuthentication: { sasl: { iam: true }, unauthenticated: true } }),
    },
    unknown: {
      "settings known later": (s) => s.add("msk.Cluster", { ...cluster, clientAuthentication: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("msk.Cluster", { ...cluster, tags: { DataClassification: "none" } }),
    },
  },
});
