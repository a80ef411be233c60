import type { Example } from "../../examples";
import { any, defineRule, notApplicable } from "../../rule";

const cluster = {
  kafkaVersion: "3.8.x",
  numberOfBrokerNodes: 3,
  brokerNodeGroupInfo: { instanceType: "kafka.m7g.large", clientSubnets: ["subnet-0aaa1111"], securityGroups: ["sg-0ccc3333"] },
};

export default defineRule({
  id: "msk-logging",
  title: "MSK clusters and connectors deliver their logs",
  threat: "Nobody can show which client the brokers took or refused, or what a connector did with ePHI.",
  remedy:
    "Set enabled to true in one of loggingInfo.brokerLogs.cloudwatchLogs, firehose and s3; of a connector, in logDelivery.workerLogDelivery.",
  cites: ["164.312(b)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["msk.Cluster", "mskconnect.Connector"],
  check(resource) {
    const kafka = resource.as("msk.Cluster");
    const connector = resource.as("mskconnect.Connector");
    const destinations =
      (kafka && [
        kafka.at((p) => p.loggingInfo?.brokerLogs.cloudwatchLogs?.enabled),
        kafka.at((p) => p.loggingInfo?.brokerLogs.firehose?.enabled),
        kafka.at((p) => p.loggingInfo?.brokerLogs.s3?.enabled),
      ]) ??
      (connector && [
        connector.at((p) => p.logDelivery?.workerLogDelivery.cloudwatchLogs?.enabled),
        connector.at((p) => p.logDelivery?.workerLogDelivery.firehose?.enabled),
        connector.at((p) => p.logDelivery?.workerLogDelivery.s3?.enabled),
      ]);
    if (!destinations) return notApplicable();
    return any(...destinations.map((enabled) => enabled.or(false).equals(true, "logs are delivered nowhere")));
  },
  equivalents: { cdkNag: ["MSKBrokerLogging"], prowler: ["kafka_cluster_enhanced_monitoring_enabled"], checkov: ["CKV_AWS_80"] },
  examples: {
    good: {
      "to CloudWatch Logs": (s) =>
        s.add("msk.Cluster", {
          ...cluster,
          loggingInfo: { brokerLogs: { cloudwatchLogs: { enabled: true, logGroup: "kafka" } } },
        }),
      "to a bucket": (s) =>
        s.add("msk.Cluster", { ...cluster, loggingInfo: { brokerLogs: { s3: { enabled: true, bucket: "clinic-logs" } } } }),
      ...Object.fromEntries(
        (["cloudwatchLogs", "firehose", "s3"] as const).map((destination): [string, Example] => [
          `connector that logs to ${destination}`,
          (s) =>
            s.addUntyped("mskconnect.Connector", {
              name: "visits",
              logDelivery: { workerLogDelivery: { [destination]: { enabled: true } } },
            }),
        ]),
      ),
      "brokers that log to Firehose": (s) =>
        s.add("msk.Cluster", { ...cluster, loggingInfo: { brokerLogs: { firehose: { enabled: true, deliveryStream: "logs" } } } }),
    },
    bad: {
      "nothing set": (s) => s.add("msk.Cluster", cluster),
      "switched off": (s) => s.add("msk.Cluster", { ...cluster, loggingInfo: { brokerLogs: { s3: { enabled: false } } } }),
      "connector with nothing set": (s) => s.addUntyped("mskconnect.Connector", { name: "visits" }),
    },
    unknown: {
      "flag known later": (s) =>
        s.add("msk.Cluster", { ...cluster, loggingInfo: { brokerLogs: { s3: { enabled: s.later(), bucket: "clinic-logs" } } } }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("msk.Cluster", { ...cluster, tags: { DataClassification: "none" } }),
    },
  },
});
