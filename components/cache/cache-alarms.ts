import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Tags } from "../foundation/classification";
import { physicalName } from "../foundation/physical-name";
import type { TopicReference } from "../foundation/references";

/**
 * What each node tells CloudWatch of. ElastiCache's own notices are no way to tell a topic: it publishes to none that is encrypted.
 * Source: Amazon ElastiCache User Guide, "Metrics for Valkey and Redis OSS"; "Event Notifications and Amazon SNS" (encrypted topics).
 */
const alarms = [
  {
    what: "refused-sign-ins",
    metricName: "AuthenticationFailures",
    statistic: "Sum",
    threshold: 5,
    description: "Five clients in five minutes were not who they said",
  },
  {
    what: "refused-commands",
    metricName: "CommandAuthorizationFailures",
    statistic: "Sum",
    threshold: 5,
    description: "Users tried five commands in five minutes that they may not give",
  },
  {
    what: "memory",
    metricName: "DatabaseMemoryUsagePercentage",
    statistic: "Maximum",
    threshold: 90,
    description: "Memory is nearly full: keys will be dropped, or writes refused",
  },
];

export interface CacheAlarmSettings {
  /** The id of the replication group. */
  readonly groupId: string;
  readonly shards: number;
  /** The nodes of each shard, standby nodes among them. */
  readonly nodesOfShard: number;
  readonly topic: TopicReference;
  readonly tags: Tags;
}

/** The ids that ElastiCache gives a group's nodes: `name-001`, and in several shards `name-0001-001`. */
function nodeIds({ groupId, shards, nodesOfShard }: CacheAlarmSettings): string[] {
  const counted = (count: number, digits: number) => Array.from({ length: count }, (_, index) => String(index + 1).padStart(digits, "0"));
  const nodes = counted(nodesOfShard, 3);
  if (shards === 1) return nodes.map((node) => `${groupId}-${node}`);
  return counted(shards, 4).flatMap((shard) => nodes.map((node) => `${groupId}-${shard}-${node}`));
}

/** Tells a topic of clients that are kept out, 45 CFR 164.308(a)(5)(ii)(C), and of memory that runs out, 45 CFR 164.308(a)(7)(i). */
export function cacheAlarms(parent: pulumi.ComponentResource, name: string, settings: CacheAlarmSettings): void {
  for (const nodeId of nodeIds(settings)) {
    for (const { what, metricName, statistic, threshold, description } of alarms) {
      const node = nodeId.slice(settings.groupId.length + 1);
      new aws.cloudwatch.MetricAlarm(
        `${name}-${node}-${what}`,
        {
          name: physicalName(`${name}-${node}-${what}`, 255),
          alarmDescription: description,
          namespace: "AWS/ElastiCache",
          metricName,
          dimensions: { CacheClusterId: nodeId },
          statistic,
          period: 300,
          evaluationPeriods: 1,
          comparisonOperator: "GreaterThanOrEqualToThreshold",
          threshold,
          treatMissingData: "notBreaching",
          alarmActions: [settings.topic.arn],
          tags: settings.tags,
        },
        { parent },
      );
    }
  }
}
