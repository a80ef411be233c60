import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Tags } from "../foundation/classification";
import { keyUse } from "../foundation/key-use";
import { arn, type Location } from "../foundation/location";
import { type Permission, permissionStatements, secretStatements } from "../foundation/permissions";
import { physicalName } from "../foundation/physical-name";
import { policyDocument, type Statement } from "../foundation/policy-document";

export interface FunctionRoleSettings {
  readonly location: Location;
  /** The function's name in AWS. */
  readonly functionName: string;
  readonly logPath: string;
  readonly deadLetterArn: pulumi.Input<string>;
  readonly permissions: readonly Permission[];
  readonly secrets: Readonly<Record<string, pulumi.Input<string>>>;
  readonly tags: Tags;
}

const interfaceActions = [
  "ec2:AssignPrivateIpAddresses",
  "ec2:CreateNetworkInterface",
  "ec2:DeleteNetworkInterface",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeSubnets",
  "ec2:UnassignPrivateIpAddresses",
];

/** A role, and the policy that has to be there before the function is: Lambda checks that it may join the network and send dead letters. */
export interface FunctionRole {
  readonly role: aws.iam.Role;
  readonly policy: aws.iam.RolePolicy;
}

/** The role of one function: what it asked for, its own log group, dead letters and traces, and nothing else. 45 CFR 164.312(a)(1), 164.308(a)(4)(ii)(B). */
export function functionRole(parent: pulumi.ComponentResource, name: string, settings: FunctionRoleSettings): FunctionRole {
  const { location, deadLetterArn } = settings;
  const role = new aws.iam.Role(
    name,
    {
      name: physicalName(`${name}-function`, 64),
      // Lambda sends no source account when it takes a role, and takes none of other accounts.
      assumeRolePolicy: policyDocument([
        { Sid: "ServiceTakesRole", Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
      ]),
      tags: settings.tags,
    },
    { parent, deleteBeforeReplace: true },
  );
  const policy = new aws.iam.RolePolicy(
    name,
    {
      role: role.name,
      policy: policyDocument([
        ...permissionStatements(settings.permissions, location),
        ...secretStatements(settings.secrets, location),
        {
          Sid: "WriteLogs",
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
          Resource: arn(location, "logs", `log-group:${settings.logPath}:*`),
        },
        { Sid: "KeepFailures", Effect: "Allow", Action: "sqs:SendMessage", Resource: deadLetterArn },
        keyUse("KeyOfFailures", ["kms:Decrypt", "kms:GenerateDataKey"], {
          location,
          service: "sqs",
          context: { "aws:sqs:arn": deadLetterArn },
        }),
        // X-Ray and the network's interfaces know no resources.
        { Sid: "Trace", Effect: "Allow", Action: ["xray:PutTelemetryRecords", "xray:PutTraceSegments"], Resource: "*" },
        ...networkStatements(arn(location, "lambda", `function:${settings.functionName}`)),
      ]),
    },
    { parent },
  );
  return { role, policy };
}

/**
 * Lambda joins the network with the function's role, and so the code could as well: the second statement keeps it from that.
 * Source: Lambda Developer Guide, "Giving Lambda functions access to resources in an Amazon VPC", "Required IAM permissions" and "Working with execution
 * environment credentials" (lambda:SourceFunctionArn).
 */
function networkStatements(functionArn: pulumi.Output<string>): Statement[] {
  return [
    { Sid: "JoinNetwork", Effect: "Allow", Action: interfaceActions, Resource: "*" },
    {
      Sid: "CodeLeavesNetworkAlone",
      Effect: "Deny",
      Action: interfaceActions,
      Resource: "*",
      Condition: { ArnEquals: { "lambda:SourceFunctionArn": functionArn } },
    },
  ];
}
