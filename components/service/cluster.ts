import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Tags } from "../foundation/classification";

/** A cluster whose tasks' disks are under the key, 45 CFR 164.312(a)(2)(iv), and which says how its tasks fare. */
export function ownCluster(
  parent: pulumi.ComponentResource,
  name: string,
  own: string,
  keyArn: pulumi.Output<string>,
  tags: Tags,
): aws.ecs.Cluster {
  return new aws.ecs.Cluster(
    name,
    {
      name: own,
      settings: [{ name: "containerInsights", value: "enabled" }],
      configuration: { managedStorageConfiguration: { fargateEphemeralStorageKmsKeyId: keyArn } },
      tags,
    },
    { parent },
  );
}
