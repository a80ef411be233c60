import { deniesPlainHttp } from "../../aws/iam/judge-policy";
import type { Cell } from "../../cell";
import { defineRule, notApplicable } from "../../rule";

const denyPlainHttp = (flag: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Deny", Principal: "*", Action: "sns:Publish", Resource: "*", Condition: { Bool: { "aws:SecureTransport": flag } } },
    ],
  });

export default defineRule({
  id: "sns-tls-only",
  title: "SNS topics take and deliver messages over TLS only",
  threat: "A message that holds ePHI can be read or changed on its way where it is published to, or delivered by, plain HTTP.",
  remedy:
    'Add a Deny of sns:Publish for Principal "*" where aws:SecureTransport is "false" to the topic\'s policy, in an aws.sns.TopicPolicy; subscribe endpoints with protocol "https".',
  cites: ["164.312(e)(2)(ii)", "164.312(e)(1)", "164.312(e)(2)(i)", "164.312(a)(2)(iv)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["sns.Topic", "sns.TopicSubscription"],
  // Publishing is the only action that carries messages to a topic: SNS Developer Guide, "Amazon SNS security best practices".
  check(resource, stack) {
    const subscription = resource.as("sns.TopicSubscription");
    if (subscription) {
      return subscription
        .at((p) => p.protocol)
        .shown()
        .noneOf(["http"], "messages are delivered by plain HTTP");
    }
    const topic = resource.as("sns.Topic");
    if (!topic) return notApplicable();
    const check = (policy: Cell<unknown>) => deniesPlainHttp(policy, { actions: ["sns:Publish"] });
    return stack
      .attached(topic, "sns.TopicPolicy", (p) => p.arn)
      .decide({ present: (attached) => check(attached.at((p) => p.policy)), absent: () => check(topic.at((p) => p.policy)) });
  },
  equivalents: { cdkNag: ["SNSTopicSSLPublishOnly"], prowler: ["sns_subscription_not_using_http_endpoints"] },
  examples: {
    good: {
      "separate policy": (s) => {
        const topic = s.add("sns.Topic", {});
        s.add("sns.TopicPolicy", { arn: topic.out("arn"), policy: denyPlainHttp("false") });
        return topic;
      },
      "inline policy": (s) => s.add("sns.Topic", { policy: denyPlainHttp("false") }),
      "delivery by HTTPS": (s) => {
        const topic = s.add("sns.Topic", {});
        return s.add("sns.TopicSubscription", { topic: topic.out("arn"), protocol: "https", endpoint: "https://clinic.example/results" });
      },
    },
    bad: {
      "no policy": (s) => s.add("sns.Topic", {}),
      "TLS denied instead of plain HTTP": (s) => s.add("sns.Topic", { policy: denyPlainHttp("true") }),
      "delivery by plain HTTP": (s) => {
        const topic = s.add("sns.Topic", {});
        return s.add("sns.TopicSubscription", { topic: topic.out("arn"), protocol: "http", endpoint: "http://clinic.example/results" });
      },
    },
    unknown: {
      "policy known later": (s) => s.add("sns.Topic", { policy: s.later() }),
      "policy by an ARN that is written out": (s) => {
        const topic = s.add("sns.Topic", { name: "results" });
        s.add("sns.TopicPolicy", { arn: "arn:aws-us-gov:sns:us-gov-west-1:111122223333:results", policy: denyPlainHttp("false") });
        return topic;
      },
    },
    notApplicable: {
      "no ePHI": (s) => s.add("sns.Topic", { tags: { DataClassification: "none" } }),
      "subscription to a topic without ePHI": (s) => {
        const topic = s.add("sns.Topic", { tags: { DataClassification: "none" } });
        return s.add("sns.TopicSubscription", { topic: topic.out("arn"), protocol: "http", endpoint: "http://clinic.example/news" });
      },
    },
  },
});
