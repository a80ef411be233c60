import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type ArgumentTable, listOf, optional, text, wholeNumber } from "../foundation/checks";
import { tagsOf } from "../foundation/classification";
import { type CommonArgs, commonArguments, commonOf } from "../foundation/common-arguments";
import { componentOptions, typeToken } from "../foundation/component";
import { arn, locationOf } from "../foundation/location";
import { physicalName } from "../foundation/physical-name";
import { type KeyReference, keyArgument } from "../foundation/references";
import { resolveKey } from "../foundation/resolve-key";
import { validated } from "../foundation/validation";

export interface StreamArgs extends CommonArgs {
  /** The KMS key of the records. Default: one is created, 1 USD a month. Serves 45 CFR 164.312(a)(2)(iv). */
  key?: KeyReference;
  /** Shards, each for 1 MB a second in and 2 MB out, about 11 USD a month: 1 to 200. Default: none are counted, and the stream follows its load and is paid by it. */
  shards?: number;
  /**
   * Hours that records are kept: 24 to 8760, default 168, which is a week for somebody to mend what reads them. Beyond 24 a GB costs about 0.10 USD a month in a
   * stream that follows its load. Serves 45 CFR 164.312(c)(1).
   */
  retentionHours?: number;
  /** Names of readers that get a throughput of their own. Default: readers share the stream's. */
  consumers?: string[];
}

const argumentTable: ArgumentTable<StreamArgs> = {
  ...commonArguments,
  key: keyArgument,
  shards: optional(wholeNumber({ minimum: 1, maximum: 200, unit: "shards" })),
  retentionHours: optional(wholeNumber({ minimum: 24, maximum: 8760, unit: "hours" })),
  consumers: optional(
    listOf(text({ matching: /^[A-Za-z0-9_.-]{1,128}$/, described: "a name of 1 to 128 letters, digits, dots, dashes and underscores" }), {
      described: "a list of names",
    }),
  ),
};

/**
 * A Kinesis data stream for records that hold ePHI: a KMS key, and a week to read them. Kinesis takes and gives records over TLS 1.2 only, and knows no public
 * access: without a policy of the stream, which this has not, no other account gets in. Serves 45 CFR 164.312(a)(1), (a)(2)(iv), (c)(1), (e)(1).
 * Source: Amazon Kinesis Data Streams Developer Guide, "Infrastructure security in Kinesis Data Streams".
 */
export class Stream extends pulumi.ComponentResource {
  /** The stream's ARN. */
  readonly arn: pulumi.Output<string>;
  /** The stream's name. */
  readonly streamName: pulumi.Output<string>;
  /** The ARNs of the readers with a throughput of their own, in the order of `consumers`. */
  readonly consumerArns: pulumi.Output<string>[];
  /** The ARN of the KMS key of the records. */
  readonly keyArn: pulumi.Output<string>;

  constructor(name: string, args: StreamArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    super(typeToken("Stream"), name, validated("Stream", name, args, argumentTable), componentOptions("Stream", opts));
    const location = locationOf(this);
    const keyArn = resolveKey(this, name, args.key, { description: `Records in ${name}`, through: ["kinesis"], ...commonOf(args) });
    const streamName = physicalName(name, 128);
    const stream = new aws.kinesis.Stream(
      name,
      {
        name: streamName,
        encryptionType: "KMS",
        kmsKeyId: keyArn,
        retentionPeriod: args.retentionHours ?? 168,
        streamModeDetails: { streamMode: args.shards === undefined ? "ON_DEMAND" : "PROVISIONED" },
        ...(args.shards !== undefined && { shardCount: args.shards }),
        // Whoever reads without being asked holds up the stream's deletion, and is seen.
        enforceConsumerDeletion: false,
        tags: tagsOf(args),
      },
      { parent: this, deleteBeforeReplace: true },
    );
    this.consumerArns = (args.consumers ?? []).map(
      (consumer) =>
        new aws.kinesis.StreamConsumer(
          `${name}-${consumer}`,
          { name: consumer, streamArn: stream.arn, tags: tagsOf(args) },
          { parent: this, deletedWith: stream },
        ).arn,
    );
    this.arn = arn(location, "kinesis", `stream/${streamName}`);
    this.streamName = stream.name;
    this.keyArn = keyArn;
    this.registerOutputs({ arn: this.arn, streamName: this.streamName, consumerArns: this.consumerArns, keyArn: this.keyArn });
  }
}
