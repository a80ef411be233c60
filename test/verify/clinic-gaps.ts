// What verify finds in the clinic on moto 5.2.5 though the program is compliant, and why.
import { accountId, region } from "./clinic-account";

/** Findings, as "rule name", that have one reason. */
export interface Gap {
  readonly why: string;
  readonly fail?: readonly string[];
  readonly undetermined?: readonly string[];
}

const account = `account-${accountId}`;
const documents = `phiguard-clinic-documents-${accountId}-${region}`;
const trail = "phiguard-clinic-audit";
const backups = "phiguard-clinic-backups";
const visits = "phiguard-clinic-visits";
const records = "phiguard-clinic-records";
const intake = "phiguard-clinic-intake";
const of = (name: string, ...rules: readonly string[]): readonly string[] => rules.map((rule) => `${rule} ${name}`);

export const knownGaps: readonly Gap[] = [
  {
    why: "the account's baseline is another stack's, and not in this account",
    fail: [
      ...of(account, "backup-reports", "config-recorder", "ebs-encryption-by-default", "guardduty-enabled", "guardduty-protections"),
      ...of(account, "iam-break-glass-role", "s3-account-public-access-block"),
      ...of(accountId, "iam-password-policy-reuse-and-age", "iam-password-policy-strength"),
    ],
  },
  {
    why: "the network that AWS gives each Region of an account; the clinic does not use it",
    fail: of("default-network", "nacl-no-open-ingress", "subnet-no-auto-public-ip", "vpc-default-sg-closed", "vpc-flow-logs"),
  },
  { why: "moto drops the dead-letter target of a function", fail: of(intake, "lambda-dlq-and-concurrency") },
  {
    why: "moto has no deletion protection of log groups",
    fail: ["aws-waf-logs-phiguard-clinic-portal", intake, "portal", "postgresql"].flatMap((name) =>
      of(name, "log-group-deletion-protection"),
    ),
  },
  { why: "moto takes EventBridge notifications of a bucket and does not answer them", fail: of(documents, "s3-event-notifications") },
  {
    why: "moto finds the tags of a vault only at a path with a slash at its end, which the SDK does not ask",
    fail: of(backups, "ephi-classification-tag"),
  },
  {
    why: "moto has no call that lists or reads it",
    undetermined: [
      ...of(account, "access-analyzer-enabled", "ami-block-public-access", "backup-restore-test-succeeds", "backup-restore-testing"),
      ...of(account, "client-vpn-connection-logs", "client-vpn-session-timeout", "client-vpn-strong-auth", "cloudfront-hsts"),
      ...of(account, "cloudfront-origin-tls", "config-conformance-pack", "ebs-snapshot-block-public-access"),
      ...of(account, "ec2-nitro-transit-encryption", "ec2-serial-console-off", "ecr-kms", "ecr-not-public"),
      ...of(account, "elasticache-authentication", "elasticache-backup"),
      ...of(account, "elasticache-customer-key", "ephi-classification-tag", "lambda-code-signing", "lambda-url-auth"),
      ...of(account, "securityhub-enabled", "ssm-data-sync-encrypted", "sso-assign-groups-not-users", "vpc-block-public-access"),
      ...of(region, "ec2-imdsv2"),
      ...of("us-west-2", "ec2-imdsv2"),
      ...of(backups, "ephi-policies-name-known-accounts", "safeguard-changes-not-ignored"),
      ...of("plan", "backup-plan-has-selection", "safeguard-changes-not-ignored"),
      ...of(visits, "dynamodb-in-backup-plan"),
      ...of(records, "rds-in-backup-plan"),
    ],
  },
  {
    why: "there may be stores of kinds that moto does not list",
    undetermined: of(trail, "cloudtrail-data-events-other-stores"),
  },
  {
    why: "moto delivers nothing: no digests, no log events, no recovery points; nor does it say until when a certificate is valid",
    undetermined: [
      ...of(trail, "cloudtrail-delivers-digests", "cloudtrail-delivers-to-cloudwatch", "log-group-receives-events"),
      ...of(backups, "backup-vault-filled"),
      ...of("certificate", "acm-certificate-not-expiring"),
    ],
  },
  { why: "moto has no root user in its credential report", undetermined: of(account, "iam-root-mfa", "iam-root-not-used") },
  {
    why: "people keep these records, and none was given",
    undetermined: of(account, "emergency-access-drilled", "log-review-recorded"),
  },
  {
    why: "whether S3 blocks customer-provided keys by default depends on when the bucket was made, and moto does not answer what is set",
    undetermined: of(documents, "s3-block-sse-c"),
  },
];
