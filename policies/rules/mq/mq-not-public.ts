import { defineRule } from "../../rule";

const broker = { engineType: "ActiveMQ", engineVersion: "5.18", hostInstanceType: "mq.m5.large" };

export default defineRule({
  id: "mq-not-public",
  title: "Amazon MQ brokers are not on the internet",
  threat: "Anybody may try passwords on a broker that carries ePHI.",
  remedy: "Leave publiclyAccessible out or set it to false; an existing broker is made anew.",
  cites: ["164.312(a)(1)", "164.308(a)(3)(i)", "164.308(a)(4)(ii)(A)", "164.308(a)(4)(ii)(C)", "164.312(e)(1)"],
  severity: "critical",
  level: "mandatory",
  applies: "ephi",
  on: ["mq.Broker"],
  check: (resource) =>
    resource
      .at((p) => p.publiclyAccessible)
      .or(false)
      .equals(false, "the broker is on the internet"),
  equivalents: { prowler: ["mq_broker_not_publicly_accessible"], checkov: ["CKV_AWS_69"] },
  examples: {
    good: {
      "nothing set": (s) => s.add("mq.Broker", broker),
      "flag false": (s) => s.add("mq.Broker", { ...broker, publiclyAccessible: false }),
    },
    bad: {
      "flag true": (s) => s.add("mq.Broker", { ...broker, publiclyAccessible: true }),
      "RabbitMQ with the flag true": (s) => s.add("mq.Broker", { ...broker, engineType: "RabbitMQ", publiclyAccessible: true }),
    },
    unknown: {
      "flag known later": (s) => s.add("mq.Broker", { ...broker, publiclyAccessible: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("mq.Broker", { ...broker, tags: { DataClassification: "none" } }),
    },
  },
});
