/**
 * Managed rules of AWS Config that need no parameters, and ask of the live account what the policy pack asks of programs.
 * Source: AWS Config Developer Guide, "List of AWS Config Managed Rules".
 */
const managedRules: readonly string[] = [
  "ACCESS_KEYS_ROTATED",
  "ALB_HTTP_TO_HTTPS_REDIRECTION_CHECK",
  "API_GW_EXECUTION_LOGGING_ENABLED",
  "CLOUDTRAIL_S3_DATAEVENTS_ENABLED",
  "CLOUD_TRAIL_CLOUD_WATCH_LOGS_ENABLED",
  "CLOUD_TRAIL_ENABLED",
  "CLOUD_TRAIL_ENCRYPTION_ENABLED",
  "CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED",
  "CLOUDWATCH_LOG_GROUP_ENCRYPTED",
  "CMK_BACKING_KEY_ROTATION_ENABLED",
  "DYNAMODB_PITR_ENABLED",
  "EBS_SNAPSHOT_PUBLIC_RESTORABLE_CHECK",
  "EC2_EBS_ENCRYPTION_BY_DEFAULT",
  "EC2_IMDSV2_CHECK",
  "EFS_ENCRYPTED_CHECK",
  "ELASTICSEARCH_ENCRYPTED_AT_REST",
  "ELB_TLS_HTTPS_LISTENERS_ONLY",
  "ENCRYPTED_VOLUMES",
  "GUARDDUTY_ENABLED_CENTRALIZED",
  "IAM_ROOT_ACCESS_KEY_CHECK",
  "IAM_USER_MFA_ENABLED",
  "INCOMING_SSH_DISABLED",
  "KMS_CMK_NOT_SCHEDULED_FOR_DELETION",
  "LAMBDA_FUNCTION_PUBLIC_ACCESS_PROHIBITED",
  "MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS",
  "MULTI_REGION_CLOUD_TRAIL_ENABLED",
  "RDS_INSTANCE_PUBLIC_ACCESS_CHECK",
  "RDS_LOGGING_ENABLED",
  "RDS_SNAPSHOTS_PUBLIC_PROHIBITED",
  "RDS_STORAGE_ENCRYPTED",
  "REDSHIFT_REQUIRE_TLS_SSL",
  "ROOT_ACCOUNT_MFA_ENABLED",
  "S3_ACCOUNT_LEVEL_PUBLIC_ACCESS_BLOCKS",
  "S3_BUCKET_LOGGING_ENABLED",
  "S3_BUCKET_PUBLIC_READ_PROHIBITED",
  "S3_BUCKET_PUBLIC_WRITE_PROHIBITED",
  "S3_BUCKET_SERVER_SIDE_ENCRYPTION_ENABLED",
  "S3_BUCKET_SSL_REQUESTS_ONLY",
  "S3_BUCKET_VERSIONING_ENABLED",
  "SECURITYHUB_ENABLED",
  "SNS_ENCRYPTED_KMS",
  "VPC_DEFAULT_SECURITY_GROUP_CLOSED",
  "VPC_FLOW_LOGS_ENABLED",
];

/**
 * Rules that AWS Config has in the standard partition only: elsewhere a conformance pack with one of them is refused as a whole.
 * Source: AWS Config Developer Guide, "root-account-mfa-enabled" (AWS Region).
 */
const standardPartitionOnly: ReadonlySet<string> = new Set(["ROOT_ACCOUNT_MFA_ENABLED"]);

/** Parameters that AWS Config demands although they have a sound value. */
const parameters: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ACCESS_KEYS_ROTATED: { maxAccessKeyAge: "90" },
};

/** `S3_BUCKET_LOGGING_ENABLED` -> `S3BucketLoggingEnabled`: logical ids of templates have letters and digits only. */
function logicalId(identifier: string): string {
  return identifier
    .split("_")
    .map((word) => word.charAt(0) + word.slice(1).toLowerCase())
    .join("");
}

/** A conformance pack for the HIPAA Security Rule's technical safeguards, as a template of AWS Config for a partition. */
export function conformanceTemplate(partition: string): string {
  const rules = managedRules.filter((identifier) => partition === "aws" || !standardPartitionOnly.has(identifier));
  return JSON.stringify({ Resources: Object.fromEntries(rules.map((identifier) => [logicalId(identifier), configRule(identifier)])) });
}

function configRule(identifier: string) {
  return {
    Type: "AWS::Config::ConfigRule",
    Properties: {
      ConfigRuleName: `hipaa-${identifier.toLowerCase().replaceAll("_", "-")}`,
      Source: { Owner: "AWS", SourceIdentifier: identifier },
      ...(parameters[identifier] && { InputParameters: parameters[identifier] }),
    },
  };
}
