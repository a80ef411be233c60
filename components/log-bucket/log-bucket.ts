import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type ArgumentTable, flag, listOf, oneOf, optional, wholeNumber } from "../foundation/checks";
import { Classification, tagsOf } from "../foundation/classification";
import { closedBucket } from "../foundation/closed-bucket";
import { type CommonArgs, commonArguments } from "../foundation/common-arguments";
import { componentOptions, typeToken } from "../foundation/component";
import { askForException, type ExceptionEntry, exceptionArgument, exceptionTags } from "../foundation/exception";
import { bucketArn, locationOf } from "../foundation/location";
import { bucketNameOf } from "../foundation/physical-name";
import type { Statement } from "../foundation/policy-document";
import { type KeyReference, keyArgument, type LogDestination, logsArgument } from "../foundation/references";
import { resolveKey } from "../foundation/resolve-key";
import { logRetentionArgument, SIX_YEARS_IN_DAYS } from "../foundation/retention";
import { type Refuse, validated } from "../foundation/validation";
import { isWriterName, principalsOf, type WriterName, withoutKms, withoutLock, writerNames, writerStatements } from "./writers";

export interface LogBucketArgs extends CommonArgs {
  /**
   * What the data is. Default: "internal", since the logs that AWS writes tell who asked for what and when, and hold no ePHI. Say "ephi" where
   * names of objects or paths of addresses do; then bring `logs`, and leave "s3" and "load-balancer" out of `writers`, which cannot write under a KMS key.
   */
  classification?: Classification;
  /**
   * The AWS services that write here by themselves: "s3" (server access logs), "load-balancer" (Application and Classic), "log-delivery" (flow logs,
   * Network Load Balancers, WAF, Route 53 Resolver, CloudFront), "cloudtrail", "config". Default: "s3", "load-balancer" and "log-delivery". Roles need no
   * mention. They decide what the bucket can be: with "s3" or "load-balancer" S3's own keys encrypt it, else a KMS key; with "s3" or "config" the policy
   * refuses every deletion, else Object Lock does.
   */
  writers?: string[];
  /** The KMS key of the logs, where all writers can use one. Default: one is created, 1 USD a month. Serves 45 CFR 164.312(a)(2)(iv). */
  key?: KeyReference;
  /** The bucket that takes the access logs of this one. Default: none, which the pack asks for only where this bucket holds ePHI. Serves 45 CFR 164.312(b). */
  logs?: LogDestination;
  /** Days that logs are kept: 2192, which is six years, to 3653; default 2192. Serves 45 CFR 164.316(b)(2)(i). S3 takes about 0.004 USD a month for a GB in cold storage. */
  retentionDays?: number;
  /** Days until a log goes to cold storage (Glacier Instant Retrieval), from which it is still read at once: 0 to 365, default 90. */
  coldStorageAfterDays?: number;
  /**
   * "COMPLIANCE" (default): nobody deletes a log before its time, the account's root user neither, and so nobody can delete the bucket.
   * "GOVERNANCE", for whoever has s3:BypassGovernanceRetention to be able to, needs `exception`. Serves 45 CFR 164.312(c)(1).
   */
  lockMode?: string;
  /** Whether Pulumi may destroy the bucket with the logs in it; needs `exception`. Default: false, and the bucket is protected. */
  forceDestroy?: boolean;
  /** Why a safeguard is weakened; asked for with `lockMode` and `forceDestroy`. */
  exception?: ExceptionEntry;
}

const defaultWriters: readonly WriterName[] = ["s3", "load-balancer", "log-delivery"];

const argumentTable: ArgumentTable<LogBucketArgs> = {
  ...commonArguments,
  writers: optional(listOf(oneOf(writerNames), { minimum: 1, described: "a list of writers" })),
  key: keyArgument,
  logs: logsArgument,
  retentionDays: logRetentionArgument,
  coldStorageAfterDays: optional(wholeNumber({ minimum: 0, maximum: 365, unit: "days" })),
  lockMode: optional(oneOf(["COMPLIANCE", "GOVERNANCE"])),
  forceDestroy: optional(flag()),
  exception: exceptionArgument,
};

function writersOf(args: LogBucketArgs): readonly WriterName[] {
  return args.writers?.filter(isWriterName) ?? defaultWriters;
}

