import { grantsNothingToEveryone } from "../../aws/iam/judge-policy";
import { defineRule } from "../../rule";

const resourceArn = "arn:aws:dynamodb:us-east-1:111122223333:table/patients";
const policy = (principal: unknown) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: principal, Action: "dynamodb:GetItem", Resource: resourceArn }],
  });

export default defineRule({
  id: "dynamodb-resource-policy-not-public",
  title: "Policies of DynamoDB tables grant nothing to everyone",
  threat: "Everyone with an AWS account reads or changes the ePHI in the table.",
  remedy: "Name the principals of each Allow, or narrow it with a condition on aws:PrincipalOrgID or aws:SourceVpce.",
  cites: ["164.312(a)(1)", "164.308(a)(3)(i)", "164.308(a)(4)(ii)(A)", "164.308(a)(4)(ii)(C)", "164.312(e)(1)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["dynamodb.ResourcePolicy"],
  check: (attached) => grantsNothingToEveryone(attached.at((p) => p.policy)),
  equivalents: { prowler: ["dynamodb_table_cross_account_access"] },
  examples: {
    good: {
      "one role": (s) =>
        s.add("dynamodb.ResourcePolicy", { resourceArn, policy: policy({ AWS: "arn:aws:iam::111122223333:role/records" }) }),
      "everyone of one organization": (s) =>
        s.add("dynamodb.ResourcePolicy", {
          resourceArn,
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Principal: "*",
                Action: "dynamodb:GetItem",
                Resource: resourceArn,
                Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
              },
            ],
          }),
        }),
    },
    bad: {
      everyone: (s) => s.add("dynamodb.ResourcePolicy", { resourceArn, policy: policy("*") }),
      "every AWS principal": (s) => s.add("dynamodb.ResourcePolicy", { resourceArn, policy: policy({ AWS: "*" }) }),
    },
    unknown: {
      "policy known later": (s) => s.add("dynamodb.ResourcePolicy", { resourceArn, policy: s.later() }),
    },
    notApplicable: {
      "policy of a table without ePHI": (s) => {
        const table = s.add("dynamodb.Table", {
          hashKey: "id",
          attributes: [{ name: "id", type: "S" }],
          tags: { DataClassification: "none" },
        });
        return s.add("dynamodb.ResourcePolicy", { resourceArn: table.out("arn"), policy: policy("*") });
      },
    },
  },
});
