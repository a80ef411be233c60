import { CloudTrailClient, DescribeTrailsCommand, LookupEventsCommand } from "@aws-sdk/client-cloudtrail";
import { service } from "../../verify/call";

const cloudtrail = service("cloudtrail", (configuration) => new CloudTrailClient(configuration));

export const cloudtrailCalls = {
  trails: cloudtrail.read("cloudtrail:DescribeTrails", DescribeTrailsCommand),
  events: cloudtrail.read("cloudtrail:LookupEvents", LookupEventsCommand),
} as const;
