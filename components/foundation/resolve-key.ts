import * as pulumi from "@pulumi/pulumi";
import { EncryptionKey } from "../encryption-key/encryption-key";
import type { CommonArgs } from "./common-arguments";
import type { KeyReference } from "./references";

/** What a component needs of the key that it makes where none is brought. */
export interface OwnKey extends CommonArgs {
  /** What the key encrypts, in a sentence. */
  readonly description: string;
  /** The services by way of which users use it: see EncryptionKey's `through`. */
  readonly through?: string[];
  /** The services that use it themselves: see EncryptionKey's `services`. */
  readonly services?: string[];
  /** The key's Region, where it is another one than the provider's. */
  readonly region?: string;
}

/** The ARN of the key that is brought, or of one that the component makes for itself: 1 USD a month. */
export function resolveKey(
  parent: pulumi.ComponentResource,
  name: string,
  key: KeyReference | undefined,
  own: OwnKey,
): pulumi.Output<string> {
  return key === undefined ? new EncryptionKey(`${name}-key`, own, { parent }).arn : pulumi.output(key.arn);
}
