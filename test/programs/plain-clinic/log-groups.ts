import * as aws from "@pulumi/aws";
import { logsKey } from "./keys";

/** Six years contain two leap days at most: 2192 is CloudWatch's first choice that is long enough for 45 CFR 164.316(b)(2)(i). */
const sixYearsInDays = 2192;

export function logGroup(name: string, path: string): aws.cloudwatch.LogGroup {
  return new aws.cloudwatch.LogGroup(name, {
    name: path,
    kmsKeyId: logsKey.arn,
    retentionInDays: sixYearsInDays,
    deletionProtectionEnabled: true,
  });
}
