import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { iamArn, type Location } from "../foundation/location";
import { type Condition, policyDocument, type Statement } from "../foundation/policy-document";
import { type ApiFunction, invocation } from "./routes";

export interface CallersArgs {
  readonly userPoolArns?: pulumi.Input<string>[];
  readonly authorizer?: ApiFunction;
  readonly allowedRanges?: string[];
  readonly vpcEndpointIds?: pulumi.Input<string>[];
}

/** Minutes of 60 seconds for which an answer of the authorizer's function holds. */
const authorizerSeconds = 300;

/** How callers are asked who they are: by a token of a user pool, by a function, or by AWS's own signature. 45 CFR 164.312(d). */
export function authorization(args: CallersArgs): string {
  if (args.userPoolArns) return "COGNITO_USER_POOLS";
  return args.authorizer ? "CUSTOM" : "AWS_IAM";
}

/** The authorizer that asks, where it is not AWS itself. */
export function authorizerOf(
  parent: pulumi.ComponentResource,
  name: string,
  args: CallersArgs,
  api: aws.apigateway.RestApi,
  location: Location,
): pulumi.Output<string> | undefined {
  const { userPoolArns, authorizer } = args;
  const common = { name: "callers", restApi: api.id, identitySource: "method.request.header.Authorization" };
  if (userPoolArns) {
    return new aws.apigateway.Authorizer(name, { ...common, type: "COGNITO_USER_POOLS", providerArns: userPoolArns }, { parent }).id;
  }
  if (!authorizer) return undefined;
  const created = new aws.apigateway.Authorizer(
    name,
    {
      ...common,
      type: "TOKEN",
      authorizerUri: invocation(authorizer, location),
      authorizerResultTtlInSeconds: authorizerSeconds,
    },
    { parent },
  );
  new aws.lambda.Permission(
    `${name}-authorizer`,
    {
      action: "lambda:InvokeFunction",
      function: authorizer.functionName,
      principal: "apigateway.amazonaws.com",
      sourceArn: created.arn,
    },
    { parent },
  );
  return created.id;
}

/**
 * From where the API is called: named ranges, or named endpoints in a VPC. Whoever comes from elsewhere is refused, whatever other policies say.
 * Source: API Gateway Developer Guide, "API Gateway resource policy examples" and "How API Gateway resource policies affect authorization workflow": where AWS's own
 * signature is asked for, everyone would mean every account, so that only this account is named.
 */
export function resourcePolicy(args: CallersArgs, location: Location): pulumi.Output<string> {
  const key = args.vpcEndpointIds ? "aws:SourceVpce" : "aws:SourceIp";
  const values = args.vpcEndpointIds ?? args.allowedRanges ?? [];
  const [from, notFrom]: [Condition, Condition] = args.vpcEndpointIds
    ? [{ StringEquals: { [key]: values } }, { StringNotEquals: { [key]: values } }]
    : [{ IpAddress: { [key]: values } }, { NotIpAddress: { [key]: values } }];
  const common = { Action: "execute-api:Invoke", Resource: "execute-api:/*" };
  const statements: Statement[] = [
    {
      Sid: "CallFromHere",
      Effect: "Allow",
      Principal: authorization(args) === "AWS_IAM" ? { AWS: iamArn(location, "root") } : { AWS: "*" },
      ...common,
      Condition: from,
    },
    { Sid: "RefuseOthers", Effect: "Deny", Principal: "*", ...common, Condition: notFrom },
  ];
  return policyDocument(statements);
}
