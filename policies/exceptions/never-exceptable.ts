/**
 * The rules that take no exception unless the settings say otherwise: what exposes ePHI to everyone, what switches the trail off, and
 * long-lived access keys, of users and of the root user. No program can create a key of the root user, so only `phiguard verify` asks for
 * one; the rule on access keys of users has a list of users of its own.
 */
export const neverExceptable: readonly string[] = [
  "cloudtrail-logging-on",
  "dms-not-public",
  "dynamodb-resource-policy-not-public",
  "ecr-not-public",
  "efs-policy-not-public",
  "emr-not-public",
  "eventbridge-policy-not-public",
  "iam-no-access-keys",
  "iam-role-trust-not-open",
  "iam-root-no-access-key",
  "kms-key-policy-no-wildcard-principal",
  "lambda-not-public",
  "log-group-not-public",
  "mq-not-public",
  "msk-not-public",
  "neptune-not-public",
  "opensearch-access-policy-not-open",
  "rds-not-public",
  "rds-snapshot-not-public",
  "redshift-not-public",
  "s3-no-public-acl",
  "s3-object-not-public-acl",
  "s3-policy-no-public-principal",
  "secret-policy-not-public",
  "sg-no-open-data-ports",
  "sns-policy-not-public",
  "sqs-policy-not-public",
];
