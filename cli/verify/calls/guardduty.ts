import {
  DescribeOrganizationConfigurationCommand,
  GetDetectorCommand,
  GuardDutyClient,
  ListDetectorsCommand,
} from "@aws-sdk/client-guardduty";
import { service } from "../call";

const guardduty = service("guardduty", (configuration) => new GuardDutyClient(configuration));

export const guarddutyCalls = {
  detectors: guardduty.read("guardduty:ListDetectors", ListDetectorsCommand),
  detector: guardduty.read("guardduty:GetDetector", GetDetectorCommand),
  organization: guardduty.read("guardduty:DescribeOrganizationConfiguration", DescribeOrganizationConfigurationCommand),
} as const;
