import type * as pulumi from "@pulumi/pulumi";
import { notHipaaEligible } from "../../policies/aws/hipaa-eligible";
import { policyDocument, type Statement } from "../foundation/policy-document";

export interface GuardrailSettings {
  /** ARN patterns of the roles that keep the guardrails themselves and are not bound by them. */
  readonly keepers: readonly pulumi.Input<string>[];
  /** Prefixes of actions of services that hold no ePHI in this organization, beside those that AWS's list leaves out. */
  readonly refusedServices: readonly string[];
}

/** A service control policy: at most 5120 characters. Source: AWS Organizations User Guide, "Quotas for AWS Organizations". */
export interface ServiceControlPolicy {
  readonly name: string;
  readonly description: string;
  readonly content: pulumi.Output<string>;
}

function denies(sid: string, actions: readonly string[], condition: Statement["Condition"] = {}): Statement {
  return {
    Sid: sid,
    Effect: "Deny",
    Action: actions,
    Resource: "*",
    ...(Object.keys(condition).length > 0 && { Condition: condition }),
  };
}

/**
 * What nobody in the organization's accounts may do, whatever their own policies say. Service-linked roles are not bound by such policies, and neither is
 * the management account. Source: AWS Organizations User Guide, "Service control policies (SCPs)".
 */
export function serviceControlPolicies({ keepers, refusedServices }: GuardrailSettings): readonly ServiceControlPolicy[] {
  const exceptKeepers: Statement["Condition"] = keepers.length === 0 ? {} : { ArnNotLike: { "aws:PrincipalArn": [...keepers] } };
  // The actions of these services begin with the names of @pulumi/aws's modules.
  const refused = [...new Set([...notHipaaEligible.keys(), ...refusedServices])];
  return [
    {
      name: "keep-audit-trail",
      description: "Nobody stops, deletes or changes trails, configuration records and threat detection",
      content: policyDocument([
        denies(
          "KeepTrails",
          [
            "cloudtrail:DeleteTrail",
            "cloudtrail:StopLogging",
            "cloudtrail:UpdateTrail",
            "cloudtrail:PutEventSelectors",
            "cloudtrail:PutInsightSelectors",
          ],
          exceptKeepers,
        ),
        denies(
          "KeepConfigurationRecords",
          [
            "config:DeleteConfigurationRecorder",
            "config:DeleteDeliveryChannel",
            "config:StopConfigurationRecorder",
            "config:DeleteRetentionConfiguration",
          ],
          exceptKeepers,
        ),
        denies(
          "KeepDetection",
          [
            "guardduty:DeleteDetector",
            "guardduty:DisassociateFromAdministratorAccount",
            "guardduty:UpdateDetector",
            "securityhub:DisableSecurityHub",
            "securityhub:DisassociateFromAdministratorAccount",
            "access-analyzer:DeleteAnalyzer",
            "inspector2:Disable",
          ],
          exceptKeepers,
        ),
        denies("KeepFlowLogs", ["ec2:DeleteFlowLogs", "logs:DeleteLogGroup", "logs:DeleteLogStream"], exceptKeepers),
      ]),
    },
    {
      name: "keep-data",
      description: "Nobody deletes keys and locked records, or opens the account to the public",
      content: policyDocument([
        denies("KeepKeys", ["kms:ScheduleKeyDeletion", "kms:DisableKey", "kms:DisableKeyRotation"], exceptKeepers),
        denies(
          "KeepLockedRecords",
          [
            "s3:BypassGovernanceRetention",
            "s3:PutBucketObjectLockConfiguration",
            "backup:DeleteBackupVaultLockConfiguration",
            "backup:DeleteRecoveryPoint",
          ],
          exceptKeepers,
        ),
        denies(
          "StayClosed",
          [
            "s3:PutAccountPublicAccessBlock",
            "ec2:DisableEbsEncryptionByDefault",
            "ec2:DisableSnapshotBlockPublicAccess",
            "ec2:DisableImageBlockPublicAccess",
            "ec2:EnableSerialConsoleAccess",
          ],
          exceptKeepers,
        ),
        denies("StayInOrganization", ["organizations:LeaveOrganization", "account:CloseAccount"]),
      ]),
    },
    {
      name: "identities",
      description: "Nobody acts as root, and no IAM user is made",
      content: policyDocument([
        { ...denies("NotAsRoot", ["*"], { StringLike: { "aws:PrincipalArn": ["arn:*:iam::*:root"] } }) },
        denies("NoUsers", ["iam:CreateUser", "iam:CreateAccessKey", "iam:CreateLoginProfile"], exceptKeepers),
      ]),
    },
    {
      name: "transmission-and-services",
      description: "Nobody calls S3 below TLS 1.2, or uses a service that may not hold ePHI",
      content: policyDocument([
        denies("Tls12", ["s3:*"], { NumericLessThan: { "s3:TlsVersion": "1.2" } }),
        denies("NoPlainText", ["s3:*", "sqs:*", "sns:Publish", "secretsmanager:*", "kms:*"], { Bool: { "aws:SecureTransport": "false" } }),
        denies(
          "EligibleServicesOnly",
          refused.map((service) => `${service}:*`),
        ),
      ]),
    },
  ];
}
