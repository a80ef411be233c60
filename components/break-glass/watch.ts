import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Tags } from "../foundation/classification";
import { arn, type Location } from "../foundation/location";
import { logGroup } from "../foundation/log-group";
import { physicalName } from "../foundation/physical-name";
import { policyDocument } from "../foundation/policy-document";

export interface WatchSettings {
  readonly location: Location;
  readonly keyArn: pulumi.Input<string>;
  readonly tags: Tags;
  readonly topicArn: pulumi.Output<string>;
  readonly roleName: string;
  readonly roleArn: pulumi.Output<string>;
}

const writers = ["events.amazonaws.com", "delivery.logs.amazonaws.com"];

/**
 * Tells of each use of a role, and records what it did. Answers the log group with the record.
 * Source of the events: IAM User Guide, "Logging IAM and AWS STS API calls with AWS CloudTrail" (AssumeRole, SwitchRole, sessionIssuer);
 * of calls that read: EventBridge User Guide, "Receiving read-only management events from AWS services";
 * of the permission: EventBridge User Guide, "CloudWatch Logs permissions" for rules (log groups under /aws/events/); @pulumi/aws, cloudwatch.EventTarget
 * (which of its calls carries the rule's ARN).
 */
export function watch(parent: pulumi.ComponentResource, name: string, settings: WatchSettings): aws.cloudwatch.LogGroup {
  const { location, roleName, roleArn, tags } = settings;
  const path = `/aws/events/${physicalName(name, 200)}`;
  const logs = logGroup(parent, name, { path, keyArn: settings.keyArn, tags });
  const logsArn = arn(location, "logs", `log-group:${path}`);
  const ruleNames = { taken: `${physicalName(name, 50)}-taken`, used: `${physicalName(name, 50)}-used` };
  const mayWrite = new aws.cloudwatch.LogResourcePolicy(
    name,
    {
      policyName: physicalName(name, 200),
      policyDocument: policyDocument([
        {
          Sid: "EventBridgeWrites",
          Effect: "Allow",
          Principal: { Service: writers },
          Action: "logs:PutLogEvents",
          Resource: pulumi.interpolate`${logsArn}:*`,
          Condition: { ArnEquals: { "aws:SourceArn": Object.values(ruleNames).map((rule) => arn(location, "events", `rule/${rule}`)) } },
        },
        // EventBridge says which rule it acts for where it writes, and not where it makes the stream that it writes to.
        {
          Sid: "EventBridgeMakesStreams",
          Effect: "Allow",
          Principal: { Service: writers },
          Action: "logs:CreateLogStream",
          Resource: pulumi.interpolate`${logsArn}:*`,
        },
      ]),
    },
    { parent },
  );
  const recorded = (what: keyof typeof ruleNames, description: string, eventPattern: unknown): aws.cloudwatch.EventRule => {
    const created = new aws.cloudwatch.EventRule(
      `${name}-${what}`,
      {
        name: ruleNames[what],
        description,
        eventPattern: pulumi.jsonStringify(eventPattern),
        // Else EventBridge leaves out calls that read: Get, List and Describe.
        state: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
        tags,
      },
      { parent },
    );
    new aws.cloudwatch.EventTarget(`${name}-${what}-record`, { rule: created.name, arn: logsArn }, { parent, dependsOn: mayWrite });
    return created;
  };
  const session = pulumi.interpolate`arn:${location.partition}:sts::${location.accountId}:assumed-role/${roleName}/`;
  const taken = recorded("taken", "Somebody took the role for emergencies", {
    $or: [
      { source: ["aws.sts"], detail: { eventName: ["AssumeRole"], requestParameters: { roleArn: [roleArn] } } },
      { source: ["aws.signin"], detail: { eventName: ["SwitchRole"], userIdentity: { arn: [{ prefix: session }] } } },
    ],
  });
  recorded("used", "Somebody did something with the role for emergencies", {
    detail: { userIdentity: { sessionContext: { sessionIssuer: { arn: [roleArn] } } } },
  });
  new aws.cloudwatch.MetricAlarm(
    name,
    {
      name: physicalName(`${name}-taken`, 255),
      alarmDescription: "Somebody took the role for emergencies",
      namespace: "AWS/Events",
      metricName: "MatchedEvents",
      dimensions: { RuleName: taken.name },
      statistic: "Sum",
      period: 60,
      evaluationPeriods: 1,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      treatMissingData: "notBreaching",
      alarmActions: [settings.topicArn],
      tags,
    },
    { parent },
  );
  return logs;
}
