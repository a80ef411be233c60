import * as pulumi from "@pulumi/pulumi";
import type { Location } from "./location";
import type { OneOrMany, Statement } from "./policy-document";

export interface KeyUse {
  readonly location: Location;
  /** The service by way of which the key is used, by its endpoint's name: `s3`. */
  readonly service: string;
  /** The Region of the key, where it is another one. */
  readonly region?: pulumi.Input<string>;
  /** What the service says of the data when it asks KMS: `{ "aws:s3:arn": ... }`. Of several values, any will do. */
  readonly context: Readonly<Record<string, OneOrMany>>;
}

/**
 * A role's leave to use whatever key guards certain data: by way of one service, and for that data alone. It is as narrow as the key's ARN, and unlike
 * the ARN of a key that does not exist yet it is known in a preview, so that the pack can judge the policy.
 * Source: AWS KMS Developer Guide, "AWS KMS condition keys", kms:ViaService and kms:EncryptionContext:context-key; "Encryption context".
 * @param actions `kms:Decrypt`, and `kms:GenerateDataKey` where the role writes
 */
export function keyUse(sid: string, actions: string | readonly string[], use: KeyUse): Statement {
  const { partition, dnsSuffix } = use.location;
  const region = use.region ?? use.location.region;
  const context = Object.entries(use.context).map(([key, value]): [string, OneOrMany] => [`kms:EncryptionContext:${key}`, value]);
  return {
    Sid: sid,
    Effect: "Allow",
    Action: actions,
    // Any account's: the key that is brought may be another one's.
    Resource: pulumi.interpolate`arn:${partition}:kms:${region}:*:key/*`,
    Condition: {
      StringEquals: { "kms:ViaService": pulumi.interpolate`${use.service}.${region}.${dnsSuffix}`, ...Object.fromEntries(context) },
    },
  };
}
