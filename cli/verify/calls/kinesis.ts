import {
  DescribeStreamSummaryCommand,
  GetResourcePolicyCommand,
  KinesisClient,
  ListStreamConsumersCommand,
  ListStreamsCommand,
  ListTagsForStreamCommand,
} from "@aws-sdk/client-kinesis";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { service } from "../call";

// Kinesis speaks HTTP/2, which no emulator does: there it takes HTTP/1.1.
const kinesis = service("kinesis", (configuration) =>
  configuration.endpoint === undefined
    ? new KinesisClient(configuration)
    : new KinesisClient({ ...configuration, requestHandler: new NodeHttpHandler() }),
);

export const kinesisCalls = {
  streams: kinesis.read("kinesis:ListStreams", ListStreamsCommand),
  stream: kinesis.read("kinesis:DescribeStreamSummary", DescribeStreamSummaryCommand),
  streamTags: kinesis.read("kinesis:ListTagsForStream", ListTagsForStreamCommand),
  consumers: kinesis.read("kinesis:ListStreamConsumers", ListStreamConsumersCommand),
  policy: kinesis.read("kinesis:GetResourcePolicy", GetResourcePolicyCommand),
} as const;
