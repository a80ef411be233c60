import type * as pulumi from "@pulumi/pulumi";

/** What data is, in the words that the policy pack knows by default. */
export const Classification = {
  /** Electronic protected health information. */
  Ephi: "ephi",
  /** Not for the public, and no ePHI. */
  Internal: "internal",
  /** Anybody may see it. */
  Public: "public",
  /** No data. */
  None: "none",
} as const;
/** What data is, in the words that the policy pack knows by default. */
export type Classification = (typeof Classification)[keyof typeof Classification];

/** The tag by which the policy pack knows what a resource holds. */
const classificationTag = "DataClassification";

export type Tags = Record<string, pulumi.Input<string>>;

/**
 * The tags of everything that a component creates: those of its arguments, and the classification.
 * @param fallback what the component's data is where its arguments do not say
 */
export function tagsOf(
  args: { readonly classification?: Classification; readonly tags?: Tags },
  fallback: Classification = Classification.Ephi,
): Tags {
  return { ...args.tags, [classificationTag]: args.classification ?? fallback };
}
