import { all, defineRule, when } from "../../rule";

const broker = { engineType: "ActiveMQ", engineVersion: "5.18", hostInstanceType: "mq.m5.large" };

export default defineRule({
  id: "mq-audit-logs",
  title: "Amazon MQ brokers write general and audit logs",
  threat: "Nobody can show who managed a broker that carries ePHI, or what it refused.",
  remedy: "Set logs.general to true and, for ActiveMQ, logs.audit to true.",
  cites: ["164.312(b)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["mq.Broker"],
  // RabbitMQ has no audit log: Amazon MQ Developer Guide, "Configuring RabbitMQ logs".
  check: (resource) =>
    all(
      resource
        .at((p) => p.logs?.general)
        .or(false)
        .equals(true, "the general log is not written"),
      when(
        resource.at((p) => p.engineType).ask((engine) => engine.toLowerCase() === "activemq"),
        () =>
          resource
            .at((p) => p.logs?.audit)
            .or(false)
            .equals(true, "the audit log is not written"),
      ),
    ),
  equivalents: { prowler: ["mq_broker_logging_enabled"], checkov: ["CKV_AWS_48", "CKV_AWS_197"] },
  examples: {
    good: {
      "ActiveMQ with both": (s) => s.add("mq.Broker", { ...broker, logs: { general: true, audit: true } }),
      "RabbitMQ, which has no audit log": (s) => s.add("mq.Broker", { ...broker, engineType: "RabbitMQ", logs: { general: true } }),
    },
    bad: {
      "nothing set": (s) => s.add("mq.Broker", broker),
      "ActiveMQ without audit": (s) => s.add("mq.Broker", { ...broker, logs: { general: true } }),
      "ActiveMQ without the general log": (s) => s.add("mq.Broker", { ...broker, logs: { audit: true } }),
    },
    unknown: {
      "logs known later": (s) => s.add("mq.Broker", { ...broker, logs: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("mq.Broker", { ...broker, tags: { DataClassification: "none" } }),
    },
  },
});
