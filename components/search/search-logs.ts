import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Tags } from "../foundation/classification";
import { arn, type Location } from "../foundation/location";
import { logGroup } from "../foundation/log-group";
import { physicalName } from "../foundation/physical-name";
import { policyDocument } from "../foundation/policy-document";

export interface SearchLogsSettings {
  readonly location: Location;
  readonly domainName: string;
  readonly domainArn: pulumi.Output<string>;
  readonly keyArn: pulumi.Output<string>;
  readonly tags: Tags;
  readonly retentionInDays?: number;
}

export interface SearchLogs {
  readonly options: { readonly logType: string; readonly cloudwatchLogGroupArn: pulumi.Output<string>; readonly enabled: boolean }[];
  /** What the domain must wait for, or OpenSearch finds groups that it may not write to. */
  readonly permission: aws.cloudwatch.LogResourcePolicy;
}

/** Who asked what, what failed, and what took long, by OpenSearch's names and ours. */
const logTypes = {
  AUDIT_LOGS: "audit",
  ES_APPLICATION_LOGS: "application",
  INDEX_SLOW_LOGS: "index-slow",
  SEARCH_SLOW_LOGS: "search-slow",
};

/** Source: Amazon OpenSearch Service Developer Guide, "Monitoring OpenSearch logs with Amazon CloudWatch Logs" (with the policy's conditions). */
export function searchLogs(parent: pulumi.ComponentResource, name: string, settings: SearchLogsSettings): SearchLogs {
  const { location, domainName, domainArn, keyArn, tags, retentionInDays } = settings;
  const path = `/aws/opensearch/${domainName}`;
  const options = Object.entries(logTypes).map(([logType, what]) => ({
    logType,
    enabled: true,
    cloudwatchLogGroupArn: logGroup(parent, `${name}-${what}`, {
      path: `${path}/${what}`,
      keyArn,
      tags,
      ...(retentionInDays !== undefined && { retentionInDays }),
    }).arn,
  }));
  const permission = new aws.cloudwatch.LogResourcePolicy(
    name,
    {
      policyName: physicalName(`${name}-search-logs`, 200),
      policyDocument: policyDocument([
        {
          Sid: "OpenSearchWrites",
          Effect: "Allow",
          Principal: { Service: "es.amazonaws.com" },
          Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:PutLogEventsBatch"],
          Resource: arn(location, "logs", `log-group:${path}/*:*`),
          Condition: { StringEquals: { "aws:SourceAccount": location.accountId }, ArnLike: { "aws:SourceArn": domainArn } },
        },
      ]),
    },
    { parent },
  );
  return { options, permission };
}
