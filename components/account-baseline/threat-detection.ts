import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Tags } from "../foundation/classification";
import type { Location } from "../foundation/location";
import { physicalName } from "../foundation/physical-name";

export interface DetectionSettings {
  readonly location: Location;
  readonly tags: Tags;
  /** What Inspector scans. */
  readonly scans: readonly string[];
}

export interface Detection {
  readonly detectorId: pulumi.Output<string>;
  readonly analyzerArn: pulumi.Output<string>;
}

/** The plans of GuardDuty that look at data; its others need agents. Source: GuardDuty API Reference, DetectorFeatureConfiguration. */
const protections = ["S3_DATA_EVENTS", "RDS_LOGIN_EVENTS", "LAMBDA_NETWORK_LOGS", "EKS_AUDIT_LOGS", "EBS_MALWARE_PROTECTION"];

/** GuardDuty, Security Hub with AWS's own standard, Access Analyzer and Inspector, in one account and Region. */
export function detectThreats(parent: pulumi.ComponentResource, name: string, settings: DetectionSettings): Detection {
  const { location, tags } = settings;
  const options = { parent };
  const detector = new aws.guardduty.Detector(name, { enable: true, findingPublishingFrequency: "FIFTEEN_MINUTES", tags }, options);
  for (const feature of protections) {
    const own = `${name}-${feature.toLowerCase().replaceAll("_", "-")}`;
    new aws.guardduty.DetectorFeature(own, { detectorId: detector.id, name: feature, status: "ENABLED" }, options);
  }
  const hub = new aws.securityhub.Account(name, { enableDefaultStandards: false, autoEnableControls: true }, options);
  new aws.securityhub.StandardsSubscription(
    name,
    {
      standardsArn: pulumi.interpolate`arn:${location.partition}:securityhub:${location.region}::standards/aws-foundational-security-best-practices/v/1.0.0`,
    },
    { parent, dependsOn: hub },
  );
  const analyzer = new aws.accessanalyzer.Analyzer(name, { analyzerName: physicalName(name, 255), type: "ACCOUNT", tags }, options);
  new aws.inspector2.Enabler(name, { accountIds: [location.accountId], resourceTypes: [...settings.scans] }, options);
  return { detectorId: detector.id, analyzerArn: analyzer.arn };
}
