import type { ClassName } from "../../../policies/aws/kinds";
import { kinesisCalls as calls } from "../calls/kinesis";
import { part, tagsOf } from "../found";
import { keyArn } from "../key-arn";
import { byNextToken } from "../paging";
import { forEach, listed, type Reading, type ServiceReader } from "../reader";

const kinds = ["kinesis.Stream", "kinesis.StreamConsumer", "kinesis.ResourcePolicy"] as const satisfies readonly ClassName[];

/** Data streams of a Region, their registered consumers, and the policies of both. */
export const kinesisReader: ServiceReader = { service: "kinesis", calls, regional: true, kinds, read };

async function read(reading: Reading): Promise<void> {
  const { account, region } = reading;
  const streams = await account.list(
    region,
    calls.streams,
    {},
    {
      items: (page) => page.StreamNames,
      next: ({ HasMoreStreams: more, StreamNames: names }) => {
        const last = names?.at(-1);
        return more === true && last !== undefined ? { ExclusiveStartStreamName: last } : undefined;
      },
    },
  );
  await forEach(listed(reading, kinds, streams), (name) => readStream(reading, name));
}

async function readStream(reading: Reading, name: string): Promise<void> {
  const { account, region, found } = reading;
  const arn = `arn:${account.partition}:kinesis:${region}:${account.id}:stream/${name}`;
  const [described, tags] = await Promise.all([
    account.ask(region, calls.stream, { StreamName: name }),
    account.list(
      region,
      calls.streamTags,
      { StreamName: name },
      {
        items: (page) => page.Tags,
        next: ({ HasMoreTags: more, Tags: page }) => {
          const last = page?.at(-1)?.Key;
          return more === true && last !== undefined ? { ExclusiveStartTagKey: last } : undefined;
        },
      },
    ),
  ]);
  const summary = part(described, ({ StreamDescriptionSummary: stream }) => stream?.StreamStatus);
  if (summary === "DELETING") return;
  const urn = found.add({
    kind: "kinesis.Stream",
    id: arn,
    region,
    inputs: {
      name,
      encryptionType: part(described, ({ StreamDescriptionSummary: stream }) => stream?.EncryptionType),
      kmsKeyId: part(described, ({ StreamDescriptionSummary: stream }) => keyArn(reading, stream?.KeyId)),
      retentionPeriod: part(described, ({ StreamDescriptionSummary: stream }) => stream?.RetentionPeriodHours),
      tags: part(tags, tagsOf),
    },
    outputs: { arn, id: arn, name },
    answers: [described, tags],
  });
  const consumed = described.state !== "read" || described.value.StreamDescriptionSummary?.ConsumerCount !== 0;
  await Promise.all([readPolicy(reading, arn, urn), consumed ? readConsumers(reading, arn, urn) : undefined]);
}

async function readConsumers(reading: Reading, stream: string, streamUrn: string): Promise<void> {
  const { account, region, found } = reading;
  const consumers = await account.list(
    region,
    calls.consumers,
    { StreamARN: stream },
    { items: (page) => page.Consumers, next: byNextToken },
  );
  await forEach(listed(reading, ["kinesis.StreamConsumer", "kinesis.ResourcePolicy"], consumers), async (consumer) => {
    const { ConsumerName: name, ConsumerARN: arn, ConsumerStatus: status } = consumer;
    if (arn === undefined || status === "DELETING") return;
    const urn = found.add({
      kind: "kinesis.StreamConsumer",
      id: arn,
      region,
      inputs: { name, streamArn: stream },
      outputs: { arn, id: arn },
      refersTo: { streamArn: streamUrn },
    });
    await readPolicy(reading, arn, urn);
  });
}

/** Where there is no policy, AWS answers an empty one or that nothing is found. */
async function readPolicy({ account, region, found }: Reading, resourceArn: string, urn: string): Promise<void> {
  const answer = await account.ask(region, calls.policy, { ResourceARN: resourceArn }, ["ResourceNotFoundException"]);
  const policy = part(answer, ({ Policy: document }) => document);
  if (policy === undefined || policy === "" || policy === "{}") return;
  found.add({
    kind: "kinesis.ResourcePolicy",
    id: resourceArn,
    region,
    inputs: { resourceArn, policy },
    refersTo: { resourceArn: urn },
    answers: [answer],
    mayBeAbsent: answer.state === "unread",
  });
}
