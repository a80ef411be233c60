import { grantsNone, identityPolicyKinds } from "../../aws/iam/identity-policies";
import { keepsToSome, someWideGrant, type WideGrant } from "../../aws/iam/wide-grant";
import type { Example } from "../../examples";
import { defineRule } from "../../rule";

const narrows = keepsToSome(["aws:ResourceTag/", "s3:ExistingObjectTag/", "secretsmanager:ResourceTag/", "ssm:resourceTag/"]);

/** Actions that return the data itself. Source: Service Authorization Reference, access level "Read", of each service. */
const reads: readonly WideGrant[] = [
  { actions: ["s3:GetObject", "s3:GetObjectVersion"], on: "s3:*/*", narrows },
  { actions: ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:Scan"], on: "dynamodb:table/*", narrows },
  { actions: ["dynamodb:ExportTableToPointInTime"], on: "dynamodb:table/*", narrows },
  { actions: ["rds-data:ExecuteStatement"], on: "rds:cluster:*", narrows },
  { actions: ["secretsmanager:GetSecretValue"], on: "secretsmanager:secret:*", narrows },
  { actions: ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"], on: "ssm:parameter/*", narrows },
];

function allows(action: string | readonly string[], resource: string): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: action, Resource: resource }] });
}

export default defineRule({
  id: "iam-no-data-exfiltration-wildcards",
  title: "No identity may read the data of every store",
  threat: "One stolen credential copies all documents, records or secrets of the account.",
  remedy: "Name the buckets, tables, secrets and parameters that the identity needs in Resource.",
  cites: ["164.312(a)(1)", "164.308(a)(4)(ii)(C)"],
  severity: "medium",
  // Backup and analytics roles read all stores for a reason that no policy shows.
  level: "advisory",
  applies: "always",
  on: identityPolicyKinds,
  check: (policy, stack) =>
    grantsNone(policy, stack, "reading the data of every resource is allowed", (document) => someWideGrant(document, reads)),
  equivalents: { checkov: ["CKV_AWS_287", "CKV_AWS_288"] },
  examples: {
    good: {
      "one bucket": (s) => s.add("iam.Policy", { policy: allows("s3:GetObject", "arn:aws:s3:::records/*") }),
      "one table": (s) =>
        s.add("iam.Policy", { policy: allows("dynamodb:Query", "arn:aws:dynamodb:eu-central-1:111122223333:table/visits") }),
      "writing to every queue": (s) => s.add("iam.RolePolicy", { role: "visits", policy: allows("sqs:SendMessage", "*") }),
      ...Object.fromEntries(
        [
          ["dynamodb:GetItem", "aws:ResourceTag/team"],
          ["s3:GetObject", "s3:ExistingObjectTag/team"],
          ["secretsmanager:GetSecretValue", "secretsmanager:ResourceTag/team"],
          ["ssm:GetParameter", "ssm:resourceTag/team"],
        ].map(([action, key = ""]): [string, Example] => [
          `${action} by the tag ${key}`,
          (s) =>
            s.add("iam.Policy", {
              policy: JSON.stringify({
                Version: "2012-10-17",
                Statement: [{ Effect: "Allow", Action: action, Resource: "*", Condition: { StringEquals: { [key]: "visits" } } }],
              }),
            }),
        ]),
      ),
    },
    bad: {
      "every bucket": (s) => s.add("iam.Policy", { policy: allows("s3:GetObject", "*") }),
      "every bucket by its ARN": (s) => s.add("iam.Policy", { policy: allows("s3:Get*", "arn:aws:s3:::*") }),
      "every secret of an account": (s) =>
        s.add("iam.RolePolicy", {
          role: "visits",
          policy: allows("secretsmanager:GetSecretValue", "arn:aws:secretsmanager:eu-central-1:111122223333:secret:*"),
        }),
      "every table": (s) => s.add("iam.UserPolicy", { user: "nurse", policy: allows(["dynamodb:Scan"], "arn:aws:dynamodb:*:*:table/*") }),
      ...Object.fromEntries(
        [
          "s3:GetObjectVersion",
          "dynamodb:GetItem",
          "dynamodb:BatchGetItem",
          "dynamodb:Query",
          "dynamodb:ExportTableToPointInTime",
          "rds-data:ExecuteStatement",
          "ssm:GetParameter",
          "ssm:GetParameters",
          "ssm:GetParametersByPath",
        ].map((action): [string, Example] => [`${action} on everything`, (s) => s.add("iam.Policy", { policy: allows(action, "*") })]),
      ),
      "every parameter of an account": (s) =>
        s.add("iam.Policy", { policy: allows("ssm:GetParameter", "arn:aws:ssm:eu-central-1:111122223333:parameter/*") }),
      "every export of tables": (s) =>
        s.add("iam.Policy", { policy: allows("dynamodb:ExportTableToPointInTime", "arn:aws:dynamodb:*:*:table/*") }),
      "every database by the Data API": (s) =>
        s.add("iam.Policy", { policy: allows("rds-data:ExecuteStatement", "arn:aws:rds:*:*:cluster:*") }),
    },
    unknown: {
      "document known later": (s) => s.add("iam.Policy", { policy: s.later() }),
    },
    notApplicable: {
      "a role without inline policies": (s) => s.add("iam.Role", { assumeRolePolicy: "{}" }),
    },
  },
});
