import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { DataBucket } from "../data-bucket/data-bucket";
import { type ArgumentTable, arnOf, input, optional, referenceTo, text, wholeNumber } from "../foundation/checks";
import { tagsOf } from "../foundation/classification";
import { type CommonArgs, commonArguments, commonOf } from "../foundation/common-arguments";
import { componentOptions, typeToken } from "../foundation/component";
import { arn, bucketArn, locationOf } from "../foundation/location";
import { logGroup } from "../foundation/log-group";
import { physicalName } from "../foundation/physical-name";
import { type KeyReference, keyArgument } from "../foundation/references";
import { resolveKey } from "../foundation/resolve-key";
import { logRetentionArgument } from "../foundation/retention";
import { type Refuse, validated } from "../foundation/validation";
import { deliveryRole } from "./delivery-role";

/** A bucket that takes data: a DataBucket, an aws.s3.Bucket with a KMS key and a bucket key, or the name of one. */
export interface BucketReference {
  /** The bucket's name. */
  bucket: pulumi.Input<string>;
}

/** A data stream that is read: a Stream, an aws.kinesis.Stream, or the ARN of one. */
export interface StreamReference {
  /** The stream's ARN. */
  arn: pulumi.Input<string>;
}

export interface DeliveryStreamArgs extends CommonArgs {
  /** The bucket that takes the records. Default: a DataBucket is created. Serves 45 CFR 164.312(a)(2)(iv). */
  bucket?: BucketReference;
  /** The data stream that records come from. Default: none, and programs send records themselves. */
  source?: StreamReference;
  /**
   * The KMS key of records on their way, and of the log of failures, which CloudWatch Logs must be able to use. Default: one is created, 1 USD a month.
   * Serves 45 CFR 164.312(a)(2)(iv).
   */
  key?: KeyReference;
  /** Where in the bucket records go: an S3 prefix, in which Firehose's expressions such as !{timestamp:yyyy} may stand. Default: by year, month, day and hour. */
  prefix?: string;
  /** Seconds that records are gathered before they are written: 60 to 900, default 300. */
  bufferSeconds?: number;
  /** MiB that are gathered before they are written: 1 to 128, default 64. */
  bufferMebibytes?: number;
  /** Days that the log of failures is kept: 2192, which is six years, to 3653; default 2192. Serves 45 CFR 164.312(b), 164.316(b)(2)(i). */
  logRetentionDays?: number;
}

const argumentTable: ArgumentTable<DeliveryStreamArgs> = {
  ...commonArguments,
  bucket: optional(
    referenceTo<BucketReference>({ bucket: input(text({ maximum: 63, matching: /^[a-z0-9][a-z0-9.-]+$/, described: "a bucket's name" })) }),
  ),
  source: optional(referenceTo<StreamReference>({ arn: arnOf("kinesis") })),
  key: keyArgument,
  prefix: optional(text({ maximum: 1024, matching: /\/$/, described: 'a prefix that ends with "/"' })),
  bufferSeconds: optional(wholeNumber({ minimum: 60, maximum: 900, unit: "seconds" })),
  bufferMebibytes: optional(wholeNumber({ minimum: 1, maximum: 128, unit: "MiB" })),
  logRetentionDays: logRetentionArgument,
};

function together(args: DeliveryStreamArgs, refuse: Refuse): void {
  if (args.prefix?.startsWith("/") === true) refuse("prefix", 'must not begin with "/"');
}

/** Where records go that could not be written as they were meant to. */
const errorPrefix = "failed/!{firehose:error-output-type}/!{timestamp:yyyy/MM/dd}/";
const byHour = "records/!{timestamp:yyyy/MM/dd/HH}/";
/** Firehose finds it by this name in its console too. */
const logStreamName = "DestinationDelivery";

/**
 * Delivers records to a bucket: under a KMS key on their way and there, by a role that writes to that bucket alone, with a log of what could not be delivered.
 * Firehose takes records over TLS 1.2 only. Serves 45 CFR 164.312(a)(1), (a)(2)(iv), (b), (e)(1).
 */
export class DeliveryStream extends pulumi.ComponentResource {
  /** The delivery stream's ARN. */
  readonly arn: pulumi.Output<string>;
  /** The delivery stream's name. */
  readonly deliveryStreamName: pulumi.Output<string>;
  /** The name of the bucket that takes the records. */
  readonly bucket: pulumi.Output<string>;
  /** The name of the log group of failures. */
  readonly logGroupName: pulumi.Output<string>;
  /** The ARN of the KMS key of records on their way. */
  readonly keyArn: pulumi.Output<string>;

  constructor(name: string, args: DeliveryStreamArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    super(
      typeToken("DeliveryStream"),
      name,
      validated("DeliveryStream", name, args, argumentTable, together),
      componentOptions("DeliveryStream", opts),
    );
    const location = locationOf(this);
    const tags = tagsOf(args);
    const keyArn = resolveKey(this, name, args.key, {
      description: `Records on their way through ${name}`,
      through: ["firehose"],
      services: ["logs"],
      ...commonOf(args),
    });
    const { bucket } = args.bucket ?? new DataBucket(`${name}-records`, commonOf(args), { parent: this });
    const deliveryStreamName = physicalName(name, 64);
    const logPath = `/aws/kinesisfirehose/${deliveryStreamName}`;
    const logs = logGroup(this, name, {
      path: logPath,
      keyArn,
      tags,
      ...(args.logRetentionDays !== undefined && { retentionInDays: args.logRetentionDays }),
    });
    const logStream = new aws.cloudwatch.LogStream(
      name,
      { name: logStreamName, logGroupName: logs.name },
      { parent: this, deletedWith: logs },
    );
    const role = deliveryRole(this, name, { location, bucket, logPath, tags, ...(args.source && { sourceArn: args.source.arn }) });
    const delivery = new aws.kinesis.FirehoseDeliveryStream(
      name,
      {
        name: deliveryStreamName,
        destination: "extended_s3",
        // A data stream keeps its records under its own key until they are delivered; Firehose takes no second one.
        ...(args.source
          ? { kinesisSourceConfiguration: { kinesisStreamArn: args.source.arn, roleArn: role.arn } }
          : { serverSideEncryption: { enabled: true, keyType: "CUSTOMER_MANAGED_CMK", keyArn } }),
        extendedS3Configuration: {
          bucketArn: bucketArn(location, bucket),
          roleArn: role.arn,
          prefix: args.prefix ?? byHour,
          errorOutputPrefix: errorPrefix,
          bufferingInterval: args.bufferSeconds ?? 300,
          bufferingSize: args.bufferMebibytes ?? 64,
          compressionFormat: "GZIP",
          cloudwatchLoggingOptions: { enabled: true, logGroupName: logs.name, logStreamName },
        },
        tags,
      },
      { parent: this, dependsOn: [role.policy, logStream], deleteBeforeReplace: true },
    );
    this.arn = arn(location, "firehose", `deliverystream/${deliveryStreamName}`);
    this.deliveryStreamName = delivery.name;
    this.bucket = pulumi.output(bucket);
    this.logGroupName = logs.name;
    this.keyArn = keyArn;
    this.registerOutputs({
      arn: this.arn,
      deliveryStreamName: this.deliveryStreamName,
      bucket: this.bucket,
      logGroupName: this.logGroupName,
      keyArn: this.keyArn,
    });
  }
}
