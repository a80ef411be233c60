import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Tags } from "../foundation/classification";
import { bucketArn, type Location } from "../foundation/location";
import { physicalName } from "../foundation/physical-name";

export interface AccessLogsSettings {
  readonly location: Location;
  readonly distributionArn: pulumi.Output<string>;
  readonly logBucket: pulumi.Input<string>;
  /** The Region of CloudFront's own resources. */
  readonly region: string;
  readonly tags: Tags;
}

/**
 * Delivers a log line for each request into the bucket, which may be in another Region: 45 CFR 164.312(b). The older kind of logs is not used, since it needs a
 * bucket with ACLs. Source: CloudFront Developer Guide, "Configure standard logging (v2)".
 */
export function accessLogs(parent: pulumi.ComponentResource, name: string, settings: AccessLogsSettings): void {
  const { region, tags } = settings;
  const own = physicalName(name, 60);
  const source = new aws.cloudwatch.LogDeliverySource(
    name,
    { name: own, logType: "ACCESS_LOGS", resourceArn: settings.distributionArn, region, tags },
    { parent, deleteBeforeReplace: true },
  );
  const destination = new aws.cloudwatch.LogDeliveryDestination(
    name,
    {
      name: own,
      outputFormat: "json",
      deliveryDestinationConfiguration: { destinationResourceArn: bucketArn(settings.location, settings.logBucket) },
      region,
      tags,
    },
    { parent, deleteBeforeReplace: true },
  );
  new aws.cloudwatch.LogDelivery(
    name,
    {
      deliverySourceName: source.name,
      deliveryDestinationArn: destination.arn,
      s3DeliveryConfigurations: [{ suffixPath: "{DistributionId}/{yyyy}/{MM}/{dd}/{HH}", enableHiveCompatiblePath: false }],
      region,
      tags,
    },
    { parent },
  );
}
