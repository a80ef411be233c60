import { grantsNothingToEveryone } from "../../aws/iam/judge-policy";
import { defineRule } from "../../rule";

const sink = "arn:aws:oam:us-east-1:111122223333:sink/1234abcd-12ab-34cd-56ef-1234567890ab";
const allow = (principal: object | string, condition?: object) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: principal,
        Action: ["oam:CreateLink", "oam:UpdateLink"],
        Resource: "*",
        ...(condition && { Condition: condition }),
      },
    ],
  });

export default defineRule({
  id: "oam-sink-not-public",
  title: "Observability sinks take links from known accounts only",
  threat: "Any account links itself to the sink and puts false logs and metrics beside the true ones.",
  remedy: "Name the accounts in the policy, or add a condition on aws:PrincipalOrgID.",
  cites: ["164.312(a)(1)", "164.308(a)(3)(i)"],
  severity: "medium",
  level: "mandatory",
  applies: "always",
  on: ["oam.SinkPolicy"],
  check: (resource) => grantsNothingToEveryone(resource.at((p) => p.policy)),
  equivalents: { prowler: ["cloudwatch_cross_account_sharing_disabled"] },
  examples: {
    good: {
      "the organization's accounts": (s) =>
        s.add("oam.SinkPolicy", {
          sinkIdentifier: sink,
          policy: allow("*", { StringEquals: { "aws:PrincipalOrgID": "o-abcdefghij" } }),
        }),
      "one account": (s) => s.add("oam.SinkPolicy", { sinkIdentifier: sink, policy: allow({ AWS: "444455556666" }) }),
    },
    bad: {
      everyone: (s) => s.add("oam.SinkPolicy", { sinkIdentifier: sink, policy: allow("*") }),
      "everyone, for logs only": (s) =>
        s.add("oam.SinkPolicy", {
          sinkIdentifier: sink,
          policy: allow("*", { "ForAllValues:StringEquals": { "oam:ResourceTypes": ["AWS::Logs::LogGroup"] } }),
        }),
    },
    unknown: {
      "policy known later": (s) => s.add("oam.SinkPolicy", { sinkIdentifier: sink, policy: s.later() }),
    },
    notApplicable: {
      "a sink without a policy, which nobody can link to": (s) => s.add("oam.Sink", { name: "audit" }),
    },
  },
});
