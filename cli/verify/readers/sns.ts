import type { ClassName } from "../../../policies/aws/kinds";
import { snsCalls as calls } from "../calls/sns";
import { part, tagsOf } from "../found";
import { keyArn } from "../key-arn";
import { byNextToken } from "../paging";
import { forEach, listed, type Reading, type ServiceReader } from "../reader";

const kinds = ["sns.Topic", "sns.TopicPolicy", "sns.TopicSubscription"] as const satisfies readonly ClassName[];

/** Topics of a Region with their subscriptions; their policies are inline. */
export const snsReader: ServiceReader = { service: "sns", calls, regional: true, kinds, mayGoUnseen: ["sns.TopicPolicy"], read };

async function read(reading: Reading): Promise<void> {
  const { account, region } = reading;
  const topics = await account.list(region, calls.topics, {}, { items: (page) => page.Topics, next: byNextToken });
  await forEach(listed(reading, kinds, topics), async ({ TopicArn: arn }) => {
    if (arn !== undefined) await readTopic(reading, arn);
  });
}

/** What is not confirmed yet has no ARN. Source: Amazon SNS API Reference, ListSubscriptionsByTopic. */
function isConfirmed({ SubscriptionArn: own }: { readonly SubscriptionArn?: string | undefined }): boolean {
  return own?.startsWith("arn:") === true;
}

async function readTopic(reading: Reading, arn: string): Promise<void> {
  const { account, region, found } = reading;
  const name = arn.slice(arn.lastIndexOf(":") + 1);
  const [described, tags, subscriptions] = await Promise.all([
    account.ask(region, calls.topic, { TopicArn: arn }),
    account.ask(region, calls.topicTags, { ResourceArn: arn }),
    account.list(region, calls.subscriptions, { TopicArn: arn }, { items: (page) => page.Subscriptions, next: byNextToken }),
  ]);
  const urn = found.add({
    kind: "sns.Topic",
    id: arn,
    region,
    inputs: {
      name,
      kmsMasterKeyId: part(described, ({ Attributes: all }) => keyArn(reading, all?.KmsMasterKeyId)),
      policy: part(described, ({ Attributes: all }) => all?.Policy),
      tags: part(tags, ({ Tags: list }) => tagsOf(list)),
    },
    outputs: { arn, id: arn, name },
    observed: {
      subscriptionsConfirmed: part(subscriptions, (list) => list.filter(isConfirmed).length),
      subscriptionsPending: part(subscriptions, (list) => list.filter(({ SubscriptionArn: own }) => own === "PendingConfirmation").length),
    },
    answers: [described, tags, ...(subscriptions.state === "unread" ? [subscriptions] : [])],
  });
  for (const [index, subscription] of listed(reading, ["sns.TopicSubscription"], subscriptions).entries()) {
    const { SubscriptionArn: own, Protocol: protocol, Endpoint: endpoint } = subscription;
    // What is not confirmed yet has no ARN: "PendingConfirmation".
    const id = own?.startsWith("arn:") === true ? own : `${arn}/${index}`;
    found.add({ kind: "sns.TopicSubscription", id, region, inputs: { topic: arn, protocol, endpoint }, refersTo: { topic: urn } });
  }
}
