import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Where a component is deployed. All of it is known in a preview. */
export interface Location {
  /** `aws`, `aws-us-gov`, `aws-cn`. */
  readonly partition: pulumi.Output<string>;
  readonly region: pulumi.Output<string>;
  readonly accountId: pulumi.Output<string>;
  /** `amazonaws.com`, in China `amazonaws.com.cn`. */
  readonly dnsSuffix: pulumi.Output<string>;
}

/** Asks the component's own provider, which may be another than the default one. */
export function locationOf(component: pulumi.ComponentResource): Location {
  const options = { parent: component };
  const partition = aws.getPartitionOutput({}, options);
  return {
    partition: partition.partition,
    dnsSuffix: partition.dnsSuffix,
    region: aws.getRegionOutput({}, options).region,
    accountId: aws.getCallerIdentityOutput({}, options).accountId,
  };
}

/** The ARN of something in this account and Region, from its name: known in a preview, when its own `arn` is not. */
export function arn(location: Location, service: string, resource: pulumi.Input<string>): pulumi.Output<string> {
  return arnIn(location, location.accountId, service, resource);
}

/** As {@link arn}, of some account. */
export function arnIn(
  { partition, region }: Location,
  accountId: pulumi.Input<string>,
  service: string,
  resource: pulumi.Input<string>,
): pulumi.Output<string> {
  return pulumi.interpolate`arn:${partition}:${service}:${region}:${accountId}:${resource}`;
}

/** The ARN of an IAM thing of this account (`root`, `role/name`): IAM has no Regions. */
export function iamArn(location: Location, resource: pulumi.Input<string>): pulumi.Output<string> {
  return pulumi.interpolate`arn:${location.partition}:iam::${location.accountId}:${resource}`;
}

/** The ARN of a policy that AWS keeps. */
export function awsManagedPolicyArn(location: Location, name: string): pulumi.Output<string> {
  return pulumi.interpolate`arn:${location.partition}:iam::aws:policy/${name}`;
}

/** The ARN of a bucket: it holds neither account nor Region. */
export function bucketArn(location: Location, bucket: pulumi.Input<string>): pulumi.Output<string> {
  return pulumi.interpolate`arn:${location.partition}:s3:::${bucket}`;
}

/** A service's own name in a Region, as in `logs.us-east-1.amazonaws.com`: the principal of CloudWatch Logs, and the values of kms:ViaService. */
export function regionalServiceName(location: Location, service: string): pulumi.Output<string> {
  return pulumi.interpolate`${service}.${location.region}.${location.dnsSuffix}`;
}

/**
 * The principal by which an AWS service acts. It is the same in all partitions, but for CloudWatch Logs, whose principal is the Region's.
 * Source: IAM User Guide, "AWS service principals"; CloudWatch Logs User Guide, "Encrypt log data in CloudWatch Logs using AWS KMS".
 */
export function servicePrincipal(location: Location, service: string): pulumi.Input<string> {
  return service === "logs" ? regionalServiceName(location, service) : `${service}.amazonaws.com`;
}
