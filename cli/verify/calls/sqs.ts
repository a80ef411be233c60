import { GetQueueAttributesCommand, ListQueuesCommand, ListQueueTagsCommand, SQSClient } from "@aws-sdk/client-sqs";
import { service } from "../call";

const sqs = service(
  "sqs",
  (configuration) => new SQSClient({ ...configuration, useQueueUrlAsEndpoint: configuration.endpoint === undefined }),
);

export const sqsCalls = {
  queues: sqs.read("sqs:ListQueues", ListQueuesCommand),
  queue: sqs.read("sqs:GetQueueAttributes", GetQueueAttributesCommand),
  queueTags: sqs.read("sqs:ListQueueTags", ListQueueTagsCommand),
} as const;
