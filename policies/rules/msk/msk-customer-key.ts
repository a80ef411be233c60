import { defineRule } from "../../rule";

const cluster = {
  kafkaVersion: "3.8.x",
  numberOfBrokerNodes: 3,
  brokerNodeGroupInfo: { instanceType: "kafka.m7g.large", clientSubnets: ["subnet-0aaa1111"], securityGroups: ["sg-0ccc3333"] },
};

export default defineRule({
  id: "msk-customer-key",
  title: "MSK clusters are encrypted with a customer-managed KMS key",
  threat: "Topics that hold ePHI lie under a key that you can neither limit nor withdraw.",
  remedy: "Set encryptionInfo.encryptionAtRestKmsKeyArn to a customer-managed key; the key of an existing cluster cannot be changed.",
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["msk.Cluster"],
  check: (kafka, stack) =>
    stack
      .key(
        kafka,
        kafka.at((p) => p.encryptionInfo?.encryptionAtRestKmsKeyArn),
      )
      .isCustomerManaged("topics are encrypted with a key of AWS's own"),
  equivalents: { prowler: ["kafka_cluster_encryption_at_rest_uses_cmk"], checkov: ["CKV_AWS_81"] },
  examples: {
    good: {
      "a key of the stack": (s) => {
        const key = s.add("kms.Key", {});
        return s.add("msk.Cluster", { ...cluster, encryptionInfo: { encryptionAtRestKmsKeyArn: key.out("arn") } });
      },
      "a key by its ARN": (s) =>
        s.add("msk.Cluster", {
          ...cluster,
          encryptionInfo: {
            encryptionAtRestKmsKeyArn: "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
          },
        }),
    },
    bad: {
      "nothing set": (s) => s.add("msk.Cluster", cluster),
      "encryption in transit only": (s) =>
        s.add("msk.Cluster", { ...cluster, encryptionInfo: { encryptionInTransit: { clientBroker: "TLS" } } }),
    },
    unknown: {
      "key known later": (s) => s.add("msk.Cluster", { ...cluster, encryptionInfo: { encryptionAtRestKmsKeyArn: s.later() } }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("msk.Cluster", { ...cluster, tags: { DataClassification: "none" } }),
    },
  },
});
