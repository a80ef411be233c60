import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Tags } from "../foundation/classification";
import { awsManagedPolicyArn, type Location } from "../foundation/location";
import { physicalName } from "../foundation/physical-name";
import { policyDocument } from "../foundation/policy-document";

/** Who called what, when, over which TLS, and what came of it; no query, no header and no body. API Gateway Developer Guide, "$context variables". */
export const accessLogFormat = JSON.stringify({
  requestId: "$context.requestId",
  time: "$context.requestTimeEpoch",
  sourceIp: "$context.identity.sourceIp",
  caller: "$context.identity.userArn",
  user: "$context.authorizer.claims.sub",
  principal: "$context.authorizer.principalId",
  method: "$context.httpMethod",
  route: "$context.resourcePath",
  status: "$context.status",
  authorizerError: "$context.authorizer.error",
  tlsVersion: "$context.tlsVersion",
  cipherSuite: "$context.cipherSuite",
  responseLength: "$context.responseLength",
  latency: "$context.responseLatency",
  wafResponse: "$context.wafResponseCode",
});

/**
 * The role with which API Gateway writes logs: one for all APIs of the account in a Region.
 * Source: API Gateway Developer Guide, "Set up CloudWatch API logging using the API Gateway console", "Permissions for CloudWatch logging".
 */
export function accountRole(parent: pulumi.ComponentResource, name: string, location: Location, tags: Tags): aws.apigateway.Account {
  const role = new aws.iam.Role(
    `${name}-logs`,
    {
      name: physicalName(`${name}-api-logs`, 64),
      // API Gateway does not say for which account it asks, and takes no role of another one.
      assumeRolePolicy: policyDocument([
        { Sid: "ServiceTakesRole", Effect: "Allow", Principal: { Service: "apigateway.amazonaws.com" }, Action: "sts:AssumeRole" },
      ]),
      tags,
    },
    { parent, deleteBeforeReplace: true },
  );
  const attached = new aws.iam.RolePolicyAttachment(
    `${name}-logs`,
    { role: role.name, policyArn: awsManagedPolicyArn(location, "service-role/AmazonAPIGatewayPushToCloudWatchLogs") },
    { parent },
  );
  return new aws.apigateway.Account(name, { cloudwatchRoleArn: role.arn }, { parent, dependsOn: attached });
}

/** The log group that API Gateway writes what it does into; it makes one without an end or a key where there is none. */
export function executionLogPath(api: aws.apigateway.RestApi, stageName: string): pulumi.Output<string> {
  return pulumi.interpolate`API-Gateway-Execution-Logs_${api.id}/${stageName}`;
}
