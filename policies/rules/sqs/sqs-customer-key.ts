import { defineRule } from "../../rule";

export default defineRule({
  id: "sqs-customer-key",
  title: "SQS queues are encrypted under a customer-managed KMS key",
  threat: "Whoever may receive from the queue reads ePHI: under SQS's own keys no key policy stands in the way.",
  remedy: "Set kmsMasterKeyId to a customer-managed key; alias/aws/sqs is AWS's own.",
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["sqs.Queue"],
  check: (queue, stack) =>
    stack
      .key(
        queue,
        queue.at((p) => p.kmsMasterKeyId),
      )
      .isCustomerManaged("the queue is not encrypted under a customer-managed KMS key"),
  equivalents: { checkov: ["CKV2_AWS_73"] },
  examples: {
    good: {
      "key of the stack": (s) => {
        const key = s.add("kms.Key", {});
        return s.add("sqs.Queue", { kmsMasterKeyId: key.out("keyId") });
      },
      "key by alias": (s) => s.add("sqs.Queue", { kmsMasterKeyId: "alias/clinic" }),
    },
    bad: {
      "no key": (s) => s.add("sqs.Queue", { sqsManagedSseEnabled: true }),
      "AWS's own key": (s) => s.add("sqs.Queue", { kmsMasterKeyId: "alias/aws/sqs" }),
    },
    unknown: {
      "key known later": (s) => s.add("sqs.Queue", { kmsMasterKeyId: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("sqs.Queue", { tags: { DataClassification: "none" } }),
    },
  },
});
