import type * as pulumi from "@pulumi/pulumi";
import { type Check, mapOf, oneOf, optional, text } from "./checks";
import { Classification } from "./classification";

/** The arguments that every component takes. */
export interface CommonArgs {
  /**
   * What the data is: "ephi" (default), "internal", "public" or "none". It becomes the tag DataClassification of everything that the component creates.
   * It changes which rules the pack applies, and none of the component's safeguards. Serves 45 CFR 164.308(a)(1)(ii)(A).
   */
  classification?: Classification;
  /** Tags of everything that the component creates. DataClassification is set by `classification`, and keys that begin with "aws:" are AWS's own. */
  tags?: { [key: string]: pulumi.Input<string> };
}

const tagKey = text({
  maximum: 128,
  matching: /^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+\-@]+$/u,
  described: 'a tag key of AWS, not beginning with "aws:"',
});
const tagValue = text({ maximum: 256, allowEmpty: true });

/** The checks of {@link CommonArgs}; each component's table begins with them. AWS's limits: Tag Editor User Guide, "Tag naming limits and requirements". */
export const commonArguments: { readonly classification: Check; readonly tags: Check } = {
  classification: optional(oneOf(Object.values(Classification))),
  tags: optional(mapOf(tagKey, tagValue, { reserved: { DataClassification: "classification" } })),
};

/** The arguments of a component that what it makes for itself takes over. */
export function commonOf({ tags, classification }: CommonArgs): CommonArgs {
  return { ...(tags && { tags }), ...(classification && { classification }) };
}
