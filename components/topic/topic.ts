import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type ArgumentTable, flag, listOf, optional, text } from "../foundation/checks";
import { Classification, tagsOf } from "../foundation/classification";
import { type CommonArgs, commonArguments, commonOf } from "../foundation/common-arguments";
import { componentOptions, typeToken } from "../foundation/component";
import { arn, type Location, locationOf } from "../foundation/location";
import { physicalName } from "../foundation/physical-name";
import { forThisAccount, policyDocument, refusePlainText, type Statement } from "../foundation/policy-document";
import { type KeyReference, keyArgument } from "../foundation/references";
import { resolveKey } from "../foundation/resolve-key";
import { type Refuse, validated } from "../foundation/validation";
import { Queue } from "../queue/queue";
import { endpointProblem, subscribe, subscribersArgument, type TopicSubscriber } from "./subscribers";

export interface TopicArgs extends CommonArgs {
  /**
   * The KMS key of the messages. Default: one is created, 1 USD a month, that the services in `publishers` may use; a key that is brought must let them, and
   * "sns" where there are subscribers. Serves 45 CFR 164.312(a)(2)(iv).
   */
  key?: KeyReference;
  /**
   * The AWS services that publish beside roles, whose own policies let them, by their principal's name: "cloudwatch", "backup", "events.rds", "s3". Default: none.
   * EventBridge publishes by a role of its target, for a topic's policy cannot tell whose rule it is; ElastiCache publishes to no topic that is encrypted.
   */
  publishers?: string[];
  /** Who gets the messages. Default: nobody yet. */
  subscribers?: TopicSubscriber[];
  /** Whether messages come in order and once. Default: false. It cannot be changed later. */
  fifo?: boolean;
}

const longestName = 256;
const fifoSuffix = ".fifo";

const argumentTable: ArgumentTable<TopicArgs> = {
  ...commonArguments,
  key: keyArgument,
  publishers: optional(
    listOf(
      text({
        matching: /^(?!(?:events|elasticache)$)[a-z0-9][a-z0-9.-]*$/,
        described: 'the name of an AWS service other than "events" and "elasticache", without ".amazonaws.com"',
      }),
      { minimum: 1, described: "a list of AWS services" },
    ),
  ),
  subscribers: subscribersArgument,
  fifo: optional(flag()),
};

/**
 * Services that publish to standard topics only. Source: AWS Backup Developer Guide, "Notification options with AWS Backup"; Amazon S3 User Guide, "Event
 * notification types and destinations"; Amazon RDS User Guide, "Working with Amazon RDS event notification".
 */
const withoutFifo: readonly string[] = ["backup", "events.rds", "s3"];

function together(args: TopicArgs, refuse: Refuse): void {
  const unordered = args.fifo === true ? args.publishers?.findIndex((service) => withoutFifo.includes(service)) : undefined;
  if (unordered !== undefined && unordered !== -1) refuse(`publishers[${unordered}]`, "publishes to no topic that is fifo");
  for (const [index, subscriber] of (args.subscribers ?? []).entries()) {
    const problem = endpointProblem(subscriber);
    if (problem !== undefined) refuse(`subscribers[${index}].endpoint`, problem);
    if (subscriber.protocol === "email" && (args.classification ?? Classification.Ephi) === Classification.Ephi) {
      refuse(
        `subscribers[${index}].protocol`,
        'must not be "email" where classification is "ephi": say "internal" where messages hold no ePHI, as alarms do',
      );
    }
    if (args.fifo === true && subscriber.protocol !== "sqs") refuse(`subscribers[${index}].protocol`, 'must be "sqs" where fifo is true');
  }
}

/**
 * A topic for messages that hold ePHI: a KMS key, no plain HTTP, services of this account only, and a queue, under the same key, of messages that a subscriber
 * could not be given. Serves 45 CFR 164.312(a)(1), (a)(2)(iv), (c)(1), (e)(1).
 */
export class Topic extends pulumi.ComponentResource {
  /** The topic's ARN. */
  readonly arn: pulumi.Output<string>;
  /** The topic's name. */
  readonly topicName: pulumi.Output<string>;
  /** The ARN of the KMS key of the messages. */
  readonly keyArn: pulumi.Output<string>;
  /** The ARN of the queue of messages that a subscriber could not be given; empty where nobody but people subscribes. */
  readonly deadLetterArn: pulumi.Output<string>;

  constructor(name: string, args: TopicArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    super(typeToken("Topic"), name, validated("Topic", name, args, argumentTable, together), componentOptions("Topic", opts));
    const location = locationOf(this);
    const publishers = args.publishers ?? [];
    const subscribers = args.subscribers ?? [];
    const hasDeadLetters = subscribers.some(({ protocol }) => protocol !== "email");
    const services = [...new Set([...publishers, ...(hasDeadLetters ? ["sns"] : [])])];
    const keyArn = resolveKey(this, name, args.key, {
      description: `Messages in ${name}`,
      ...(services.length > 0 && { services }),
      through: hasDeadLetters ? ["sns", "sqs"] : ["sns"],
      ...commonOf(args),
    });
    const suffix = args.fifo === true ? fifoSuffix : "";
    const topicName = `${physicalName(name, longestName - suffix.length)}${suffix}`;
    const topicArn = arn(location, "sns", topicName);
    const topic = new aws.sns.Topic(
      name,
      {
        name: topicName,
        kmsMasterKeyId: keyArn,
        // Messages over HTTPS are signed with SHA-256, not SHA-1.
        signatureVersion: 2,
        ...(args.fifo === true && { fifoTopic: true, contentBasedDeduplication: true }),
        tags: tagsOf(args),
      },
      { parent: this, deleteBeforeReplace: true },
    );
    new aws.sns.TopicPolicy(
      name,
      {
        arn: topic.arn,
        policy: policyDocument([
          refusePlainText("sns:Publish", topicArn),
          ...publishers.map((service) => publishes(service, topicArn, location)),
        ]),
      },
      { parent: this, deletedWith: topic },
    );
    const deadLetters = hasDeadLetters
      ? new Queue(
          `${name}-undelivered`,
          {
            key: { arn: keyArn },
            senders: [{ service: "sns", sourceArn: topicArn }],
            ...(args.fifo === true && { fifo: true }),
            ...commonOf(args),
          },
          { parent: this },
        )
      : undefined;
    for (const [index, subscriber] of subscribers.entries()) {
      subscribe(this, `${name}-${index + 1}`, subscriber, { topic, topicArn, deadLetterArn: deadLetters?.arn });
    }
    this.arn = topicArn;
    this.topicName = topic.name;
    this.keyArn = keyArn;
    this.deadLetterArn = deadLetters?.arn ?? pulumi.output("");
    this.registerOutputs({ arn: this.arn, topicName: this.topicName, keyArn: this.keyArn, deadLetterArn: this.deadLetterArn });
  }
}

/**
 * Services whose guides have no condition in the policy of the topic that they publish to, and that may not say for which account they do.
 * Source: AWS Backup Developer Guide, "Notification options with AWS Backup".
 */
const withoutSource: ReadonlySet<string> = new Set(["backup"]);

function publishes(service: string, topicArn: pulumi.Output<string>, location: Location): Statement {
  return {
    Sid: `Service${service.replace(/(?:^|[^a-z0-9]+)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())}`,
    Effect: "Allow",
    Principal: { Service: `${service}.amazonaws.com` },
    Action: "sns:Publish",
    Resource: topicArn,
    ...(!withoutSource.has(service) && { Condition: forThisAccount(location) }),
  };
}
