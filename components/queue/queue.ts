import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type ArgumentTable, arnOf, flag, listOf, objectOf, optional, text, wholeNumber } from "../foundation/checks";
import { type Tags, tagsOf } from "../foundation/classification";
import { type CommonArgs, commonArguments } from "../foundation/common-arguments";
import { componentOptions, typeToken } from "../foundation/component";
import { arn, type Location, locationOf } from "../foundation/location";
import { onceThere } from "../foundation/once-there";
import { physicalName } from "../foundation/physical-name";
import { policyDocument, refusePlainText, type Statement } from "../foundation/policy-document";
import { type KeyReference, keyArgument } from "../foundation/references";
import { resolveKey } from "../foundation/resolve-key";
import { type Refuse, validated } from "../foundation/validation";

/** Something of AWS that sends to a queue. */
export interface QueueSender {
  /** The service, by its principal's name: "s3", "sns", "events". CloudWatch's alarms reach a queue by a topic only. */
  service: string;
  /** The ARN of the bucket, topic or rule that sends; nothing else of the service can. */
  sourceArn: pulumi.Input<string>;
}

export interface QueueArgs extends CommonArgs {
  /**
   * The KMS key of the messages. Default: one is created, 1 USD a month, that the services in `senders` may use; a key that is brought must let them.
   * Serves 45 CFR 164.312(a)(2)(iv).
   */
  key?: KeyReference;
  /** What sends to the queue beside roles, whose own policies let them. Default: nothing. */
  senders?: QueueSender[];
  /** Whether messages come in order and once. Default: false. It cannot be changed later. */
  fifo?: boolean;
  /** Seconds that a message stays hidden while somebody handles it: 0 to 43200, default 30. Six times the time-out of a function that handles it. */
  visibilityTimeoutSeconds?: number;
  /** Seconds that a message is kept: 60 to 1209600; default 1209600, which is 14 days. Serves 45 CFR 164.312(c)(1). */
  messageRetentionSeconds?: number;
  /** How often a message is handed out before it goes to the dead letters: 1 to 1000, default 5. */
  maxReceiveCount?: number;
}

const fourteenDaysInSeconds = 14 * 24 * 60 * 60;
const longestName = 80;
const fifoSuffix = ".fifo";
const deadLetterSuffix = "-dead-letters";

const argumentTable: ArgumentTable<QueueArgs> = {
  ...commonArguments,
  key: keyArgument,
  senders: optional(
    listOf(
      objectOf<QueueSender>({
        service: text({ matching: /^[a-z0-9][a-z0-9.-]*$/, described: 'the name of an AWS service, without ".amazonaws.com"' }),
        sourceArn: arnOf("[a-z0-9-]+"),
      }),
      { minimum: 1, described: "a list of senders" },
    ),
  ),
  fifo: optional(flag()),
  visibilityTimeoutSeconds: optional(wholeNumber({ minimum: 0, maximum: 43200, unit: "seconds" })),
  messageRetentionSeconds: optional(wholeNumber({ minimum: 60, maximum: fourteenDaysInSeconds, unit: "seconds" })),
  maxReceiveCount: optional(wholeNumber({ minimum: 1, maximum: 1000, unit: "receipts" })),
};

/** What each service sends to. Source: Amazon S3 User Guide, "Amazon S3 Event Notifications", "Supported event destinations". */
function together({ fifo, senders = [] }: QueueArgs, refuse: Refuse): void {
  for (const [index, { service }] of senders.entries()) {
    const argument = `senders[${index}].service`;
    if (fifo === true && service === "s3") refuse(argument, 'must not be "s3" with fifo: S3 sends to queues without order only');
    if (service === "cloudwatch") refuse(argument, 'must not be "cloudwatch", whose alarms reach a queue by a topic: name "sns"');
  }
}

/**
 * A queue for messages that hold ePHI, and one for those that nobody could handle: both under a KMS key, both refuse plain HTTP, both keep messages for
 * 14 days. Serves 45 CFR 164.312(a)(2)(iv), (c)(1), (e)(1).
 */
export class Queue extends pulumi.ComponentResource {
  /** The queue's ARN. */
  readonly arn: pulumi.Output<string>;
  /** The queue's URL. */
  readonly url: pulumi.Output<string>;
  /** The queue's name. */
  readonly queueName: pulumi.Output<string>;
  /** The ARN of the queue of dead letters. */
  readonly deadLetterArn: pulumi.Output<string>;
  /** The URL of the queue of dead letters. */
  readonly deadLetterUrl: pulumi.Output<string>;
  /** The name of the queue of dead letters. */
  readonly deadLetterQueueName: pulumi.Output<string>;
  /** The ARN of the KMS key of the messages. */
  readonly keyArn: pulumi.Output<string>;

