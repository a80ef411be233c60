/**
 * What only a live account tells of a resource: whether a safeguard works, not only whether it is set. Readers of `phiguard verify` attach it to
 * the resource; programs and states have none of it. Times are ISO 8601 in UTC; what a call did not tell is `UNKNOWN`, what is not there is left out.
 */
export interface Observations {
  /** Source: CloudTrail API Reference, GetTrailStatus. */
  readonly "cloudtrail.Trail": {
    readonly isLogging: boolean;
    /** When logging was last switched on: StartLoggingTime. */
    readonly loggingSince?: string;
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
    /** The latest of any stream, or "never"; asked only of groups that a trail or a flow log writes to. */
    readonly lastEventTime: string;
  };
  readonly "kms.Key": KeyObservations;
  readonly "kms.ExternalKey": KeyObservations;
  readonly "kms.ReplicaKey": KeyObservations;
  readonly "kms.ReplicaExternalKey": KeyObservations;
  /** Source: IAM API Reference, GetLoginProfile, ListMFADevices and ListUsers. */
  readonly "iam.User": {
    readonly hasPassword: boolean;
    readonly mfaDevices: number;
    readonly createdAt: string;
    /** When the user got a password; left out where there is none. */
    readonly passwordSince?: string;
    /** When the password was last used; left out where never. */
    readonly passwordLastUsed?: string;
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
    /** "Pending" | "Success" | "Failure" | "NotApplicable", which the service also writes in capitals. */
    readonly lastStatus?: string;
    readonly lastErrorCode?: string;
    readonly lastStatusChange?: string;
  };
  /** Source: AWS Config API Reference, DescribeDeliveryChannelStatus. */
  readonly "cfg.DeliveryChannel": {
    /** "Success" | "Failure" | "Not_Applicable", which the service also writes in capitals, of what was delivered last. */
    readonly historyStatus?: string;
    readonly streamStatus?: string;
  };
  /** Source: SNS API Reference, ListSubscriptionsByTopic: what is not confirmed has "PendingConfirmation" for its ARN, what was deleted "Deleted". */
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
  /** Source: AWS Backup API Reference, ListBackupVaults and ListRecoveryPointsByBackupVault. */
  readonly "backup.Vault": {
    readonly recoveryPoints: number;
    /** When the latest recovery point that is complete was made; left out where there is none. */
    readonly latestRecoveryPoint?: string;
    readonly createdAt?: string;
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
  readonly "rds.Instance": DatabaseObservations;
  readonly "rds.Cluster": DatabaseObservations;
  readonly "rds.Snapshot": SnapshotObservations;
  readonly "rds.ClusterSnapshot": SnapshotObservations;
  readonly "neptune.ClusterSnapshot": SnapshotObservations;
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
  /** Of the account itself. Several readers tell of it, so what is left out was not looked for: where there is nothing, they say "never". */
  readonly account: {
    /** Source: IAM API Reference, GetAccountSummary: AccountMFAEnabled, AccountAccessKeysPresent, AccountPasswordPresent. */
    readonly rootHasMfa: boolean;
    readonly rootHasAccessKeys: boolean;
    readonly rootHasPassword: boolean;
    /** When the root user's password or an access key of it was last used, or "never": the credential report. */
    readonly rootLastUsed: string;
    /** Up to when logs were reviewed, as the evidence records it, or "never": `phiguard review`. */
    readonly lastLogReview: string;
    /** The latest drill of the emergency access procedure that the evidence records, or "never": `phiguard drill`. */
    readonly lastEmergencyAccessDrill: string;
  };
}

/** Source: KMS API Reference, KeyMetadata. */
interface KeyObservations {
  readonly state: string;
  readonly deletionDate?: string;
  /** When imported material ends; left out where it does not. */
  readonly validTo?: string;
}

/** Source: RDS API Reference, DBInstance and DBCluster. */
interface DatabaseObservations {
  /** "available", "stopped", ... */
  readonly status?: string;
  readonly latestRestorableTime?: string;
}

/** Source: RDS API Reference, DBSnapshot and DBClusterSnapshot. */
interface SnapshotObservations {
  /** A program does not say so: a snapshot is as its database was when it was taken. */
  readonly encrypted: boolean;
}

/** What is observed of: a kind, or the account. */
export type Observed = keyof Observations;

/** The facts that are there for every resource of a kind. */
type Always<Facts> = { readonly [Fact in keyof Facts as Record<never, never> extends Pick<Facts, Fact> ? never : Fact]: true };

/** The facts that are never left out of what is observed of a kind: one that is missing was not read. */
export const alwaysTold: { readonly [Kind in Observed]: Always<Observations[Kind]> } = {
  "cloudtrail.Trail": { isLogging: true },
  "cloudwatch.LogGroup": { createdAt: true, storedBytes: true, lastEventTime: true },
  "kms.Key": { state: true },
  "kms.ExternalKey": { state: true },
  "kms.ReplicaKey": { state: true },
  "kms.ReplicaExternalKey": { state: true },
  "iam.User": { hasPassword: true, mfaDevices: true, createdAt: true },
  "iam.AccessKey": { active: true, createdAt: true },
  "cfg.Recorder": { recording: true },
  "cfg.DeliveryChannel": {},
  "sns.Topic": { subscriptionsConfirmed: true, subscriptionsPending: true },
  "acm.Certificate": { status: true, inUse: true },
  "backup.Vault": { recoveryPoints: true },
  "backup.RestoreTestingPlan": {},
  "secretsmanager.Secret": { rotationEnabled: true },
  "rds.Instance": {},
  "rds.Cluster": {},
  "rds.Snapshot": { encrypted: true },
  "rds.ClusterSnapshot": { encrypted: true },
  "neptune.ClusterSnapshot": { encrypted: true },
  "ec2.FlowLog": {},
  "ec2.Instance": { managed: true },
  account: {
    rootHasMfa: true,
    rootHasAccessKeys: true,
    rootHasPassword: true,
    rootLastUsed: true,
    lastLogReview: true,
    lastEmergencyAccessDrill: true,
  },
};
