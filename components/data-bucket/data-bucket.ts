import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type ArgumentTable, flag, objectOf, oneOf, optional, wholeNumber } from "../foundation/checks";
import { tagsOf } from "../foundation/classification";
import { closedBucket } from "../foundation/closed-bucket";
import { type CommonArgs, commonArguments } from "../foundation/common-arguments";
import { componentOptions, typeToken } from "../foundation/component";
import { askForException, type ExceptionEntry, exceptionArgument, exceptionTags } from "../foundation/exception";
import { locationOf } from "../foundation/location";
import { bucketNameOf } from "../foundation/physical-name";
import { type KeyReference, keyArgument, type LogDestination, logsArgument } from "../foundation/references";
import { resolveKey } from "../foundation/resolve-key";
import { type Refuse, validated } from "../foundation/validation";
import { LogBucket } from "../log-bucket/log-bucket";
import { type Replication, replicate, replicationArgument } from "./replication";

/** How long nobody can change or delete an object. */
export interface ObjectLock {
  /** "COMPLIANCE": nobody can, the account's root user neither. "GOVERNANCE": whoever has s3:BypassGovernanceRetention can. */
  mode: string;
  /** Days from an object's making: 1 to 36500. What a law on medical records asks for is the site's to know. */
  days: number;
}

export interface DataBucketArgs extends CommonArgs {
  /** The KMS key of the objects. Default: one is created, 1 USD a month. Serves 45 CFR 164.312(a)(2)(iv). */
  key?: KeyReference;
  /** The bucket that takes the access logs. Default: a LogBucket is created. Serves 45 CFR 164.312(b), 164.308(a)(1)(ii)(D). */
  logs?: LogDestination;
  /**
   * Makes the objects records: nobody can change or delete them for so long. It cannot be taken back later, and a bucket with records in it cannot be
   * deleted. Default: none, since data that is worked on changes. Serves 45 CFR 164.312(c)(1).
   */
  objectLock?: ObjectLock;
  /** Copies every object into another bucket. Default: none; S3 keeps objects in three zones of one Region. Serves 45 CFR 164.308(a)(7)(ii)(B). */
  replication?: Replication;
  /** Days until a version that was replaced or deleted goes to cold storage (Glacier Instant Retrieval): 1 to 365, default 90. It costs about a sixth there. */
  coldVersionsAfterDays?: number;
  /** Days until a version that was replaced or deleted is gone for good: 30 to 36500. Default: never. */
  expireVersionsAfterDays?: number;
  /** Whether Pulumi may destroy the bucket with the objects in it; needs `exception`. Default: false, and the bucket is protected. Serves 45 CFR 164.312(c)(1). */
  forceDestroy?: boolean;
  /** Why a safeguard is weakened; asked for with `forceDestroy`. */
  exception?: ExceptionEntry;
}

const argumentTable: ArgumentTable<DataBucketArgs> = {
  ...commonArguments,
  key: keyArgument,
  logs: logsArgument,
  objectLock: optional(
    objectOf<ObjectLock>({
      mode: oneOf(["COMPLIANCE", "GOVERNANCE"]),
      days: wholeNumber({ minimum: 1, maximum: 36500, unit: "days" }),
    }),
  ),
  replication: optional(replicationArgument),
  coldVersionsAfterDays: optional(wholeNumber({ minimum: 1, maximum: 365, unit: "days" })),
  expireVersionsAfterDays: optional(wholeNumber({ minimum: 30, maximum: 36500, unit: "days" })),
  forceDestroy: optional(flag()),
  exception: exceptionArgument,
};

const defaultColdVersionsAfterDays = 90;

function together(args: DataBucketArgs, refuse: Refuse): void {
  const { objectLock, expireVersionsAfterDays, forceDestroy, coldVersionsAfterDays = defaultColdVersionsAfterDays } = args;
  if (forceDestroy === true && objectLock) refuse("forceDestroy", "does not go with objectLock, which keeps the objects");
  if (expireVersionsAfterDays !== undefined && expireVersionsAfterDays <= coldVersionsAfterDays) {
    refuse("expireVersionsAfterDays", `must be more than coldVersionsAfterDays, which is ${coldVersionsAfterDays}`);
  }
  askForException(forceDestroy === true ? { forceDestroy: "lets objects be destroyed" } : {}, args.exception, refuse);
}

/**
 * A bucket for ePHI: a KMS key, TLS 1.2 only, no public access, no ACLs, versions, access logs kept six years, events on EventBridge, and on demand
 * Object Lock and a copy in another Region. Take its events by an aws.cloudwatch.EventRule: S3 keeps one notification configuration for a bucket, and an
 * aws.s3.BucketNotification of your own would overwrite the one that is here. Serves 45 CFR 164.312(a)(1), (a)(2)(iv), (b), (c)(1), (e)(1).
 */
export class DataBucket extends pulumi.ComponentResource {
  /** The bucket's name. */
  readonly bucket: pulumi.Output<string>;
  /** The bucket's ARN. */
  readonly arn: pulumi.Output<string>;
  /** The ARN of the KMS key of its objects. */
  readonly keyArn: pulumi.Output<string>;
  /** The name of the bucket that takes its access logs. */
  readonly logBucket: pulumi.Output<string>;

  constructor(name: string, args: DataBucketArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    super(
      typeToken("DataBucket"),
      name,
      validated("DataBucket", name, args, argumentTable, together),
      componentOptions("DataBucket", opts),
    );
    const location = locationOf(this);
    const tags = { ...(args.objectLock && { Purpose: "records" }), ...tagsOf(args), ...exceptionTags(args.exception) };
    const keyArn = resolveKey(this, name, args.key, {
      description: `Objects in ${name}`,
      through: ["s3"],
      ...(args.tags && { tags: args.tags }),
      ...(args.classification && { classification: args.classification }),
    });
    const logs = args.logs ?? new LogBucket(`${name}-logs`, { writers: ["s3"], ...(args.tags && { tags: args.tags }) }, { parent: this });
    const bucketName = bucketNameOf(name, location);
    const { bucket, ...told } = closedBucket(this, name, {
      location,
      bucketName,
      tags,
      keyArn,
      forceDestroy: args.forceDestroy ?? false,
      ...(args.objectLock && { lock: args.objectLock }),
      statements: [],
      lifecycleRules: [
        {
          id: "earlier-versions",
          status: "Enabled",
          noncurrentVersionTransitions: [
            { noncurrentDays: args.coldVersionsAfterDays ?? defaultColdVersionsAfterDays, storageClass: "GLACIER_IR" },
          ],
          ...(args.expireVersionsAfterDays !== undefined && {
            noncurrentVersionExpiration: { noncurrentDays: args.expireVersionsAfterDays },
          }),
        },
      ],
    });
    new aws.s3.BucketLogging(
      name,
      { bucket: bucket.id, targetBucket: logs.bucket, targetPrefix: `s3/${name}/` },
      { parent: this, deletedWith: bucket },
    );
    if (args.replication) {
      const locked = args.objectLock !== undefined;
      replicate(this, name, { location, bucket, readyName: told.name, bucketName, locked, tags }, args.replication);
    }
    this.bucket = told.name;
    this.arn = told.arn;
    this.keyArn = keyArn;
    this.logBucket = pulumi.output(logs.bucket);
    this.registerOutputs({ bucket: this.bucket, arn: this.arn, keyArn: this.keyArn, logBucket: this.logBucket });
  }
}
