import { deniesPlainHttp } from "../../aws/iam/judge-policy";
import type { Cell } from "../../cell";
import { defineRule } from "../../rule";

// What carries messages; the other actions see names and settings only. A batch needs the permission of the single action.
// Source: SQS Developer Guide, "Amazon SQS API permissions: Actions and resource reference".
const messageActions = ["sqs:SendMessage", "sqs:ReceiveMessage"];

const denyPlainHttp = (action: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Deny", Principal: "*", Action: action, Resource: "*", Condition: { Bool: { "aws:SecureTransport": "false" } } }],
  });

export default defineRule({
  id: "sqs-tls-only",
  title: "SQS queues refuse requests without TLS",
  threat: "The queue's endpoint also answers plain HTTP, and a message that holds ePHI can be read or changed on its way.",
  remedy: 'Add a Deny of sqs:* for Principal "*" where aws:SecureTransport is "false" to the queue\'s policy, in an aws.sqs.QueuePolicy.',
  cites: ["164.312(e)(2)(ii)", "164.312(e)(1)", "164.312(e)(2)(i)", "164.312(a)(2)(iv)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["sqs.Queue"],
  // A queue has one policy, and SQS takes only its own ARN as Resource in it, so Resource is not looked at.
  check(queue, stack) {
    const check = (policy: Cell<unknown>) => deniesPlainHttp(policy, { actions: messageActions });
    return stack
      .attached(queue, "sqs.QueuePolicy", (p) => p.queueUrl)
      .decide({ present: (attached) => check(attached.at((p) => p.policy)), absent: () => check(queue.at((p) => p.policy)) });
  },
  equivalents: { cdkNag: ["SQSQueueSSLRequestsOnly"] },
  examples: {
    good: {
      "separate policy": (s) => {
        const queue = s.add("sqs.Queue", {});
        s.add("sqs.QueuePolicy", { queueUrl: queue.out("url"), policy: denyPlainHttp("sqs:*") });
        return queue;
      },
      "inline policy": (s) => s.add("sqs.Queue", { policy: denyPlainHttp("sqs:*") }),
    },
    bad: {
      "no policy": (s) => s.add("sqs.Queue", {}),
      "only receiving is denied": (s) => s.add("sqs.Queue", { policy: denyPlainHttp("sqs:ReceiveMessage") }),
      "separate policy without the Deny": (s) => {
        const queue = s.add("sqs.Queue", { policy: denyPlainHttp("sqs:*") });
        const allow = { Effect: "Allow", Principal: { Service: "sns.amazonaws.com" }, Action: "sqs:SendMessage", Resource: "*" };
        s.add("sqs.QueuePolicy", { queueUrl: queue.out("url"), policy: JSON.stringify({ Version: "2012-10-17", Statement: allow }) });
        return queue;
      },
    },
    unknown: {
      "policy known later": (s) => s.add("sqs.Queue", { policy: s.later() }),
      "policy by a URL that is written out": (s) => {
        const queue = s.add("sqs.Queue", { name: "results" });
        s.add("sqs.QueuePolicy", {
          queueUrl: "https://sqs.us-east-1.amazonaws.com/111122223333/results",
          policy: denyPlainHttp("sqs:*"),
        });
        return queue;
      },
    },
    notApplicable: {
      "no ePHI": (s) => s.add("sqs.Queue", { tags: { DataClassification: "none" } }),
    },
  },
});
