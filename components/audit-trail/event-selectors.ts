import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Whose data events are recorded unless told: where ePHI is read and written. Source: CloudTrail User Guide, "Logging data events". */
export const defaultDataEvents: readonly string[] = ["AWS::S3::Object", "AWS::DynamoDB::Table", "AWS::Lambda::Function"];

/**
 * All management events, and the data events of some types. Of the trail's own bucket none are recorded: each delivery would be an event to deliver.
 * @param ownBucket the ARN of the trail's bucket
 */
export function eventSelectors(
  types: readonly string[],
  ownBucket: pulumi.Output<string>,
): aws.types.input.cloudtrail.TrailAdvancedEventSelector[] {
  return [
    { name: "Management events", fieldSelectors: [{ field: "eventCategory", equals: ["Management"] }] },
    ...types.map((type) => ({
      name: `Data events of ${type}`,
      fieldSelectors: [
        { field: "eventCategory", equals: ["Data"] },
        { field: "resources.type", equals: [type] },
        ...(type === "AWS::S3::Object" ? [{ field: "resources.ARN", notStartsWiths: [pulumi.interpolate`${ownBucket}/`] }] : []),
      ],
    })),
  ];
}
