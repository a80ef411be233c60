import {
  CloudTrailClient,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetInsightSelectorsCommand,
  GetTrailStatusCommand,
  ListTagsCommand,
} from "@aws-sdk/client-cloudtrail";
import { service } from "../call";

const cloudtrail = service("cloudtrail", (configuration) => new CloudTrailClient(configuration));

export const cloudtrailCalls = {
  trails: cloudtrail.read("cloudtrail:DescribeTrails", DescribeTrailsCommand),
  trailStatus: cloudtrail.read("cloudtrail:GetTrailStatus", GetTrailStatusCommand),
  trailSelectors: cloudtrail.read("cloudtrail:GetEventSelectors", GetEventSelectorsCommand),
  trailInsights: cloudtrail.read("cloudtrail:GetInsightSelectors", GetInsightSelectorsCommand),
  trailTags: cloudtrail.read("cloudtrail:ListTags", ListTagsCommand),
} as const;
