import { grantsNothingToEveryone } from "../../aws/iam/judge-policy";
import { defineRule, notApplicable } from "../../rule";

export default defineRule({
  id: "sns-policy-not-public",
  title: "SNS topic policies grant nothing to everyone",
  threat: "Everyone with any AWS account can subscribe to messages that hold ePHI, or publish false ones.",
  remedy: "Name the principals of each Allow, or narrow it with a condition on aws:SourceArn, aws:SourceAccount or aws:PrincipalOrgID.",
  cites: ["164.312(a)(1)", "164.308(a)(3)(i)", "164.308(a)(4)(ii)(A)", "164.308(a)(4)(ii)(C)", "164.312(e)(1)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["sns.TopicPolicy", "sns.Topic"],
  // Without a policy SNS writes one that lets in the topic's own account. sns:Endpoint and sns:Protocol do not narrow: the caller writes them.
  check(resource) {
    const policy = resource.at((p) => p.policy);
    return policy.state === "absent" ? notApplicable("it holds no policy") : grantsNothingToEveryone(policy);
  },
  equivalents: { prowler: ["sns_topics_not_publicly_accessible"], checkov: ["CKV_AWS_169", "CKV_AWS_385"] },
  examples: {
    good: {
      "the topic's account": (s) => {
        const topic = s.add("sns.Topic", {});
        return s.add("sns.TopicPolicy", {
          arn: topic.out("arn"),
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Principal: { AWS: "*" },
                Action: "sns:Publish",
                Resource: "*",
                Condition: { StringEquals: { "AWS:SourceOwner": "111122223333" } },
              },
            ],
          }),
        });
      },
      "one service, inline": (s) =>
        s.add("sns.Topic", {
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Principal: { Service: "cloudwatch.amazonaws.com" }, Action: "sns:Publish", Resource: "*" }],
          }),
        }),
    },
    bad: {
      "everyone publishes": (s) => {
        const topic = s.add("sns.Topic", {});
        return s.add("sns.TopicPolicy", {
          arn: topic.out("arn"),
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Principal: { AWS: "*" }, Action: "sns:Publish", Resource: "*" }],
          }),
        });
      },
      "everyone subscribes by a protocol, inline": (s) =>
        s.add("sns.Topic", {
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Principal: "*",
                Action: "sns:Subscribe",
                Resource: "*",
                Condition: { StringEquals: { "sns:Protocol": "https" } },
              },
            ],
          }),
        }),
    },
    unknown: {
      "policy known later": (s) => s.add("sns.Topic", { policy: s.later() }),
    },
    notApplicable: {
      "no policy": (s) => s.add("sns.Topic", {}),
      "no ePHI": (s) =>
        s.add("sns.Topic", {
          tags: { DataClassification: "none" },
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Principal: "*", Action: "sns:Subscribe", Resource: "*" }],
          }),
        }),
    },
  },
});
