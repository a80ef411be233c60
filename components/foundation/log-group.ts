import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Tags } from "./classification";
import { logGroupRetention } from "./retention";

export interface LogGroupSettings {
  /** The log group's name, `/aws/lambda/...`. */
  readonly path: pulumi.Input<string>;
  /** The ARN of a key that CloudWatch Logs may use: an EncryptionKey with "logs" among its `services`. */
  readonly keyArn: pulumi.Input<string>;
  readonly tags: Tags;
  /** How long events are kept, in days; six years unless told. */
  readonly retentionInDays?: number;
  /** The log group's Region, where it is another one than the provider's. */
  readonly region?: pulumi.Input<string>;
}

/**
 * A log group that keeps its events six years, 45 CFR 164.316(b)(2)(i), under a customer-managed key, and that cannot be deleted by mistake.
 * CloudWatch Logs takes 0.03 USD a month for a stored GB, and more for what comes in.
 */
export function logGroup(parent: pulumi.Resource, name: string, settings: LogGroupSettings): aws.cloudwatch.LogGroup {
  return new aws.cloudwatch.LogGroup(
    name,
    {
      name: settings.path,
      kmsKeyId: settings.keyArn,
      retentionInDays: logGroupRetention(settings.retentionInDays),
      deletionProtectionEnabled: true,
      tags: settings.tags,
      ...(settings.region !== undefined && { region: settings.region }),
    },
    { parent },
  );
}
