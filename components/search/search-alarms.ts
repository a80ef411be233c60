import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Tags } from "../foundation/classification";
import type { Location } from "../foundation/location";
import { physicalName } from "../foundation/physical-name";
import type { TopicReference } from "../foundation/references";

/** Source: Amazon OpenSearch Service Developer Guide, "Recommended CloudWatch alarms for Amazon OpenSearch Service". */
const alarms = [
  { what: "red", metricName: "ClusterStatus.red", description: "A part of an index is lost: restore it from a snapshot" },
  {
    what: "writes-blocked",
    metricName: "ClusterIndexWritesBlocked",
    description: "Nothing can be written: disks are full, or memory is short",
  },
  { what: "snapshot-failed", metricName: "AutomatedSnapshotFailure", description: "A backup failed" },
  { what: "key-error", metricName: "KMSKeyError", description: "The KMS key is disabled: the domain will be lost" },
  {
    what: "key-inaccessible",
    metricName: "KMSKeyInaccessible",
    description: "The KMS key is deleted, or its grants are: the domain is lost",
  },
];

/** Tells a topic what a domain may be lost by: 45 CFR 164.308(a)(7)(i). Each alarm costs 0.10 USD a month. */
export function searchAlarms(
  parent: pulumi.ComponentResource,
  name: string,
  settings: { readonly location: Location; readonly domainName: string; readonly topic: TopicReference; readonly tags: Tags },
): void {
  const { location, domainName, topic, tags } = settings;
  for (const { what, metricName, description } of alarms) {
    new aws.cloudwatch.MetricAlarm(
      `${name}-${what}`,
      {
        name: physicalName(`${name}-${what}`, 255),
        alarmDescription: description,
        namespace: "AWS/ES",
        metricName,
        dimensions: { DomainName: domainName, ClientId: location.accountId },
        statistic: "Maximum",
        period: 60,
        evaluationPeriods: 1,
        comparisonOperator: "GreaterThanOrEqualToThreshold",
        threshold: 1,
        treatMissingData: "notBreaching",
        alarmActions: [topic.arn],
        tags,
      },
      { parent },
    );
  }
}
