import type { Ternary } from "../../aws/ternary";
import type { Resource } from "../../graph/resource";
import type { Stack } from "../../graph/stack";
import { defineRule, notApplicable, when } from "../../rule";
import type { Settings } from "../../settings";

const ephi = { DataClassification: "ephi" };

/** Whether it is sure that a topic carries ePHI: it is classified so, or a classified source flows to it. Being unclassified is not enough. */
function carriesEphi(topic: Resource<"sns.Topic">, stack: Stack, settings: Settings): Ternary {
  const scope = stack.ephi(settings);
  const { state } = scope.classificationOf(topic.node);
  if (state === "ephi") return "yes";
  if (state === "none") return "no";
  const arriving = scope.arriving(topic.node).state;
  return state === "unknown" ? "unknown" : arriving;
}

export default defineRule({
  id: "ephi-not-by-email-or-sms",
  title: "Topics that ePHI reaches send no e-mail and no text messages",
  threat: "ePHI travels and rests unencrypted outside of AWS, with whoever reads the mailbox or the phone.",
  remedy:
    "Subscribe a queue, a function or an HTTPS endpoint; notify people by a topic of their own, with messages that hold no content and no identifiers.",
  cites: ["164.312(e)(1)", "164.312(e)(2)(ii)", "164.308(a)(4)(ii)(C)"],
  severity: "high",
  level: "mandatory",
  // It asks more of the topic than that it is in scope.
  applies: "always",
  on: ["sns.TopicSubscription"],
  // What is only unclassified is the question of sns-no-ephi-channels.
  check: (subscription, stack, { settings }) =>
    stack
      .target(
        subscription,
        subscription.at((p) => p.topic),
        "sns.Topic",
      )
      .decide({
        resource: (topic) =>
          when(
            carriesEphi(topic, stack, settings),
            () =>
              subscription
                .at((p) => p.protocol)
                .shown()
                .noneOf(["sms", "email", "email-json"], "messages that carry ePHI leave by a channel that is not encrypted"),
            () => notApplicable("no ePHI is known to reach the topic"),
            "whether ePHI reaches the topic is not known before deployment",
          ),
        absent: () => notApplicable("it subscribes to nothing"),
        outside: () => notApplicable("the topic is not of this stack"),
      }),
  equivalents: {},
  examples: {
    good: {
      "a queue of a topic with ePHI": (s) => {
        const topic = s.add("sns.Topic", { tags: ephi });
        const queue = s.add("sqs.Queue", {});
        return s.add("sns.TopicSubscription", { topic: topic.out("arn"), protocol: "sqs", endpoint: queue.out("arn") });
      },
      "an HTTPS endpoint of a topic that ePHI reaches": (s) => {
        const documents = s.add("s3.Bucket", { tags: ephi });
        const topic = s.add("sns.Topic", {});
        s.add("s3.BucketNotification", {
          bucket: documents.out("id"),
          topics: [{ topicArn: topic.out("arn"), events: ["s3:ObjectCreated:*"] }],
        });
        return s.add("sns.TopicSubscription", { topic: topic.out("arn"), protocol: "https", endpoint: "https://clinic.example/results" });
      },
    },
    bad: {
      "e-mail of a topic with ePHI": (s) => {
        const topic = s.add("sns.Topic", { tags: ephi });
        return s.add("sns.TopicSubscription", { topic: topic.out("arn"), protocol: "email", endpoint: "nurse@clinic.example" });
      },
      "text messages of a topic that ePHI reaches": (s) => {
        const documents = s.add("s3.Bucket", { tags: ephi });
        const topic = s.add("sns.Topic", {});
        s.add("s3.BucketNotification", {
          bucket: documents.out("id"),
          topics: [{ topicArn: topic.out("arn"), events: ["s3:ObjectCreated:*"] }],
        });
        return s.add("sns.TopicSubscription", { topic: topic.out("arn"), protocol: "sms", endpoint: "+15550100" });
      },
    },
    unknown: {
      "protocol known later": (s) => {
        const topic = s.add("sns.Topic", { tags: ephi });
        return s.add("sns.TopicSubscription", { topic: topic.out("arn"), protocol: s.later(), endpoint: s.later() });
      },
      "sender known later": (s) => {
        s.add("s3.Bucket", { tags: ephi });
        const topic = s.add("sns.Topic", {});
        s.add("s3.BucketNotification", { bucket: s.later(), topics: [{ topicArn: topic.out("arn"), events: ["s3:ObjectCreated:*"] }] });
        return s.add("sns.TopicSubscription", { topic: topic.out("arn"), protocol: "email", endpoint: "nurse@clinic.example" });
      },
    },
    notApplicable: {
      "a topic for alarms": (s) => {
        const topic = s.add("sns.Topic", {});
        return s.add("sns.TopicSubscription", { topic: topic.out("arn"), protocol: "email", endpoint: "operations@clinic.example" });
      },
    },
  },
});