function together(args: LogBucketArgs, refuse: Refuse): void {
  const writers = writersOf(args);
  const [unlocked] = withoutLock(writers);
  const [unkeyed] = withoutKms(writers);
  if (args.key && unkeyed) refuse("key", `does not go with the writer "${unkeyed}", which cannot write under a KMS key`);
  if (args.classification === Classification.Ephi && unkeyed) {
    refuse("classification", `cannot be "ephi" with the writer "${unkeyed}", which cannot write under a KMS key`);
  }
  if (args.classification === Classification.Ephi && !args.logs)
    refuse("logs", 'is missing: who reads ePHI is logged, and classification is "ephi"');
  if (args.lockMode !== undefined && unlocked) {
    refuse("lockMode", `does not go with the writer "${unlocked}", which cannot write where Object Lock retains objects`);
  }
  if (args.forceDestroy === true && !unlocked && args.lockMode !== "GOVERNANCE") {
    refuse("forceDestroy", 'does not go with a lock that nobody can lift; set lockMode to "GOVERNANCE" as well');
  }
  askForException(
    {
      ...(args.lockMode === "GOVERNANCE" && { lockMode: "lets some people delete logs" }),
      ...(args.forceDestroy === true && { forceDestroy: "lets logs be destroyed" }),
    },
    args.exception,
    refuse,
  );
}

/**
 * A bucket that keeps logs for six years, 45 CFR 164.316(b)(2)(i), and lets nobody change or delete them, 45 CFR 164.312(c)(1): versions, Object Lock
 * where its writers can live with it and a policy against deletion where not, cold storage, TLS 1.2 only, no public access, and the encryption that its
 * writers can use.
 */
export class LogBucket extends pulumi.ComponentResource {
  /** The bucket's name. */
  readonly bucket: pulumi.Output<string>;
  /** The bucket's ARN. */
  readonly arn: pulumi.Output<string>;
  /** The ARN of the KMS key; empty where S3's own keys encrypt. */
  readonly keyArn: pulumi.Output<string>;

  constructor(name: string, args: LogBucketArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    super(
      typeToken("LogBucket"),
      name,
      validated("LogBucket", name, args, argumentTable, together, Classification.Internal),
      componentOptions("LogBucket", opts),
    );
    const location = locationOf(this);
    const writers = writersOf(args);
    const locks = withoutLock(writers).length === 0;
    const forceDestroy = args.forceDestroy ?? false;
    const retentionDays = args.retentionDays ?? SIX_YEARS_IN_DAYS;
    const coldStorageAfterDays = args.coldStorageAfterDays ?? 90;
    const tags = {
      // The mark by which the pack asks for Object Lock.
      ...(locks && { Purpose: "audit-logs" }),
      ...tagsOf(args, Classification.Internal),
      ...exceptionTags(args.exception),
    };
    const keyArn =
      withoutKms(writers).length > 0
        ? undefined
        : resolveKey(this, name, args.key, {
            description: `Logs in ${name}`,
            services: principalsOf(writers),
            ...(args.tags && { tags: args.tags }),
            classification: args.classification ?? Classification.Internal,
          });
    const bucketName = bucketNameOf(name, location);
    const { bucket, ...told } = closedBucket(this, name, {
      location,
      bucketName,
      tags,
      forceDestroy,
      ...(keyArn && { keyArn }),
      ...(locks && { lock: { mode: args.lockMode ?? "COMPLIANCE", days: retentionDays } }),
      statements: [
        ...writerStatements(writers, bucketName, location),
        ...(locks || forceDestroy
          ? []
          : [refuseDeletion(bucketArn(location, bucketName), bucketArn(location, pulumi.interpolate`${bucketName}/*`))]),
      ],
      lifecycleRules: [
        {
          id: "keep-logs",
          status: "Enabled",
          transitions: [{ days: coldStorageAfterDays, storageClass: "GLACIER_IR" }],
          expiration: { days: retentionDays },
          // A lock keeps each version for its time. Without one an overwritten log must outlast the one that took its place.
          noncurrentVersionExpiration: { noncurrentDays: locks ? 1 : retentionDays },
        },
        { id: "remove-delete-markers", status: "Enabled", expiration: { expiredObjectDeleteMarker: true } },
      ],
    });
    if (args.logs) {
      new aws.s3.BucketLogging(
        name,
        { bucket: bucket.id, targetBucket: args.logs.bucket, targetPrefix: `s3/${name}/` },
        { parent: this, deletedWith: bucket },
      );
    }
    this.bucket = told.name;
    this.arn = told.arn;
    this.keyArn = keyArn ?? pulumi.output("");
    this.registerOutputs({ bucket: this.bucket, arn: this.arn, keyArn: this.keyArn });
  }
}

/** What Object Lock does where it cannot be: no object is deleted but by the lifecycle, to which no policy applies. */
function refuseDeletion(bucket: pulumi.Output<string>, objects: pulumi.Output<string>): Statement {
  return {
    Sid: "RefuseDeletion",
    Effect: "Deny",
    Principal: "*",
    Action: ["s3:DeleteBucket", "s3:DeleteObject", "s3:DeleteObjectVersion"],
    Resource: [bucket, objects],
  };
}
