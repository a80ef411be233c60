import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Tags } from "../foundation/classification";
import { keyUse } from "../foundation/key-use";
import { arn, type Location } from "../foundation/location";
import { physicalName } from "../foundation/physical-name";
import { policyDocument, trustOfService } from "../foundation/policy-document";
import { reviewQueries } from "./review-queries";

export interface LogReviewSettings {
  readonly location: Location;
  readonly logGroupName: pulumi.Output<string>;
  /** The topic whose readers are reminded. */
  readonly topicArn: pulumi.Output<string>;
  /** Where the review's record is put, `s3://bucket/log-reviews/`. */
  readonly records: pulumi.Output<string>;
  /** The ARN of the key of the reminder. */
  readonly keyArn: pulumi.Output<string>;
  /** When, as a cron or rate expression of EventBridge Scheduler in UTC. */
  readonly schedule: string;
  readonly tags: Tags;
}

/**
 * The scheduled review of logs, 45 CFR 164.308(a)(1)(ii)(D): saved queries, and a reminder to whoever reads the topic. The review is a person's work;
 * its record, with date, reviewer and outcome, belongs where `records` says.
 */
export function logReview(parent: pulumi.ComponentResource, name: string, settings: LogReviewSettings): void {
  const { location, topicArn, tags } = settings;
  for (const [query, { text: queryString }] of Object.entries(reviewQueries)) {
    new aws.cloudwatch.QueryDefinition(
      `${name}-${query}`,
      { name: `log-review/${physicalName(name, 200)}/${query}`, logGroupNames: [settings.logGroupName], queryString },
      { parent },
    );
  }
  const scheduleName = physicalName(`${name}-review`, 64);
  const roleName = scheduleName;
  const role = new aws.iam.Role(
    `${name}-review`,
    { name: roleName, assumeRolePolicy: trustOfService(location, "scheduler"), tags },
    { parent },
  );
  const policy = new aws.iam.Policy(
    `${name}-review`,
    {
      name: roleName,
      policy: policyDocument([
        keyUse("DecryptSchedule", "kms:Decrypt", {
          location,
          service: "scheduler",
          context: { "aws:scheduler:schedule:arn": arn(location, "scheduler", `schedule/default/${scheduleName}`) },
        }),
        { Sid: "Remind", Effect: "Allow", Action: "sns:Publish", Resource: topicArn },
        keyUse("EncryptReminder", ["kms:Decrypt", "kms:GenerateDataKey"], {
          location,
          service: "sns",
          context: { "aws:sns:topicArn": topicArn },
        }),
      ]),
      tags,
    },
    { parent },
  );
  const attached = new aws.iam.RolePolicyAttachment(`${name}-review`, { role: role.name, policyArn: policy.arn }, { parent });
  new aws.scheduler.Schedule(
    `${name}-review`,
    {
      name: scheduleName,
      kmsKeyArn: settings.keyArn,
      description: "Reminds of the review of logs, 45 CFR 164.308(a)(1)(ii)(D)",
      scheduleExpression: settings.schedule,
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: topicArn,
        roleArn: role.arn,
        input: pulumi.interpolate`The review of logs is due. Run phiguard review, which asks the queries and keeps the record; or ask the saved queries log-review/${physicalName(name, 200)}/* in CloudWatch Logs Insights, and put the record (date, reviewer, what was looked at, outcome) into ${settings.records}`,
      },
    },
    { parent, dependsOn: attached },
  );
}
