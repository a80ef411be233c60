import { all, defineRule } from "../../rule";

const broker = { engineType: "ActiveMQ", engineVersion: "5.18", hostInstanceType: "mq.m5.large" };

export default defineRule({
  id: "mq-upgrade-and-ha",
  title: "Amazon MQ brokers install minor versions by themselves and survive the loss of an Availability Zone",
  threat: "A known fault of the broker stays open, or with one zone down messages that hold ePHI do not arrive.",
  remedy: 'Set autoMinorVersionUpgrade to true and deploymentMode to "ACTIVE_STANDBY_MULTI_AZ" or "CLUSTER_MULTI_AZ".',
  cites: ["164.308(a)(7)(i)", "164.308(a)(5)(ii)(A)"],
  severity: "low",
  // How available a broker must be follows from the site's contingency plan.
  level: "advisory",
  applies: "ephi",
  on: ["mq.Broker"],
  check: (resource) =>
    all(
      resource
        .at((p) => p.autoMinorVersionUpgrade)
        .or(false)
        .equals(true, "minor versions are not installed by themselves"),
      resource
        .at((p) => p.deploymentMode)
        .or("SINGLE_INSTANCE")
        .shown()
        .oneOf(["ACTIVE_STANDBY_MULTI_AZ", "CLUSTER_MULTI_AZ"], "the broker is a single instance"),
    ),
  equivalents: {
    prowler: ["mq_broker_auto_minor_version_upgrades", "mq_broker_active_deployment_mode", "mq_broker_cluster_deployment_mode"],
    checkov: ["CKV_AWS_207", "CKV_AWS_208"],
  },
  examples: {
    good: {
      "active and standby": (s) =>
        s.add("mq.Broker", { ...broker, autoMinorVersionUpgrade: true, deploymentMode: "ACTIVE_STANDBY_MULTI_AZ" }),
      "a cluster of RabbitMQ": (s) =>
        s.add("mq.Broker", { ...broker, engineType: "RabbitMQ", autoMinorVersionUpgrade: true, deploymentMode: "CLUSTER_MULTI_AZ" }),
    },
    bad: {
      "nothing set": (s) => s.add("mq.Broker", broker),
      "a single instance": (s) => s.add("mq.Broker", { ...broker, autoMinorVersionUpgrade: true, deploymentMode: "SINGLE_INSTANCE" }),
      "a pair that is not upgraded": (s) => s.add("mq.Broker", { ...broker, deploymentMode: "ACTIVE_STANDBY_MULTI_AZ" }),
    },
    unknown: {
      "mode known later": (s) => s.add("mq.Broker", { ...broker, autoMinorVersionUpgrade: true, deploymentMode: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("mq.Broker", { ...broker, tags: { DataClassification: "none" } }),
    },
  },
});
