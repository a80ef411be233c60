import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Starts the physical name of what is named, so that policies can name it before it exists. */
export const prefix = `${pulumi.getProject()}-${pulumi.getStack()}`;

const identity = aws.getCallerIdentityOutput();
const partition = aws.getPartitionOutput().partition;

export const account = identity.accountId;
export const region = aws.getRegionOutput().region;

/** The ARN of something in this account and region, from its name: known in a preview, when its own `arn` is not. */
export function arnOf(service: string, resource: pulumi.Input<string>): pulumi.Output<string> {
  return pulumi.interpolate`arn:${partition}:${service}:${region}:${account}:${resource}`;
}

/** The ARN of an IAM thing, of this account by default: IAM has no regions. */
export function iamArnOf(resource: pulumi.Input<string>, owner: pulumi.Input<string> = account): pulumi.Output<string> {
  return pulumi.interpolate`arn:${partition}:iam::${owner}:${resource}`;
}

/** The ARN of a bucket: bucket names are global, their ARNs hold neither account nor region. */
export function bucketArnOf(bucketName: pulumi.Input<string>): pulumi.Output<string> {
  return pulumi.interpolate`arn:${partition}:s3:::${bucketName}`;
}

/** A policy that AWS keeps. */
export function awsManagedPolicyArn(name: string): pulumi.Output<string> {
  return pulumi.interpolate`arn:${partition}:iam::aws:policy/${name}`;
}
