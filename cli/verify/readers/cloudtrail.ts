import type { AdvancedEventSelector, Trail } from "@aws-sdk/client-cloudtrail";
import { cloudtrailCalls as calls } from "../calls/cloudtrail";
import { asProvider, part, tagsOf } from "../found";
import { forEach, listed, type Reading, type ServiceReader } from "../reader";

/** Trails whose home is the Region; of those of other Regions, their home tells. */
export const cloudtrailReader: ServiceReader = { service: "cloudtrail", calls, regional: true, kinds: ["cloudtrail.Trail"], read };

async function read(reading: Reading): Promise<void> {
  const { account, region } = reading;
  // The shadows in this Region of trails whose home is elsewhere are those trails themselves, and may be homes that nobody named.
  const answer = await account.ask(region, calls.trails, { includeShadowTrails: true });
  const trails = answer.state === "read" ? { ...answer, value: answer.value.trailList ?? [] } : answer;
  await forEach(listed(reading, ["cloudtrail.Trail"], trails), async (trail) => {
    if (reading.claim(trail.TrailARN)) await readTrail(reading, trail);
  });
}

async function readTrail({ account, region: asked, found }: Reading, trail: Trail): Promise<void> {
  const { TrailARN: arn, HomeRegion: region = asked, Name: name } = trail;
  if (arn === undefined || name === undefined) return;
  const [status, selectors, insights, tags] = await Promise.all([
    account.ask(region, calls.trailStatus, { Name: arn }),
    account.ask(region, calls.trailSelectors, { TrailName: arn }),
    account.ask(region, calls.trailInsights, { TrailName: arn }, ["InsightNotEnabledException"]),
    account.list(
      region,
      calls.trailTags,
      { ResourceIdList: [arn] },
      {
        items: (page) => page.ResourceTagList?.flatMap(({ TagsList: list }) => list ?? []),
        next: ({ NextToken: token }) => (token === undefined ? undefined : { NextToken: token }),
      },
    ),
  ]);
  found.add({
    kind: "cloudtrail.Trail",
    id: arn,
    region,
    inputs: {
      name,
      s3BucketName: trail.S3BucketName,
      s3KeyPrefix: trail.S3KeyPrefix,
      snsTopicName: trail.SnsTopicARN ?? trail.SnsTopicName,
      includeGlobalServiceEvents: trail.IncludeGlobalServiceEvents,
      isMultiRegionTrail: trail.IsMultiRegionTrail,
      isOrganizationTrail: trail.IsOrganizationTrail,
      enableLogFileValidation: trail.LogFileValidationEnabled,
      cloudWatchLogsGroupArn: trail.CloudWatchLogsLogGroupArn,
      cloudWatchLogsRoleArn: trail.CloudWatchLogsRoleArn,
      kmsKeyId: trail.KmsKeyId,
      enableLogging: part(status, ({ IsLogging: on }) => on === true),
      eventSelectors: part(selectors, ({ EventSelectors: basic }) => asProvider(basic)),
      advancedEventSelectors: part(selectors, ({ AdvancedEventSelectors: advanced }) => advanced?.map(advancedSelector)),
      insightSelectors: part(insights, ({ InsightSelectors: list }) => asProvider(list)),
      tags: part(tags, tagsOf),
    },
    outputs: { arn, id: arn, name },
    observed: {
      isLogging: part(status, ({ IsLogging: on }) => on === true),
      loggingSince: part(status, ({ StartLoggingTime: time }) => time?.toISOString()),
      latestDeliveryTime: part(status, ({ LatestDeliveryTime: time }) => time?.toISOString()),
      latestDeliveryError: part(status, ({ LatestDeliveryError: code }) => code),
      latestDigestDeliveryTime: part(status, ({ LatestDigestDeliveryTime: time }) => time?.toISOString()),
      latestDigestDeliveryError: part(status, ({ LatestDigestDeliveryError: code }) => code),
      latestCloudwatchLogsDeliveryTime: part(status, ({ LatestCloudWatchLogsDeliveryTime: time }) => time?.toISOString()),
      latestCloudwatchLogsDeliveryError: part(status, ({ LatestCloudWatchLogsDeliveryError: code }) => code),
    },
    answers: [status, selectors, insights, tags],
  });
}

/** The provider names four of the operators in the plural. */
function advancedSelector({ Name: name, FieldSelectors: fields }: AdvancedEventSelector) {
  return {
    name,
    fieldSelectors: fields?.map((selector) => ({
      field: selector.Field,
      equals: selector.Equals,
      notEquals: selector.NotEquals,
      startsWiths: selector.StartsWith,
      notStartsWiths: selector.NotStartsWith,
      endsWiths: selector.EndsWith,
      notEndsWiths: selector.NotEndsWith,
    })),
  };
}
