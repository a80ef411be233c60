import { sqsCalls as calls } from "../calls/sqs";
import { part } from "../found";
import { keyArn } from "../key-arn";
import { forEach, listed, type Reading, type ServiceReader } from "../reader";

/** Queues of a Region; their policies and redrive policies are inline. */
export const sqsReader: ServiceReader = {
  service: "sqs",
  calls,
  regional: true,
  kinds: ["sqs.Queue", "sqs.QueuePolicy", "sqs.RedrivePolicy"],
  read,
};

async function read(reading: Reading): Promise<void> {
  const { account, region } = reading;
  const queues = await account.list(
    region,
    calls.queues,
    { MaxResults: 1000 },
    {
      items: (page) => page.QueueUrls,
      next: ({ NextToken: token }) => (token === undefined ? undefined : { NextToken: token }),
    },
  );
  await forEach(listed(reading, ["sqs.Queue"], queues), (url) => readQueue(reading, url));
}

async function readQueue(reading: Reading, url: string): Promise<void> {
  const { account, region, found } = reading;
  const name = url.slice(url.lastIndexOf("/") + 1);
  const arn = `arn:${account.partition}:sqs:${region}:${account.id}:${name}`;
  const [described, tags] = await Promise.all([
    account.ask(region, calls.queue, { QueueUrl: url, AttributeNames: ["All"] }),
    account.ask(region, calls.queueTags, { QueueUrl: url }),
  ]);
  const attributes = described.state === "read" ? (described.value.Attributes ?? {}) : {};
  const attribute = (key: "Policy" | "RedrivePolicy" | "RedriveAllowPolicy") => part(described, ({ Attributes: all }) => all?.[key]);
  const deadLetters = deadLetterQueue(attributes.RedrivePolicy);
  found.add({
    kind: "sqs.Queue",
    id: arn,
    region,
    inputs: {
      name,
      kmsMasterKeyId: part(described, ({ Attributes: all }) => keyArn(reading, all?.KmsMasterKeyId)),
      policy: attribute("Policy"),
      redrivePolicy: attribute("RedrivePolicy"),
      redriveAllowPolicy: attribute("RedriveAllowPolicy"),
      sqsManagedSseEnabled: part(described, ({ Attributes: all }) => all?.SqsManagedSseEnabled === "true"),
      tags: part(tags, ({ Tags: map }) => map ?? {}),
    },
    outputs: { arn, id: url, url, queueUrl: url },
    ...(deadLetters !== undefined && { refersTo: { redrivePolicy: found.urnOf("sqs.Queue", deadLetters) } }),
    answers: [described, tags],
  });
}

/** The ARN in a redrive policy, which is a text of JSON. */
function deadLetterQueue(text: string | undefined): string | undefined {
  return text === undefined ? undefined : /"deadLetterTargetArn"\s*:\s*"([^"\\]+)"/.exec(text)?.[1];
}
