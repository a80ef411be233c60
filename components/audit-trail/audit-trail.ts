import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { alertTopic } from "../foundation/alert-topic";
import { type ArgumentTable, flag, listOf, objectOf, optional, text, wholeNumber } from "../foundation/checks";
import { Classification, type Tags, tagsOf } from "../foundation/classification";
import { type CommonArgs, commonArguments } from "../foundation/common-arguments";
import { componentOptions, typeToken } from "../foundation/component";
import { emailAddress } from "../foundation/email-address";
import { arn, bucketArn, type Location, locationOf } from "../foundation/location";
import { logGroup } from "../foundation/log-group";
import { physicalName } from "../foundation/physical-name";
import { policyDocument, trustOfServiceWithoutSource } from "../foundation/policy-document";
import { type KeyReference, keyArgument, type LogDestination, logsArgument } from "../foundation/references";
import { resolveKey } from "../foundation/resolve-key";
import { logRetentionArgument } from "../foundation/retention";
import { validated } from "../foundation/validation";
import { LogBucket } from "../log-bucket/log-bucket";
import { alarmOn } from "./alarms";
import { defaultDataEvents, eventSelectors } from "./event-selectors";
import { logReview } from "./log-review";
import { bulkReads, offHoursReads, watchedActivities } from "./watched-activities";

/** The hours in which nobody is expected to read ePHI, in UTC. They may pass midnight. */
export interface NightHours {
  /** The hour at which they begin: 0 to 23. */
  from: number;
  /** The hour at which they end: 0 to 23. */
  to: number;
}

export interface AuditTrailArgs extends CommonArgs {
  /** What the trail is. Default: "internal", since it tells who asked for what and when, and holds no ePHI. */
  classification?: Classification;
  /** E-mail addresses of those who look into alarms and review logs: at least one. Each has to confirm once. Serves 45 CFR 164.308(a)(1)(ii)(D). */
  notify: string[];
  /**
   * Whether the trail records all accounts of the organization. Deploy it from the management account: it owns the trail that a delegated administrator makes
   * too, and bucket and key let the trails of their own account write only. Default: false. Serves 45 CFR 164.312(b).
   */
  organization?: boolean;
  /**
   * Types of resources whose data events are recorded, as CloudTrail names them. Default: objects of S3, tables of DynamoDB, functions of Lambda. AWS takes 0.10 USD
   * for 100,000 of these events. Serves 45 CFR 164.312(b).
   */
  dataEvents?: string[];
  /** How many reads of data stores in five minutes are unusual: 10 to 1000000, default 1000. Serves 45 CFR 164.308(a)(1)(ii)(D). */
  bulkReads?: number;
  /** Hours in which each read raises an alarm. Default: none. Serves 45 CFR 164.308(a)(1)(ii)(D). */
  nightHours?: NightHours;
  /** When the review of logs is due, as EventBridge Scheduler writes it. Default: "cron(0 9 ? * MON *)", Mondays at nine, UTC. Serves 45 CFR 164.308(a)(1)(ii)(D). */
  reviewSchedule?: string;
  /** The KMS key of trail, logs and notices, which CloudTrail, CloudWatch and CloudWatch Logs must be able to use. Default: one is created, 1 USD a month. */
  key?: KeyReference;
  /** The bucket of the trail, which must let CloudTrail write. Default: a LogBucket is created, and one for its own access logs. */
  logs?: LogDestination;
  /** Days that the trail is kept in CloudWatch Logs, and in the bucket that is created: 2192, which is six years, to 3653; default 2192. Serves 45 CFR 164.316(b)(2)(i). */
  logRetentionDays?: number;
}

const hour = wholeNumber({ minimum: 0, maximum: 23, unit: "hours" });

const argumentTable: ArgumentTable<AuditTrailArgs> = {
  ...commonArguments,
  notify: listOf(emailAddress, { minimum: 1, described: "a list of e-mail addresses" }),
  organization: optional(flag()),
  dataEvents: optional(
    listOf(text({ matching: /^AWS::[A-Za-z0-9]+::[A-Za-z0-9]+$/, described: 'a type as CloudTrail names it, "AWS::S3::Object"' }), {
      minimum: 1,
      described: "a list of types",
    }),
  ),
  bulkReads: optional(wholeNumber({ minimum: 10, maximum: 1_000_000, unit: "reads" })),
  nightHours: optional(objectOf<NightHours>({ from: hour, to: hour })),
  reviewSchedule: optional(text({ maximum: 256, matching: /^(cron|rate)\(.+\)$/, described: "a cron(...) or rate(...) expression" })),
  key: keyArgument,
  logs: logsArgument,
  logRetentionDays: logRetentionArgument,
};

/**
 * The record of who did what, 45 CFR 164.312(b): a trail over all Regions with validated, encrypted files in a locked bucket, in CloudWatch Logs, with the
 * data events of stores and with insights; alarms on what must not pass unseen; and the review of logs, with its queries and its reminder.
 * It costs by use: CloudWatch Logs takes about 0.50 USD for a GB of events, insights 0.35 USD for 100,000 events that they look at, an account's second trail
 * 2 USD for 100,000 management events, of which the first one's are free.
 */
export class AuditTrail extends pulumi.ComponentResource {
  /** The ARN of the trail. */
  readonly trailArn: pulumi.Output<string>;
  /** The name of the bucket of the trail. */
  readonly bucket: pulumi.Output<string>;
  /** The name of the trail's log group. */
  readonly logGroupName: pulumi.Output<string>;
  /** The ARN of the topic of alarms and reminders. */
  readonly topicArn: pulumi.Output<string>;
  /** The ARN of the KMS key. */
  readonly keyArn: pulumi.Output<string>;
  /** Where records of reviews belong: `s3://bucket/log-reviews/`. */
  readonly reviewRecords: pulumi.Output<string>;

