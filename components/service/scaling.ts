import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Tags } from "../foundation/classification";
import { physicalName } from "../foundation/physical-name";

export interface ScalingSettings {
  readonly clusterName: pulumi.Input<string>;
  readonly serviceName: pulumi.Output<string>;
  readonly minimum: number;
  readonly maximum: number;
  readonly tags: Tags;
}

/** Keeps the processors' load at six tenths, so that a task that fails is made up for: 45 CFR 164.308(a)(7)(i). */
export function scale(parent: pulumi.ComponentResource, name: string, settings: ScalingSettings): void {
  const target = new aws.appautoscaling.Target(
    name,
    {
      serviceNamespace: "ecs",
      scalableDimension: "ecs:service:DesiredCount",
      resourceId: pulumi.interpolate`service/${settings.clusterName}/${settings.serviceName}`,
      minCapacity: settings.minimum,
      maxCapacity: settings.maximum,
      tags: settings.tags,
    },
    { parent },
  );
  new aws.appautoscaling.Policy(
    name,
    {
      name: physicalName(name, 255),
      policyType: "TargetTrackingScaling",
      serviceNamespace: target.serviceNamespace,
      scalableDimension: target.scalableDimension,
      resourceId: target.resourceId,
      targetTrackingScalingPolicyConfiguration: {
        targetValue: 60,
        predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageCPUUtilization" },
      },
    },
    { parent },
  );
}
