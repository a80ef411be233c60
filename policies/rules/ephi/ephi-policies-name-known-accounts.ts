import { judgePolicy } from "../../aws/iam/judge-policy";
import { letsInTrustedOnly } from "../../aws/iam/trusted-accounts";
import type { Cell } from "../../cell";
import type { Example } from "../../examples";
import type { Resource } from "../../graph/resource";
import { decide, defineRule, list, notApplicable } from "../../rule";

const wanted = "accounts and organizations of the lists";

type Holder =
  | "sqs.Queue"
  | "sqs.QueuePolicy"
  | "sns.Topic"
  | "sns.TopicPolicy"
  | "kinesis.ResourcePolicy"
  | "dynamodb.ResourcePolicy"
  | "secretsmanager.Secret"
  | "secretsmanager.SecretPolicy"
  | "efs.FileSystemPolicy"
  | "opensearch.Domain"
  | "opensearch.DomainPolicy"
  | "ecr.RepositoryPolicy"
  | "backup.VaultPolicy"
  | "cloudwatch.LogResourcePolicy"
  | "cloudwatch.EventBusPolicy"
  | "s3tables.TableBucketPolicy";

function policyOf(holder: Resource<Holder>): Cell<unknown> | undefined {
  return (
    holder.as("opensearch.Domain")?.at((p) => p.accessPolicies) ??
    holder.as("opensearch.DomainPolicy")?.at((p) => p.accessPolicies) ??
    holder.as("cloudwatch.LogResourcePolicy")?.at((p) => p.policyDocument) ??
    holder.as("s3tables.TableBucketPolicy")?.at((p) => p.resourcePolicy) ??
    holder.as("sqs.Queue")?.at((p) => p.policy) ??
    holder.as("sqs.QueuePolicy")?.at((p) => p.policy) ??
    holder.as("sns.Topic")?.at((p) => p.policy) ??
    holder.as("sns.TopicPolicy")?.at((p) => p.policy) ??
    holder.as("kinesis.ResourcePolicy")?.at((p) => p.policy) ??
    holder.as("dynamodb.ResourcePolicy")?.at((p) => p.policy) ??
    holder.as("secretsmanager.Secret")?.at((p) => p.policy) ??
    holder.as("secretsmanager.SecretPolicy")?.at((p) => p.policy) ??
    holder.as("efs.FileSystemPolicy")?.at((p) => p.policy) ??
    holder.as("ecr.RepositoryPolicy")?.at((p) => p.policy) ??
    holder.as("backup.VaultPolicy")?.at((p) => p.policy) ??
    holder.as("cloudwatch.EventBusPolicy")?.at((p) => p.policy)
  );
}

const queuePolicy = (principal: unknown, condition?: unknown) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: principal,
        Action: "sqs:ReceiveMessage",
        Resource: "arn:aws:sqs:us-east-1:111122223333:results",
        ...(condition === undefined ? {} : { Condition: condition }),
      },
    ],
  });

