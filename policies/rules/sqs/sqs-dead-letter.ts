import { or, ternary } from "../../aws/ternary";
import { defineRule, notApplicable, pass, when } from "../../rule";

const because = "messages that cannot be handled are lost";

export default defineRule({
  id: "sqs-dead-letter",
  title: "SQS queues keep messages that cannot be handled",
  threat: "A message that holds ePHI and fails again and again is dropped when its retention ends, and nobody sees it.",
  remedy: "Set redrivePolicy, or add an aws.sqs.RedrivePolicy for the queue, with a deadLetterTargetArn.",
  cites: ["164.312(c)(1)"],
  severity: "low",
  // Advisory: a consumer may handle its failures itself.
  level: "advisory",
  applies: "ephi",
  on: ["sqs.Queue"],
  check(queue, stack) {
    // A dead-letter queue is known by the queue that names it, or by saying itself whose dead letters it takes.
    const sources = stack.attached(queue, "sqs.Queue", (p) => p.redrivePolicy);
    const separate = stack.attached(queue, "sqs.RedrivePolicy", (p) => p.redrivePolicy);
    const isDeadLetter = or(
      ternary(sources.certain.length + separate.certain.length > 0),
      queue.at((p) => p.redriveAllowPolicy).present,
      sources.complete && sources.possible.length + separate.possible.length === 0 ? "no" : "unknown",
    );
    return when(
      isDeadLetter,
      () => notApplicable("it is a dead-letter queue itself"),
      () =>
        stack
          .attached(queue, "sqs.RedrivePolicy", (p) => p.queueUrl)
          .decide({
            present: () => pass(because),
            absent: () => queue.at((p) => p.redrivePolicy).isSet(because, "a redrive policy"),
          }),
    );
  },
  equivalents: { cdkNag: ["SQSQueueDLQ", "SQSRedrivePolicy"] },
  examples: {
    good: {
      inline: (s) =>
        s.add("sqs.Queue", {
          redrivePolicy: JSON.stringify({ deadLetterTargetArn: "arn:aws:sqs:us-east-1:111122223333:dead", maxReceiveCount: 5 }),
        }),
      "separate resource": (s) => {
        const dead = s.add("sqs.Queue", {});
        const queue = s.add("sqs.Queue", {});
        s.add("sqs.RedrivePolicy", { queueUrl: queue.out("id"), redrivePolicy: dead.out("arn") });
        return queue;
      },
    },
    bad: {
      "nothing set": (s) => s.add("sqs.Queue", {}),
      "first in, first out": (s) => s.add("sqs.Queue", { fifoQueue: true }),
    },
    unknown: {
      "the redrive policy of a queue known later": (s) => {
        const queue = s.add("sqs.Queue", {});
        s.add("sqs.RedrivePolicy", {
          queueUrl: s.later(),
          redrivePolicy: JSON.stringify({ deadLetterTargetArn: "arn:aws:sqs:us-east-1:111122223333:dead", maxReceiveCount: 5 }),
        });
        return queue;
      },
      "a separate redrive policy known later": (s) => {
        s.add("sqs.RedrivePolicy", { queueUrl: "https://sqs.us-east-1.amazonaws.com/111122223333/other", redrivePolicy: s.later() });
        return s.add("sqs.Queue", {});
      },
    },
    notApplicable: {
      "takes the dead letters of another queue": (s) => {
        const dead = s.add("sqs.Queue", {});
        s.add("sqs.Queue", { redrivePolicy: dead.out("arn") });
        return dead;
      },
      "no ePHI": (s) => s.add("sqs.Queue", { tags: { DataClassification: "none" } }),
      "says whose dead letters it takes": (s) =>
        s.add("sqs.Queue", { redriveAllowPolicy: JSON.stringify({ redrivePermission: "allowAll" }) }),
      "takes the dead letters of another queue, by a separate policy": (s) => {
        const letters = s.add("sqs.Queue", {});
        s.add("sqs.RedrivePolicy", { queueUrl: s.later(), redrivePolicy: letters.out("arn") });
        return letters;
      },
    },
  },
});