  constructor(name: string, args: QueueArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    super(typeToken("Queue"), name, validated("Queue", name, args, argumentTable, together), componentOptions("Queue", opts));
    const location = locationOf(this);
    const senders = args.senders ?? [];
    const keyArn = resolveKey(this, name, args.key, {
      description: `Messages in ${name}`,
      ...(senders.length > 0 && { services: [...new Set(senders.map(({ service }) => service))] }),
      through: ["sqs"],
      ...(args.tags && { tags: args.tags }),
      ...(args.classification && { classification: args.classification }),
    });
    const suffix = args.fifo === true ? fifoSuffix : "";
    const ownName = physicalName(name, longestName - deadLetterSuffix.length - suffix.length);
    const queueName = `${ownName}${suffix}`;
    const common: CommonQueue = { keyArn, tags: tagsOf(args), fifo: args.fifo ?? false, location };
    const { created: dead, readyName: deadName } = queue(
      this,
      `${name}${deadLetterSuffix}`,
      `${ownName}${deadLetterSuffix}${suffix}`,
      [],
      common,
      {
        messageRetentionSeconds: fourteenDaysInSeconds,
        redriveAllowPolicy: pulumi.jsonStringify({ redrivePermission: "byQueue", sourceQueueArns: [arn(location, "sqs", queueName)] }),
      },
    );
    const { created, readyName } = queue(this, name, queueName, senderStatements(senders, arn(location, "sqs", queueName)), common, {
      messageRetentionSeconds: args.messageRetentionSeconds ?? fourteenDaysInSeconds,
      visibilityTimeoutSeconds: args.visibilityTimeoutSeconds ?? 30,
      redrivePolicy: pulumi.jsonStringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: args.maxReceiveCount ?? 5 }),
    });
    this.arn = arn(location, "sqs", readyName);
    this.url = created.url;
    this.queueName = readyName;
    this.deadLetterArn = arn(location, "sqs", deadName);
    this.deadLetterUrl = dead.url;
    this.deadLetterQueueName = deadName;
    this.keyArn = keyArn;
    this.registerOutputs({
      arn: this.arn,
      url: this.url,
      queueName: this.queueName,
      deadLetterArn: this.deadLetterArn,
      deadLetterUrl: this.deadLetterUrl,
      deadLetterQueueName: this.deadLetterQueueName,
      keyArn: this.keyArn,
    });
  }
}

interface CommonQueue {
  readonly keyArn: pulumi.Output<string>;
  readonly tags: Tags;
  readonly fifo: boolean;
  readonly location: Location;
}

function queue(
  parent: pulumi.ComponentResource,
  name: string,
  queueName: string,
  statements: readonly Statement[],
  common: CommonQueue,
  args: aws.sqs.QueueArgs,
): { readonly created: aws.sqs.Queue; readonly readyName: pulumi.Output<string> } {
  const created = new aws.sqs.Queue(
    name,
    {
      ...args,
      name: queueName,
      kmsMasterKeyId: common.keyArn,
      // Each sender's data key is asked for anew after five minutes: SQS's default, and what its costs are reckoned by.
      kmsDataKeyReusePeriodSeconds: 300,
      ...(common.fifo && { fifoQueue: true, contentBasedDeduplication: true }),
      tags: common.tags,
    },
    { parent, deleteBeforeReplace: true },
  );
  const policy = new aws.sqs.QueuePolicy(
    name,
    { queueUrl: created.url, policy: policyDocument([refusePlainText("sqs:*", arn(common.location, "sqs", queueName)), ...statements]) },
    { parent, deletedWith: created },
  );
  // S3 and SNS try to send as soon as they are told the queue: they are told it when its policy lets them.
  return { created, readyName: onceThere(created.name, [policy]) };
}

function senderStatements(senders: readonly QueueSender[], queueArn: pulumi.Output<string>): Statement[] {
  return senders.map(({ service, sourceArn }, index) => ({
    Sid: `Sender${index + 1}`,
    Effect: "Allow",
    Principal: { Service: `${service}.amazonaws.com` },
    Action: "sqs:SendMessage",
    Resource: queueArn,
    Condition: { ArnEquals: { "aws:SourceArn": sourceArn } },
  }));
}
