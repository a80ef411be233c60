import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import type { PropertiesOf } from "../../../../policies/reader";
import { service } from "../emulator";
import { emulated, type Making, setting } from "../kind";

// Queues are asked for at the address in their URL unless this is off, and nobody answers there.
const sqs = service((configuration) => new SQSClient({ ...configuration, useQueueUrlAsEndpoint: false }));

type QueueInputs = PropertiesOf<"sqs.Queue">;

/** Attributes are texts. Source: SQS API Reference, SetQueueAttributes. */
function attributes({ inputs }: Making<QueueInputs>): Readonly<Record<string, string>> {
  const values = {
    KmsMasterKeyId: inputs.kmsMasterKeyId,
    KmsDataKeyReusePeriodSeconds: inputs.kmsDataKeyReusePeriodSeconds,
    SqsManagedSseEnabled: inputs.sqsManagedSseEnabled,
    MessageRetentionPeriod: inputs.messageRetentionSeconds,
    VisibilityTimeout: inputs.visibilityTimeoutSeconds,
    RedrivePolicy: inputs.redrivePolicy,
    RedriveAllowPolicy: inputs.redriveAllowPolicy,
    Policy: inputs.policy,
    FifoQueue: inputs.fifoQueue || undefined,
  };
  return Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])));
}

const queue = emulated("sqs.Queue", {
  async create(making) {
    const { name = "" } = making.inputs;
    const { QueueUrl: url } = await sqs(making, CreateQueueCommand, { QueueName: name, Attributes: attributes(making), tags: making.tags });
    return { id: url ?? "", outputs: { url, arn: `arn:${making.partition}:sqs:${making.region}:${making.accountId}:${name}` } };
  },
  async read(standing) {
    const { Attributes: found = {} } = await sqs(standing, GetQueueAttributesCommand, { QueueUrl: standing.id, AttributeNames: ["All"] });
    return {
      kmsMasterKeyId: found.KmsMasterKeyId || null,
      ...(standing.inputs.redrivePolicy !== undefined && { redrivePolicy: found.RedrivePolicy ?? null }),
    };
  },
  async update(standing) {
    // moto 5.2.5 forgets a queue's policy wherever attributes come without it.
    const { Attributes: found } = await sqs(standing, GetQueueAttributesCommand, { QueueUrl: standing.id, AttributeNames: ["Policy"] });
    const Attributes = { ...(found?.Policy && { Policy: found.Policy }), ...attributes(standing) };
    await sqs(standing, SetQueueAttributesCommand, { QueueUrl: standing.id, Attributes });
  },
  delete: (standing) => sqs(standing, DeleteQueueCommand, { QueueUrl: standing.id }),
});

const queuePolicy = setting("sqs.QueuePolicy", {
  id: ({ inputs }) => inputs.queueUrl,
  put: (making) =>
    sqs(making, SetQueueAttributesCommand, { QueueUrl: making.inputs.queueUrl, Attributes: { Policy: making.inputs.policy } }),
  async read(making) {
    const { Attributes: found } = await sqs(making, GetQueueAttributesCommand, {
      QueueUrl: making.inputs.queueUrl,
      AttributeNames: ["Policy"],
    });
    return found?.Policy ? { policy: found.Policy } : undefined;
  },
  remove: (making) => sqs(making, SetQueueAttributesCommand, { QueueUrl: making.inputs.queueUrl, Attributes: { Policy: "" } }),
});

export const sqsKinds = [queue, queuePolicy];
