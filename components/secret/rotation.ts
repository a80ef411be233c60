import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { arnOf, type Check, input, mapOf, objectOf, oneOf, text } from "../foundation/checks";
import type { Location } from "../foundation/location";

/** How Secrets Manager changes a secret of a partner's service. Source: AWS Secrets Manager User Guide, "Managed external secrets". */
export interface ManagedRotation {
  /** "SalesforceClientSecret", "BigIDClientSecret" or "SnowflakeKeyPairAuthentication". */
  type: string;
  /** The ARN of the role with which Secrets Manager changes it. */
  roleArn: pulumi.Input<string>;
  /** What the partner asks for, by the names of the partner's page in the guide. */
  metadata: { [key: string]: pulumi.Input<string> };
}

export const managedRotationArgument: Check = objectOf<ManagedRotation>({
  type: oneOf(["SalesforceClientSecret", "BigIDClientSecret", "SnowflakeKeyPairAuthentication"]),
  roleArn: arnOf("iam"),
  metadata: mapOf(text({ maximum: 256 }), input(text({ maximum: 2048 }))),
});

export interface Rotation {
  readonly location: Location;
  readonly secret: aws.secretsmanager.Secret;
  readonly rotationDays: number;
  readonly functionArn?: pulumi.Input<string>;
  readonly managed?: ManagedRotation;
  readonly dependsOn: readonly pulumi.Resource[];
}

/** Has the secret changed on schedule. Source: AWS Secrets Manager User Guide, "Lambda rotation function invocation permissions". */
export function rotate(parent: pulumi.ComponentResource, name: string, rotation: Rotation): void {
  const { location, secret, rotationDays, functionArn, managed } = rotation;
  const dependsOn = [...rotation.dependsOn];
  if (functionArn !== undefined) {
    const permission = new aws.lambda.Permission(
      name,
      {
        function: functionArn,
        action: "lambda:InvokeFunction",
        principal: "secretsmanager.amazonaws.com",
        sourceAccount: location.accountId,
        sourceArn: secret.arn,
      },
      { parent },
    );
    dependsOn.push(permission);
  }
  new aws.secretsmanager.SecretRotation(
    name,
    {
      secretId: secret.id,
      rotationRules: { automaticallyAfterDays: rotationDays },
      ...(functionArn !== undefined && { rotationLambdaArn: functionArn }),
      ...(managed && {
        externalSecretRotationRoleArn: managed.roleArn,
        externalSecretRotationMetadatas: Object.entries(managed.metadata).map(([key, value]) => ({ key, value })),
      }),
    },
    { parent, dependsOn, deletedWith: secret },
  );
}
