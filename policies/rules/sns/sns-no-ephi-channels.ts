import { defineRule } from "../../rule";

export default defineRule({
  id: "sns-no-ephi-channels",
  title: "SNS topics that carry ePHI send no e-mail and no text messages",
  threat: "E-mail and text messages travel and rest unencrypted outside of AWS, with whoever reads the mailbox or the phone.",
  remedy:
    "Subscribe a queue, a function or an HTTPS endpoint, and notify people without content; or classify a topic for alarms as holding no ePHI.",
  cites: ["164.312(e)(1)", "164.308(a)(4)(ii)(C)"],
  severity: "medium",
  // Advisory: most topics with e-mail carry alarms, and nothing but a tag tells them from those that carry ePHI.
  level: "advisory",
  applies: "ephi",
  on: ["sns.TopicSubscription"],
  check: (subscription) =>
    subscription
      .at((p) => p.protocol)
      .shown()
      .noneOf(["sms", "email", "email-json"], "messages leave by a channel that is not encrypted"),
  equivalents: {},
  examples: {
    good: {
      "a queue": (s) => {
        const topic = s.add("sns.Topic", {});
        const queue = s.add("sqs.Queue", {});
        return s.add("sns.TopicSubscription", { topic: topic.out("arn"), protocol: "sqs", endpoint: queue.out("arn") });
      },
      "an HTTPS endpoint": (s) => {
        const topic = s.add("sns.Topic", {});
        return s.add("sns.TopicSubscription", { topic: topic.out("arn"), protocol: "https", endpoint: "https://clinic.example/visits" });
      },
    },
    bad: {
      "e-mail": (s) => {
        const topic = s.add("sns.Topic", {});
        return s.add("sns.TopicSubscription", { topic: topic.out("arn"), protocol: "email", endpoint: "nurse@clinic.example" });
      },
      "text message": (s) => {
        const topic = s.add("sns.Topic", {});
        return s.add("sns.TopicSubscription", { topic: topic.out("arn"), protocol: "sms", endpoint: "+15550100" });
      },
    },
    unknown: {
      "protocol known later": (s) => {
        const topic = s.add("sns.Topic", {});
        return s.add("sns.TopicSubscription", { topic: topic.out("arn"), protocol: s.later(), endpoint: s.later() });
      },
    },
    notApplicable: {
      "a topic for alarms": (s) => {
        const topic = s.add("sns.Topic", { tags: { DataClassification: "none" } });
        return s.add("sns.TopicSubscription", { topic: topic.out("arn"), protocol: "email", endpoint: "operations@clinic.example" });
      },
    },
  },
});
