import {
  CloudTrailClient,
  CreateTrailCommand,
  DeleteTrailCommand,
  GetEventSelectorsCommand,
  GetTrailCommand,
  GetTrailStatusCommand,
  PutEventSelectorsCommand,
  PutInsightSelectorsCommand,
  StartLoggingCommand,
  StopLoggingCommand,
  UpdateTrailCommand,
} from "@aws-sdk/client-cloudtrail";
import type { PropertiesOf } from "../../../../policies/reader";
import { service } from "../emulator";
import { emulated, type Making } from "../kind";
import { pascal, tagList } from "../shape";

const cloudtrail = service((configuration) => new CloudTrailClient(configuration));

type TrailInputs = PropertiesOf<"cloudtrail.Trail">;

const fieldsOf = ({ inputs }: Making<TrailInputs>) => ({
  Name: inputs.name,
  S3BucketName: inputs.s3BucketName,
  S3KeyPrefix: inputs.s3KeyPrefix,
  SnsTopicName: inputs.snsTopicName,
  IncludeGlobalServiceEvents: inputs.includeGlobalServiceEvents,
  IsMultiRegionTrail: inputs.isMultiRegionTrail,
  IsOrganizationTrail: inputs.isOrganizationTrail,
  EnableLogFileValidation: inputs.enableLogFileValidation,
  CloudWatchLogsLogGroupArn: inputs.cloudWatchLogsGroupArn,
  CloudWatchLogsRoleArn: inputs.cloudWatchLogsRoleArn,
  KmsKeyId: inputs.kmsKeyId,
});

const trail = emulated("cloudtrail.Trail", {
  async create(making) {
    const { TrailARN: arn } = await cloudtrail(making, CreateTrailCommand, { ...fieldsOf(making), TagsList: tagList(making.tags) });
    await select(making);
    if (making.inputs.enableLogging !== false) await cloudtrail(making, StartLoggingCommand, { Name: making.inputs.name });
    return { id: arn ?? "", outputs: { arn, homeRegion: making.region } };
  },
  async read(standing) {
    const Name = standing.inputs.name;
    const { Trail: found } = await cloudtrail(standing, GetTrailCommand, { Name });
    const { IsLogging } = await cloudtrail(standing, GetTrailStatusCommand, { Name });
    const selectors = await cloudtrail(standing, GetEventSelectorsCommand, { TrailName: Name });
    return {
      enableLogging: IsLogging,
      enableLogFileValidation: found?.LogFileValidationEnabled,
      isMultiRegionTrail: found?.IsMultiRegionTrail,
      includeGlobalServiceEvents: found?.IncludeGlobalServiceEvents,
      kmsKeyId: found?.KmsKeyId ?? null,
      s3BucketName: found?.S3BucketName,
      cloudWatchLogsGroupArn: found?.CloudWatchLogsLogGroupArn ?? null,
      ...(standing.inputs.advancedEventSelectors && selectors.AdvancedEventSelectors === undefined && { advancedEventSelectors: null }),
    };
  },
  async update(standing) {
    await cloudtrail(standing, UpdateTrailCommand, fieldsOf(standing));
    await select(standing);
    const Changing = standing.inputs.enableLogging === false ? StopLoggingCommand : StartLoggingCommand;
    await cloudtrail(standing, Changing, { Name: standing.inputs.name });
  },
  // By its name: moto lets a deletion by ARN pass without doing it.
  delete: (standing) => cloudtrail(standing, DeleteTrailCommand, { Name: standing.inputs.name }),
});

async function select(making: Making<TrailInputs>): Promise<void> {
  const { name, advancedEventSelectors: advanced, eventSelectors: basic, insightSelectors: insights } = making.inputs;
  if (advanced ?? basic) {
    await cloudtrail(making, PutEventSelectorsCommand, {
      TrailName: name,
      AdvancedEventSelectors: advanced?.map((selector) => ({
        Name: selector.name,
        // Pulumi makes plurals of some lists, and of `field` none.
        FieldSelectors: selector.fieldSelectors.map(
          ({ field, equals, notEquals, startsWiths, notStartsWiths, endsWiths, notEndsWiths }) => ({
            Field: field,
            Equals: equals,
            NotEquals: notEquals,
            StartsWith: startsWiths,
            NotStartsWith: notStartsWiths,
            EndsWith: endsWiths,
            NotEndsWith: notEndsWiths,
          }),
        ),
      })),
      EventSelectors: basic && pascal(basic),
    });
  }
  if (insights) await cloudtrail(making, PutInsightSelectorsCommand, { TrailName: name, InsightSelectors: pascal(insights) });
}

export const cloudtrailKinds = [trail];
