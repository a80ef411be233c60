import { parseArn } from "../../aws/arn";
import { accountOf } from "../../aws/own-account";
import type { Cell } from "../../cell";
import { destinationsOf } from "../../graph/flow/destinations";
import { all, defineRule, fail, list, notApplicable, pass, undetermined, type Verdict } from "../../rule";

const wanted = "a destination in an account of the list";
const notify = { events: ["s3:ObjectCreated:*"] };

/** The account that a setting names: an account's id, or the account of an ARN; undefined for what shows none, such as the ARN of a bucket. */
function accountIn(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  const account = /^\d{12}$/.test(value) ? value : parseArn(value)?.account;
  return account !== undefined && /^\d{12}$/.test(account) ? account : undefined;
}

/** @param isOfStack whether the destination is a resource of the same stack, and so of the site. */
function judgeAccount(cell: Cell<unknown>, isOfStack: () => boolean, own: string | undefined, trusted: readonly string[]): Verdict {
  const evidence = [cell.evidence(wanted)];
  if (cell.state === "absent") return notApplicable();
  const account = accountIn(cell.value);
  if (account !== undefined && (account === own || trusted.includes(account))) return pass("", evidence);
  if (account !== undefined && (own !== undefined || trusted.length > 0)) {
    return fail(`${cell.path} is in an account that is not on the list of trusted ones`, evidence);
  }
  if (isOfStack()) return pass("", evidence);
  if (cell.state === "unknown") return undetermined(`${cell.path} is not known before deployment`, evidence);
  if (account === undefined) return notApplicable("no destination shows an account");
  return undetermined(`whether ${cell.path} is in an account of the site is not known; trustedAccounts says it`, evidence);
}

export default defineRule({
  id: "ephi-stays-in-known-accounts",
  title: "ePHI is sent to known accounts only",
  threat: "ePHI leaves for an account that no business associate agreement covers, and that nobody of the site watches.",
  remedy:
    "Send it to an account of the site's own, or name the account in trustedAccounts once its agreement is signed. Which account is its own a preview may not show, so name that too.",
  cites: ["164.308(a)(4)(ii)(B)", "164.312(a)(1)", "164.312(e)(1)", "164.308(a)(4)(ii)(C)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: [
    "s3.BucketReplicationConfig",
    "s3.BucketNotification",
    "sns.TopicSubscription",
    "cloudwatch.LogSubscriptionFilter",
    "cloudwatch.LogDestination",
    "cloudwatch.EventTarget",
    "pipes.Pipe",
    "lambda.Function",
    "lambda.FunctionEventInvokeConfig",
    "dynamodb.KinesisStreamingDestination",
    "kinesis.FirehoseDeliveryStream",
    "backup.Plan",
  ],
  parameters: {
    trustedAccounts: list({
      default: [],
      description: "Ids of the accounts that ePHI may be sent to: the site's own and its business associates'.",
    }),
  },
  // With whom snapshots are shared is the question of rds-snapshot-not-public and ebs-snapshot-not-shared.
  check(sender, stack, { parameters: { trustedAccounts } }) {
    const own = accountOf(sender);
    const rules = sender.as("s3.BucketReplicationConfig")?.list((p) => p.rules).items ?? [];
    return all(
      ...rules.map((rule) =>
        judgeAccount(
          rule.at((r) => r.destination.account),
          () => false,
          own,
          trustedAccounts,
        ),
      ),
      ...destinationsOf(sender.node).map(({ cell, kinds }) =>
        judgeAccount(cell, () => stack.names(sender, cell, kinds), own, trustedAccounts),
      ),
    );
  },
  equivalents: {},
  examples: {
    good: {
      "a queue of the site's own account": (s) => {
        s.parameters({ trustedAccounts: ["111122223333"] });
        const topic = s.add("sns.Topic", {});
        return s.add("sns.TopicSubscription", {
          topic: topic.out("arn"),
          protocol: "sqs",
          endpoint: "arn:aws:sqs:us-east-1:111122223333:results",
        });
      },
      "a queue of the same stack": (s) => {
        const topic = s.add("sns.Topic", {});
        const queue = s.add("sqs.Queue", {});
        return s.add("sns.TopicSubscription", { topic: topic.out("arn"), protocol: "sqs", endpoint: queue.out("arn") });
      },
      "a replica in the account of a business associate": (s) => {
        s.parameters({ trustedAccounts: ["111122223333", "444455556666"] });
        const bucket = s.add("s3.Bucket", { bucket: "records" });
        return s.add("s3.BucketReplicationConfig", {
          bucket: bucket.out("id"),
          role: "arn:aws:iam::111122223333:role/replication",
          rules: [{ status: "Enabled", destination: { bucket: "arn:aws:s3:::records-copy", account: "444455556666" } }],
        });
      },
    },
    bad: {
      "a queue of another account": (s) => {
        s.parameters({ trustedAccounts: ["111122223333"] });
        const topic = s.add("sns.Topic", {});
        return s.add("sns.TopicSubscription", {
          topic: topic.out("arn"),
          protocol: "sqs",
          endpoint: "arn:aws:sqs:us-east-1:444455556666:results",
        });
      },
      "a replica in another account": (s) => {
        s.parameters({ trustedAccounts: ["111122223333"] });
        const bucket = s.add("s3.Bucket", { bucket: "records" });
        return s.add("s3.BucketReplicationConfig", {
          bucket: bucket.out("id"),
          role: "arn:aws:iam::111122223333:role/replication",
          rules: [{ status: "Enabled", destination: { bucket: "arn:aws:s3:::records-copy", account: "444455556666" } }],
        });
      },
      "notices to a function of another account": (s) => {
        s.parameters({ trustedAccounts: ["111122223333"] });
        const bucket = s.add("s3.Bucket", { bucket: "records" });
        return s.add("s3.BucketNotification", {
          bucket: bucket.out("id"),
          lambdaFunctions: [{ ...notify, lambdaFunctionArn: "arn:aws:lambda:us-east-1:444455556666:function:results" }],
        });
      },
    },
    unknown: {
      "nothing says which accounts are the site's": (s) => {
        const topic = s.add("sns.Topic", {});
        return s.add("sns.TopicSubscription", {
          topic: topic.out("arn"),
          protocol: "sqs",
          endpoint: "arn:aws:sqs:us-east-1:444455556666:results",
        });
      },
      "endpoint known later": (s) => {
        const topic = s.add("sns.Topic", {});
        return s.add("sns.TopicSubscription", { topic: topic.out("arn"), protocol: "sqs", endpoint: s.later() });
      },
    },
    notApplicable: {
      "a web endpoint": (s) => {
        const topic = s.add("sns.Topic", {});
        return s.add("sns.TopicSubscription", { topic: topic.out("arn"), protocol: "https", endpoint: "https://clinic.example/visits" });
      },
    },
  },
});
