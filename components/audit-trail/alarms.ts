import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Tags } from "../foundation/classification";
import { physicalName } from "../foundation/physical-name";
import type { WatchedActivity } from "./watched-activities";

export interface AlarmSettings {
  /** The trail's log group. */
  readonly logGroupName: pulumi.Input<string>;
  /** The topic that tells people. */
  readonly topicArn: pulumi.Input<string>;
  readonly tags: Tags;
}

/** A metric filter over the trail's log group, and an alarm on what it counts: 0.10 USD a month. */
export function alarmOn(parent: pulumi.ComponentResource, name: string, activity: WatchedActivity, settings: AlarmSettings): void {
  const own = `${name}-${activity.name}`;
  const metric = { namespace: `Audit/${physicalName(name, 200)}`, name: activity.name };
  new aws.cloudwatch.LogMetricFilter(
    own,
    {
      name: physicalName(own, 255),
      logGroupName: settings.logGroupName,
      pattern: activity.pattern,
      metricTransformation: { ...metric, value: "1", defaultValue: "0" },
    },
    { parent },
  );
  new aws.cloudwatch.MetricAlarm(
    own,
    {
      name: physicalName(own, 255),
      alarmDescription: activity.description,
      namespace: metric.namespace,
      metricName: metric.name,
      statistic: "Sum",
      period: 300,
      evaluationPeriods: 1,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: activity.threshold ?? 1,
      treatMissingData: "notBreaching",
      alarmActions: [settings.topicArn],
      tags: settings.tags,
    },
    { parent },
  );
}
