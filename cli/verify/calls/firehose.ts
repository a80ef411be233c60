import {
  DescribeDeliveryStreamCommand,
  FirehoseClient,
  ListDeliveryStreamsCommand,
  ListTagsForDeliveryStreamCommand,
} from "@aws-sdk/client-firehose";
import { service } from "../call";

const firehose = service("firehose", (configuration) => new FirehoseClient(configuration));

export const firehoseCalls = {
  streams: firehose.read("firehose:ListDeliveryStreams", ListDeliveryStreamsCommand),
  stream: firehose.read("firehose:DescribeDeliveryStream", DescribeDeliveryStreamCommand),
  streamTags: firehose.read("firehose:ListTagsForDeliveryStream", ListTagsForDeliveryStreamCommand),
} as const;
