import { grantsNothingToEveryone } from "../../aws/iam/judge-policy";
import { defineRule, notApplicable } from "../../rule";

export default defineRule({
  id: "sqs-policy-not-public",
  title: "SQS queue policies grant nothing to everyone",
  threat: "Everyone with any AWS account can read messages that hold ePHI, or slip in false ones.",
  remedy: "Name the principals of each Allow, or narrow it with a condition on aws:SourceArn, aws:SourceAccount or aws:PrincipalOrgID.",
  cites: ["164.312(a)(1)", "164.308(a)(3)(i)", "164.308(a)(4)(ii)(A)", "164.308(a)(4)(ii)(C)", "164.312(e)(1)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["sqs.QueuePolicy", "sqs.Queue"],
  check(resource) {
    const policy = resource.at((p) => p.policy);
    return policy.state === "absent" ? notApplicable("it holds no policy") : grantsNothingToEveryone(policy);
  },
  equivalents: { prowler: ["sqs_queues_not_publicly_accessible"], checkov: ["CKV_AWS_72", "CKV_AWS_168", "CKV_AWS_387"] },
  examples: {
    good: {
      "one topic": (s) => {
        const queue = s.add("sqs.Queue", {});
        return s.add("sqs.QueuePolicy", {
          queueUrl: queue.out("url"),
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Principal: "*",
                Action: "sqs:SendMessage",
                Resource: "*",
                Condition: { ArnEquals: { "aws:SourceArn": "arn:aws:sns:us-east-1:111122223333:visits" } },
              },
            ],
          }),
        });
      },
      "one bucket, by a pattern as AWS writes it": (s) => {
        const queue = s.add("sqs.Queue", {});
        return s.add("sqs.QueuePolicy", {
          queueUrl: queue.out("url"),
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Principal: { AWS: "*" },
                Action: "sqs:SendMessage",
                Resource: "*",
                Condition: { ArnLike: { "aws:SourceArn": "arn:aws:s3:*:*:clinic-uploads" } },
              },
            ],
          }),
        });
      },
      "one account, inline": (s) =>
        s.add("sqs.Queue", {
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "sqs:SendMessage", Resource: "*" }],
          }),
        }),
    },
    bad: {
      everyone: (s) => {
        const queue = s.add("sqs.Queue", {});
        return s.add("sqs.QueuePolicy", {
          queueUrl: queue.out("url"),
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: "*" }],
          }),
        });
      },
      "any bucket of any account, inline": (s) =>
        s.add("sqs.Queue", {
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Principal: { AWS: "*" },
                Action: "sqs:SendMessage",
                Resource: "*",
                Condition: { ArnLike: { "aws:SourceArn": "arn:aws:s3:::*" } },
              },
            ],
          }),
        }),
    },
    unknown: {
      "policy known later": (s) => s.add("sqs.Queue", { policy: s.later() }),
    },
    notApplicable: {
      "no policy": (s) => s.add("sqs.Queue", {}),
      "no ePHI": (s) =>
        s.add("sqs.Queue", {
          tags: { DataClassification: "none" },
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: "*" }],
          }),
        }),
    },
  },
});
