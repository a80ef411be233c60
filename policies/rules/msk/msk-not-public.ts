import { defineRule } from "../../rule";

const brokerNodeGroupInfo = {
  instanceType: "kafka.m7g.large",
  clientSubnets: ["subnet-0aaa1111"],
  securityGroups: ["sg-0ccc3333"],
};
const cluster = { kafkaVersion: "3.8.x", numberOfBrokerNodes: 3, brokerNodeGroupInfo };

export default defineRule({
  id: "msk-not-public",
  title: "MSK clusters are not on the internet",
  threat: "Anybody may try credentials on brokers that carry ePHI.",
  remedy: 'Leave brokerNodeGroupInfo.connectivityInfo.publicAccess out, or set its type to "DISABLED".',
  cites: ["164.312(a)(1)", "164.308(a)(3)(i)", "164.308(a)(4)(ii)(A)", "164.308(a)(4)(ii)(C)", "164.312(e)(1)"],
  severity: "critical",
  level: "mandatory",
  applies: "ephi",
  on: ["msk.Cluster"],
  check: (kafka) =>
    kafka
      .at((p) => p.brokerNodeGroupInfo.connectivityInfo?.publicAccess?.type)
      .or("DISABLED")
      .shown()
      .equals("DISABLED", "the brokers are on the internet"),
  equivalents: { prowler: ["kafka_cluster_is_public"], checkov: ["CKV_AWS_291"] },
  examples: {
    good: {
      "nothing set": (s) => s.add("msk.Cluster", cluster),
      disabled: (s) =>
        s.add("msk.Cluster", {
          ...cluster,
          brokerNodeGroupInfo: { ...brokerNodeGroupInfo, connectivityInfo: { publicAccess: { type: "DISABLED" } } },
        }),
    },
    bad: {
      "addresses of AWS": (s) =>
        s.add("msk.Cluster", {
          ...cluster,
          brokerNodeGroupInfo: { ...brokerNodeGroupInfo, connectivityInfo: { publicAccess: { type: "SERVICE_PROVIDED_EIPS" } } },
        }),
      "addresses of AWS, with IAM": (s) =>
        s.add("msk.Cluster", {
          ...cluster,
          clientAuthentication: { sasl: { iam: true } },
          brokerNodeGroupInfo: { ...brokerNodeGroupInfo, connectivityInfo: { publicAccess: { type: "SERVICE_PROVIDED_EIPS" } } },
        }),
    },
    unknown: {
      "type known later": (s) =>
        s.add("msk.Cluster", {
          ...cluster,
          brokerNodeGroupInfo: { ...brokerNodeGroupInfo, connectivityInfo: { publicAccess: { type: s.later() } } },
        }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("msk.Cluster", { ...cluster, tags: { DataClassification: "none" } }),
    },
  },
});
