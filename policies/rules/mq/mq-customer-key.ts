import { defineRule, notApplicable, when } from "../../rule";

const broker = { engineType: "ActiveMQ", engineVersion: "5.18", hostInstanceType: "mq.m5.large" };

export default defineRule({
  id: "mq-customer-key",
  title: "Amazon MQ brokers are encrypted with a customer-managed KMS key",
  threat: "Messages that hold ePHI lie under a key that you can neither limit nor withdraw.",
  remedy: "Set encryptionOptions.useAwsOwnedKey to false and encryptionOptions.kmsKeyId to a customer-managed key.",
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["mq.Broker"],
  // A broker with both a key and useAwsOwnedKey is refused by the service, so the key decides. RabbitMQ takes no key:
  // CloudFormation Template Reference, AWS::AmazonMQ::Broker EncryptionOptions, "Does not apply to RabbitMQ brokers".
  check: (resource, stack) =>
    when(
      resource.at((p) => p.engineType).ask((engine) => engine.toLowerCase() === "rabbitmq"),
      () => notApplicable("Amazon MQ takes no key for RabbitMQ"),
      () =>
        stack
          .key(
            resource,
            resource.at((p) => p.encryptionOptions?.kmsKeyId),
          )
          .isCustomerManaged("messages are encrypted with a key of AWS's own"),
    ),
  equivalents: { checkov: ["CKV_AWS_209"] },
  examples: {
    good: {
      "a key of the stack": (s) => {
        const key = s.add("kms.Key", {});
        return s.add("mq.Broker", { ...broker, encryptionOptions: { useAwsOwnedKey: false, kmsKeyId: key.out("arn") } });
      },
      "a key by its ARN": (s) =>
        s.add("mq.Broker", {
          ...broker,
          encryptionOptions: {
            useAwsOwnedKey: false,
            kmsKeyId: "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
          },
        }),
    },
    bad: {
      "nothing set": (s) => s.add("mq.Broker", broker),
      "AWS managed key": (s) => s.add("mq.Broker", { ...broker, encryptionOptions: { useAwsOwnedKey: false } }),
    },
    unknown: {
      "key known later": (s) => s.add("mq.Broker", { ...broker, encryptionOptions: { useAwsOwnedKey: false, kmsKeyId: s.later() } }),
    },
    notApplicable: {
      "RabbitMQ, for which the service takes no key": (s) => s.add("mq.Broker", { ...broker, engineType: "RabbitMQ" }),
      "no ePHI": (s) => s.add("mq.Broker", { ...broker, tags: { DataClassification: "none" } }),
    },
  },
});
