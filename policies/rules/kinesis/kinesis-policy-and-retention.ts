import { grantsNothingToEveryone } from "../../aws/iam/judge-policy";
import { defineRule } from "../../rule";

const resourceArn = "arn:aws:kinesis:us-east-1:111122223333:stream/results";
const allow = (principal: object | string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: principal, Action: ["kinesis:GetRecords"], Resource: resourceArn }],
  });

export default defineRule({
  id: "kinesis-policy-and-retention",
  title: "Policies of Kinesis data streams do not let everyone in",
  threat: "Anybody with an AWS account reads records that hold ePHI.",
  remedy: "Name the accounts or roles in the policy, or add a condition on aws:PrincipalOrgID.",
  cites: ["164.312(a)(1)", "164.308(a)(7)(ii)(A)"],
  severity: "low",
  level: "mandatory",
  applies: "ephi",
  on: ["kinesis.ResourcePolicy"],
  // How long a stream retains records is left to its program: a stream passes data on, and what it is passed to is backed up.
  check: (resource) => grantsNothingToEveryone(resource.at((p) => p.policy)),
  equivalents: { prowler: ["kinesis_stream_data_retention_period"] },
  examples: {
    good: {
      "one account": (s) => s.add("kinesis.ResourcePolicy", { resourceArn, policy: allow({ AWS: "444455556666" }) }),
      "one role": (s) =>
        s.add("kinesis.ResourcePolicy", { resourceArn, policy: allow({ AWS: "arn:aws:iam::444455556666:role/consumer" }) }),
    },
    bad: {
      everyone: (s) => s.add("kinesis.ResourcePolicy", { resourceArn, policy: allow("*") }),
      "every account": (s) => s.add("kinesis.ResourcePolicy", { resourceArn, policy: allow({ AWS: "*" }) }),
    },
    unknown: {
      "policy known later": (s) => s.add("kinesis.ResourcePolicy", { resourceArn, policy: s.later() }),
    },
    notApplicable: {
      "stream without ePHI": (s) => {
        const stream = s.add("kinesis.Stream", { shardCount: 1, tags: { DataClassification: "public" } });
        return s.add("kinesis.ResourcePolicy", { resourceArn: stream.out("arn"), policy: allow("*") });
      },
    },
  },
});
