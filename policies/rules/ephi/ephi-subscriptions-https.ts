import { defineRule } from "../../rule";

export default defineRule({
  id: "ephi-subscriptions-https",
  title: "SNS topics deliver to web endpoints over HTTPS",
  threat: "Messages that hold ePHI travel in plain text, and anyone on the way reads or changes them.",
  remedy: 'Set protocol to "https" and give an https:// address in endpoint.',
  cites: ["164.312(e)(2)(ii)", "164.312(e)(1)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["sns.TopicSubscription"],
  check: (subscription) =>
    subscription
      .at((p) => p.protocol)
      .shown()
      .noneOf(["http"], "messages are delivered without TLS"),
  equivalents: {},
  examples: {
    good: {
      HTTPS: (s) => {
        const topic = s.add("sns.Topic", {});
        return s.add("sns.TopicSubscription", { topic: topic.out("arn"), protocol: "https", endpoint: "https://clinic.example/visits" });
      },
      "a queue": (s) => {
        const topic = s.add("sns.Topic", {});
        const queue = s.add("sqs.Queue", {});
        return s.add("sns.TopicSubscription", { topic: topic.out("arn"), protocol: "sqs", endpoint: queue.out("arn") });
      },
    },
    bad: {
      HTTP: (s) => {
        const topic = s.add("sns.Topic", {});
        return s.add("sns.TopicSubscription", { topic: topic.out("arn"), protocol: "http", endpoint: "http://clinic.example/visits" });
      },
      "HTTP of a topic that ePHI reaches, where only classified resources count": (s) => {
        s.settings({ unclassified: "out-of-scope" });
        const documents = s.add("s3.Bucket", { tags: { DataClassification: "ephi" } });
        const topic = s.add("sns.Topic", {});
        s.add("s3.BucketNotification", {
          bucket: documents.out("id"),
          topics: [{ topicArn: topic.out("arn"), events: ["s3:ObjectCreated:*"] }],
        });
        return s.add("sns.TopicSubscription", { topic: topic.out("arn"), protocol: "http", endpoint: "http://clinic.example/results" });
      },
    },
    unknown: {
      "protocol known later": (s) => {
        const topic = s.add("sns.Topic", {});
        return s.add("sns.TopicSubscription", { topic: topic.out("arn"), protocol: s.later(), endpoint: s.later() });
      },
    },
    notApplicable: {
      "a topic that no ePHI reaches, where only classified resources count": (s) => {
        s.settings({ unclassified: "out-of-scope" });
        const topic = s.add("sns.Topic", {});
        return s.add("sns.TopicSubscription", { topic: topic.out("arn"), protocol: "http", endpoint: "http://clinic.example/news" });
      },
    },
  },
});