  constructor(name: string, args: AuditTrailArgs, opts?: pulumi.ComponentResourceOptions) {
    super(
      typeToken("AuditTrail"),
      name,
      validated(
        "AuditTrail",
        name,
        args,
        argumentTable,
        ({ nightHours, dataEvents }, refuse) => {
          if (nightHours && nightHours.from === nightHours.to) refuse("nightHours.to", "must be another hour than nightHours.from");
          if (dataEvents && !dataEvents.includes("AWS::S3::Object")) {
            refuse("dataEvents", 'must hold "AWS::S3::Object": objects are where ePHI is read unseen');
          }
        },
        Classification.Internal,
      ),
      componentOptions("AuditTrail", opts),
    );
    const location = locationOf(this);
    const classification = args.classification ?? Classification.Internal;
    const common = { classification, ...(args.tags && { tags: args.tags }) };
    const tags = tagsOf(args, classification);
    const keyArn = resolveKey(this, name, args.key, {
      description: `The audit trail ${name}`,
      services: ["cloudtrail", "cloudwatch", "logs"],
      ...common,
    });
    const retention = args.logRetentionDays === undefined ? {} : { logRetentionDays: args.logRetentionDays };
    const logs: LogDestination = args.logs ?? trailBucket(this, name, { ...common, ...retention, key: { arn: keyArn } });
    const path = `/aws/cloudtrail/${physicalName(name, 200)}`;
    const group = logGroup(this, name, {
      path,
      keyArn,
      tags,
      ...(args.logRetentionDays !== undefined && { retentionInDays: args.logRetentionDays }),
    });
    const deliverer = deliveryRole(this, name, { location, tags, path });
    const trail = new aws.cloudtrail.Trail(
      name,
      {
        name: physicalName(name, 128),
        s3BucketName: logs.bucket,
        isMultiRegionTrail: true,
        isOrganizationTrail: args.organization ?? false,
        includeGlobalServiceEvents: true,
        enableLogging: true,
        enableLogFileValidation: true,
        kmsKeyId: keyArn,
        cloudWatchLogsGroupArn: pulumi.interpolate`${group.arn}:*`,
        cloudWatchLogsRoleArn: deliverer.role.arn,
        advancedEventSelectors: eventSelectors(args.dataEvents ?? defaultDataEvents, bucketArn(location, logs.bucket)),
        insightSelectors: [{ insightType: "ApiCallRateInsight" }, { insightType: "ApiErrorRateInsight" }],
        tags,
      },
      // CloudTrail asks at once whether it may write: into the bucket, by its policy, and into the log group, by the role's.
      { parent: this, protect: true, dependsOn: [deliverer.allowed, ...(logs instanceof LogBucket ? [logs] : [])] },
    );
    const topicArn = alertTopic(this, name, { location, keyArn, tags, emails: args.notify });
    const watched = [
      ...watchedActivities,
      bulkReads(args.bulkReads ?? 1000),
      ...(args.nightHours ? [offHoursReads(args.nightHours.from, args.nightHours.to)] : []),
    ];
    for (const activity of watched) alarmOn(this, name, activity, { logGroupName: group.name, topicArn, tags });
    this.trailArn = trail.arn;
    this.bucket = pulumi.output(logs.bucket);
    this.logGroupName = group.name;
    this.topicArn = topicArn;
    this.keyArn = keyArn;
    this.reviewRecords = pulumi.interpolate`s3://${logs.bucket}/log-reviews/`;
    logReview(this, name, {
      location,
      logGroupName: group.name,
      topicArn,
      keyArn,
      records: this.reviewRecords,
      schedule: args.reviewSchedule ?? "cron(0 9 ? * MON *)",
      tags,
    });
    this.registerOutputs({
      trailArn: this.trailArn,
      bucket: this.bucket,
      logGroupName: this.logGroupName,
      topicArn: this.topicArn,
      keyArn: this.keyArn,
      reviewRecords: this.reviewRecords,
    });
  }
}

/** The trail's bucket, and one that takes its access logs: who looked at the record is recorded too. */
function trailBucket(
  parent: pulumi.ComponentResource,
  name: string,
  args: CommonArgs & { readonly key: KeyReference; readonly logRetentionDays?: number },
): LogBucket {
  const { key, ...common } = args;
  const logs = new LogBucket(`${name}-access`, { writers: ["s3"], ...common }, { parent });
  return new LogBucket(name, { writers: ["cloudtrail"], key, logs, ...common }, { parent });
}

interface DeliveryRoleSettings {
  readonly location: Location;
  readonly tags: Tags;
  readonly path: string;
}

/** The role with which CloudTrail writes into the log group. Source: CloudTrail User Guide, "Role policy document for CloudTrail to use CloudWatch Logs for monitoring". */
function deliveryRole(parent: pulumi.ComponentResource, name: string, { location, tags, path }: DeliveryRoleSettings) {
  const roleName = physicalName(`${name}-delivery`, 64);
  const options = { parent };
  const role = new aws.iam.Role(
    `${name}-delivery`,
    { name: roleName, assumeRolePolicy: trustOfServiceWithoutSource("cloudtrail"), tags },
    options,
  );
  const policy = new aws.iam.Policy(
    `${name}-delivery`,
    {
      name: roleName,
      policy: policyDocument([
        {
          Sid: "WriteTrail",
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
          Resource: arn(location, "logs", `log-group:${path}:log-stream:*`),
        },
      ]),
      tags,
    },
    options,
  );
  const allowed = new aws.iam.RolePolicyAttachment(`${name}-delivery`, { role: role.name, policyArn: policy.arn }, options);
  return { role, allowed };
}