export default defineRule({
  id: "ephi-policies-name-known-accounts",
  title: "Policies on queues, topics, streams, tables and secrets let in known accounts and organizations only",
  threat: "An account or an organization of somebody without a business associate agreement reads ePHI.",
  remedy:
    "Remove the account from the policy, or add it to trustedAccounts, or its organization to trustedOrganizations, once its agreement is signed.",
  cites: ["164.312(a)(1)", "164.308(a)(3)(i)", "164.308(a)(4)(ii)(B)", "164.308(a)(4)(ii)(C)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: [
    "sqs.Queue",
    "sqs.QueuePolicy",
    "sns.Topic",
    "sns.TopicPolicy",
    "kinesis.ResourcePolicy",
    "dynamodb.ResourcePolicy",
    "secretsmanager.Secret",
    "secretsmanager.SecretPolicy",
    "efs.FileSystemPolicy",
    "opensearch.Domain",
    "opensearch.DomainPolicy",
    "ecr.RepositoryPolicy",
    "backup.VaultPolicy",
    "cloudwatch.LogResourcePolicy",
    "cloudwatch.EventBusPolicy",
    "s3tables.TableBucketPolicy",
  ],
  parameters: {
    trustedAccounts: list({
      default: [],
      description: "Ids of the accounts that may be let in: the site's own and its business associates'. An empty list says nothing.",
    }),
    trustedOrganizations: list({
      default: [],
      description: "Ids of the organizations that a condition on aws:PrincipalOrgID may let in, o-... each. An empty list says nothing.",
    }),
  },
  // Buckets are the question of s3-policy-no-unknown-cross-account, keys those of the KMS rules. Which account is the site's own a preview does not show.
  check(holder, _, { parameters: { trustedAccounts, trustedOrganizations } }) {
    if (trustedAccounts.length === 0 && trustedOrganizations.length === 0)
      return notApplicable("no list of trusted accounts is configured");
    const policy = policyOf(holder);
    if (policy === undefined || policy.state === "absent") return notApplicable("it holds no policy");
    return judgePolicy(policy, wanted, (document) =>
      decide(
        letsInTrustedOnly(document, { accounts: trustedAccounts, organizations: trustedOrganizations }),
        "the policy lets in an account or an organization that is not on the list of trusted ones",
        [policy.evidence(wanted)],
      ),
    );
  },
  equivalents: {},
  examples: {
    good: {
      "an account of the list": (s) => {
        s.parameters({ trustedAccounts: ["111122223333"] });
        return s.add("sqs.Queue", { policy: queuePolicy({ AWS: "arn:aws:iam::111122223333:role/app" }) });
      },
      "an organization of the list": (s) => {
        s.parameters({ trustedOrganizations: ["o-a1b2c3d4e5"] });
        return s.add("sqs.Queue", { policy: queuePolicy("*", { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }) });
      },
    },
    bad: {
      "another account": (s) => {
        s.parameters({ trustedAccounts: ["111122223333"] });
        return s.add("sqs.Queue", { policy: queuePolicy({ AWS: "arn:aws:iam::444455556666:role/app" }) });
      },
      "another organization": (s) => {
        s.parameters({ trustedOrganizations: ["o-a1b2c3d4e5"] });
        return s.add("sqs.Queue", { policy: queuePolicy("*", { StringEquals: { "aws:PrincipalOrgID": "o-z9y8x7w6v5" } }) });
      },
      "another account reads a secret": (s) => {
        s.parameters({ trustedAccounts: ["111122223333"] });
        return s.add("secretsmanager.SecretPolicy", {
          secretArn: s.add("secretsmanager.Secret", {}).out("arn"),
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Principal: { AWS: "444455556666" }, Action: "secretsmanager:GetSecretValue", Resource: "*" }],
          }),
        });
      },
      ...Object.fromEntries(
        (
          [
            ["sqs.QueuePolicy", "policy"],
            ["sns.Topic", "policy"],
            ["sns.TopicPolicy", "policy"],
            ["kinesis.ResourcePolicy", "policy"],
            ["dynamodb.ResourcePolicy", "policy"],
            ["secretsmanager.Secret", "policy"],
            ["efs.FileSystemPolicy", "policy"],
            ["opensearch.Domain", "accessPolicies"],
            ["opensearch.DomainPolicy", "accessPolicies"],
            ["ecr.RepositoryPolicy", "policy"],
            ["backup.VaultPolicy", "policy"],
            ["cloudwatch.LogResourcePolicy", "policyDocument"],
            ["cloudwatch.EventBusPolicy", "policy"],
            ["s3tables.TableBucketPolicy", "resourcePolicy"],
          ] as const
        ).map(([kind, property]): [string, Example] => [
          `another account, in ${property} of ${kind}`,
          (s) => {
            s.parameters({ trustedAccounts: ["111122223333"] });
            return s.addUntyped(kind, { [property]: queuePolicy({ AWS: "444455556666" }) });
          },
        ]),
      ),
    },
    unknown: {
      "policy known later": (s) => {
        s.parameters({ trustedAccounts: ["111122223333"] });
        return s.add("sqs.Queue", { policy: s.later() });
      },
    },
    notApplicable: {
      "no list is configured": (s) => s.add("sqs.Queue", { policy: queuePolicy({ AWS: "444455556666" }) }),
      "a queue without ePHI": (s) => {
        s.parameters({ trustedAccounts: ["111122223333"] });
        return s.add("sqs.Queue", { policy: queuePolicy({ AWS: "444455556666" }), tags: { DataClassification: "none" } });
      },
      "no policy": (s) => {
        s.parameters({ trustedAccounts: ["111122223333"] });
        return s.add("sqs.Queue", {});
      },
    },
  },
});
