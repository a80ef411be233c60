import { all, defineRule, notApplicable } from "../../rule";

const cluster = {
  kafkaVersion: "3.8.x",
  numberOfBrokerNodes: 3,
  brokerNodeGroupInfo: { instanceType: "kafka.m7g.large", clientSubnets: ["subnet-1"], securityGroups: ["sg-1"] },
};
const connector = {
  capacity: { autoscaling: { minWorkerCount: 1, maxWorkerCount: 2 } },
  connectorConfiguration: { "connector.class": "example", "tasks.max": "1" },
  kafkaCluster: { apacheKafkaCluster: { bootstrapServers: "b-1:9098", vpc: { securityGroups: ["sg-1"], subnets: ["subnet-1"] } } },
  kafkaClusterClientAuthentication: { authenticationType: "IAM" },
  kafkaconnectVersion: "3.7.x",
  plugins: [{ customPlugin: { arn: "arn:aws:kafkaconnect:us-east-1:123456789012:custom-plugin/x/1", revision: 1 } }],
  serviceExecutionRoleArn: "arn:aws:iam::123456789012:role/connect",
};

export default defineRule({
  id: "msk-tls",
  title: "MSK clusters and connectors use TLS only",
  threat: "ePHI in messages between brokers, clients and connectors crosses the network in plain text.",
  remedy:
    'Set encryptionInfo.encryptionInTransit.clientBroker to "TLS" and inCluster to true, on a connector kafkaClusterEncryptionInTransit.encryptionType to "TLS".',
  cites: ["164.312(e)(2)(ii)", "164.312(a)(2)(iv)", "164.312(e)(1)", "164.312(e)(2)(i)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["msk.Cluster", "mskconnect.Connector"],
  check(resource) {
    const connector = resource.as("mskconnect.Connector");
    if (connector) {
      return connector
        .at((p) => p.kafkaClusterEncryptionInTransit.encryptionType)
        .shown()
        .or("PLAINTEXT")
        .equals("TLS", "the connector talks to the cluster in plain text");
    }
    const cluster = resource.as("msk.Cluster");
    if (!cluster) return notApplicable();
    return all(
      cluster
        .at((p) => p.encryptionInfo?.encryptionInTransit?.clientBroker)
        .shown()
        .or("TLS")
        .equals("TLS", "clients may talk to brokers in plain text"),
      cluster
        .at((p) => p.encryptionInfo?.encryptionInTransit?.inCluster)
        .or(true)
        .equals(true, "brokers talk to each other in plain text"),
    );
  },
  equivalents: {
    cdkNag: ["MSKBrokerToBrokerTLS", "MSKClientToBrokerTLS"],
    prowler: ["kafka_cluster_in_transit_encryption_enabled", "kafka_connector_in_transit_encryption_enabled"],
    checkov: ["CKV_AWS_81"],
  },
  examples: {
    good: {
      "AWS's defaults": (s) => s.add("msk.Cluster", cluster),
      "TLS named": (s) =>
        s.add("msk.Cluster", { ...cluster, encryptionInfo: { encryptionInTransit: { clientBroker: "TLS", inCluster: true } } }),
      connector: (s) => s.add("mskconnect.Connector", { ...connector, kafkaClusterEncryptionInTransit: { encryptionType: "TLS" } }),
    },
    bad: {
      "plain text beside TLS": (s) =>
        s.add("msk.Cluster", { ...cluster, encryptionInfo: { encryptionInTransit: { clientBroker: "TLS_PLAINTEXT", inCluster: true } } }),
      "plain text between brokers": (s) =>
        s.add("msk.Cluster", { ...cluster, encryptionInfo: { encryptionInTransit: { inCluster: false } } }),
      "connector with AWS's default": (s) => s.add("mskconnect.Connector", { ...connector, kafkaClusterEncryptionInTransit: {} }),
    },
    unknown: {
      "known later": (s) => s.add("msk.Cluster", { ...cluster, encryptionInfo: { encryptionInTransit: { clientBroker: s.later() } } }),
    },
    notApplicable: {
      "no ePHI": (s) =>
        s.add("msk.Cluster", {
          ...cluster,
          encryptionInfo: { encryptionInTransit: { clientBroker: "PLAINTEXT" } },
          tags: { DataClassification: "none" },
        }),
    },
  },
});
