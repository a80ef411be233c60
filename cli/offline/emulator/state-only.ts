import type { ClassName } from "../../../policies/aws/kinds";

const noClient = "phiguard has no client of the service";
const noCall = "moto 5.2.5 has no such call";

/**
 * Types that the emulator mode keeps in the stack's state and nowhere else, with the reason. Each such resource is named in the log; a type that
 * is neither here nor made by a service is an error.
 */
export const stateOnly: ReadonlyMap<string, string> = new Map<ClassName, string>([
  ["accessanalyzer.Analyzer", noCall],
  ["acm.CertificateValidation", "it waits for a certificate, and makes nothing"],
  ["appautoscaling.Policy", noClient],
  ["appautoscaling.Target", noClient],
  ["backup.RestoreTestingPlan", noCall],
  ["backup.RestoreTestingSelection", noCall],
  ["backup.Selection", noCall],
  ["cfg.ConformancePack", noCall],
  ["cloudwatch.QueryDefinition", noCall],
  ["cognito.LogDeliveryConfiguration", noCall],
  ["cognito.ManagedLoginBranding", noCall],
  ["cognito.RiskConfiguration", noCall],
  ["ebs.DefaultKmsKey", noCall],
  ["ebs.SnapshotBlockPublicAccess", noCall],
  ["ec2.ImageBlockPublicAccess", noCall],
  ["ec2.InstanceMetadataDefaults", noCall],
  ["ec2.SerialConsoleAccess", noCall],
  ["ec2.VpcBlockPublicAccessOptions", noCall],
  ["route53.Record", noClient],
  ["scheduler.Schedule", noClient],
  ["securityhub.StandardsSubscription", noCall],
]);
