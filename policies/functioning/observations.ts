/**
 * What only a live account tells of a resource: whether a safeguard works, not only whether it is set. Readers of `phiguard verify` attach it to
 * the resource; programs and states have none of it. Times are ISO 8601 in UTC; what a call did not tell is `UNKNOWN`, what is not there is left out.
 */
export interface Observations {
  /** Source: CloudTrail API Reference, GetTrailStatus. */
  readonly "cloudtrail.Trail": {
    readonly isLogging: boolean;
    readonly latestDeliveryTime?: string;
    /** The last delivery's error, S3's code; none where it went through. */
    readonly latestDeliveryError?: string;
    readonly latestDigestDeliveryTime?: string;
    readonly latestDigestDeliveryError?: string;
    readonly latestCloudwatchLogsDeliveryTime?: string;
    readonly latestCloudwatchLogsDeliveryError?: string;
  };
  /** Source: CloudWatch Logs API Reference, DescribeLogStreams, by LastEventTime. */
  readonly "cloudwatch.LogGroup": {
    readonly createdAt: string;
    readonly storedBytes: number;
    readonly lastEventTime?: string;
  };
  /** Source: KMS API Reference, KeyMetadata. */
  readonly "kms.Key": {
    readonly state: string;
    readonly deletionDate?: string;
    /** The day on which imported material ends. */
    readonly validTo?: string;
  };
  /** Source: IAM API Reference, ListMFADevices, and the credential report. */
  readonly "iam.User": {
    readonly hasPassword: boolean;
    readonly mfaDevices: number;
    readonly createdAt: string;
    /** When the password was last used; left out where never. */
    readonly passwordLastUsed?: string;
    readonly passwordLastChanged?: string;
  };
  /** Source: IAM API Reference, ListAccessKeys and GetAccessKeyLastUsed. */
  readonly "iam.AccessKey": {
    readonly active: boolean;
    readonly createdAt: string;
    /** Left out where never. */
    readonly lastUsed?: string;
  };
  /** Source: AWS Config API Reference, DescribeConfigurationRecorderStatus. */
  readonly "cfg.Recorder": {
    readonly recording: boolean;
    /** "Pending" | "Success" | "Failure" | "NotApplicable" */
    readonly lastStatus?: string;
    readonly lastErrorCode?: string;
    readonly lastStatusChange?: string;
  };
  /** Source: AWS Config API Reference, DescribeDeliveryChannelStatus. */
  readonly "cfg.DeliveryChannel": {
    /** "Success" | "Failure" | "Not_Applicable", of the last snapshot, history or stream. */
    readonly historyStatus?: string;
    readonly streamStatus?: string;
  };
  /** Source: SNS API Reference, GetTopicAttributes: SubscriptionsConfirmed and SubscriptionsPending. */
  readonly "sns.Topic": {
    readonly subscriptionsConfirmed: number;
    readonly subscriptionsPending: number;
  };
  /** Source: ACM API Reference, CertificateDetail. */
  readonly "acm.Certificate": {
    readonly status: string;
    readonly notAfter?: string;
    readonly inUse: boolean;
    /** "PENDING_AUTO_RENEWAL" | "PENDING_VALIDATION" | "SUCCESS" | "FAILED" */
    readonly renewalStatus?: string;
  };
  /** Source: AWS Backup API Reference, ListRecoveryPointsByBackupVault. */
  readonly "backup.Vault": {
    readonly recoveryPoints: number;
    readonly latestRecoveryPoint?: string;
  };
  /** Source: AWS Backup API Reference, ListRestoreJobs, by the plan's ARN. */
  readonly "backup.RestoreTestingPlan": {
    readonly lastRestoreCompleted?: string;
    /** "COMPLETED" | "FAILED" | "ABORTED" | ... of the last job. */
    readonly lastRestoreStatus?: string;
  };
  /** Source: Secrets Manager API Reference, DescribeSecret. */
  readonly "secretsmanager.Secret": {
    readonly rotationEnabled: boolean;
    readonly lastRotated?: string;
    readonly nextRotation?: string;
  };
  /** Source: RDS API Reference, DBInstance: LatestRestorableTime. */
  readonly "rds.Instance": {
    readonly latestRestorableTime?: string;
  };
  readonly "rds.Cluster": {
    readonly latestRestorableTime?: string;
  };
  /** Source: EC2 API Reference, FlowLog: DeliverLogsStatus. */
  readonly "ec2.FlowLog": {
    readonly deliverLogsStatus?: string;
    readonly deliverLogsErrorMessage?: string;
  };
  /** Source: Systems Manager API Reference, DescribeInstancePatchStates. */
  readonly "ec2.Instance": {
    /** Whether Systems Manager manages it; nothing is known of the patches of others. */
    readonly managed: boolean;
    readonly patchesMissing?: number;
    readonly patchesFailed?: number;
    readonly patchScanTime?: string;
  };
  /** Of the account itself. */
  readonly account: {
    /** Source: IAM API Reference, GetAccountSummary: AccountMFAEnabled, AccountAccessKeysPresent, AccountPasswordPresent. */
    readonly rootHasMfa: boolean;
    readonly rootHasAccessKeys: boolean;
    readonly rootHasPassword: boolean;
    /** When the root user's password was last used: the credential report. */
    readonly rootLastUsed?: string;
    /** The latest review of logs that the evidence records: `phiguard review`. */
    readonly lastLogReview?: string;
    /** The latest drill of the emergency access procedure that the evidence records: `phiguard drill`. */
    readonly lastEmergencyAccessDrill?: string;
  };
}

/** What is observed of: a kind, or the account. */
export type Observed = keyof Observations;
