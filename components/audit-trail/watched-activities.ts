/** Something that a person must look at when the trail records it. */
export interface WatchedActivity {
  /** A part of the names of filter, metric and alarm. */
  readonly name: string;
  readonly description: string;
  /** A metric filter's pattern over CloudTrail's JSON, at most 1024 characters. */
  readonly pattern: string;
  /** How many in five minutes raise the alarm; 1 unless told. */
  readonly threshold?: number;
}

function anyOf(eventNames: readonly string[]): string {
  return `{ ${eventNames.map((eventName) => `($.eventName = ${eventName})`).join(" || ")} }`;
}

/**
 * What is watched in every account. Fields: CloudTrail User Guide, "CloudTrail record contents"; patterns: CloudWatch Logs User Guide, "Filter pattern
 * syntax for metric filters". Serves 45 CFR 164.312(b), 164.308(a)(1)(ii)(D), 164.308(a)(5)(ii)(C).
 */
export const watchedActivities: readonly WatchedActivity[] = [
  {
    name: "root-use",
    description: "The account's root user did something",
    pattern: '{ ($.userIdentity.type = "Root") && ($.userIdentity.invokedBy NOT EXISTS) && ($.eventType != "AwsServiceEvent") }',
  },
  {
    name: "sign-in-without-second-factor",
    description: "An IAM user signed in to the console without a second factor",
    pattern:
      '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") && ($.userIdentity.type = "IAMUser") && ($.responseElements.ConsoleLogin = "Success") }',
  },
  {
    name: "failed-sign-ins",
    description: "Somebody failed to sign in to the console three times in five minutes",
    pattern: '{ ($.eventName = "ConsoleLogin") && ($.errorMessage = "Failed authentication") }',
    threshold: 3,
  },
  {
    name: "refused-calls",
    description: "Calls were refused ten times in five minutes",
    pattern: '{ ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") }',
    threshold: 10,
  },
  {
    name: "trail-changes",
    description: "Somebody stopped, deleted or changed the audit trail or the configuration recorder",
    pattern: anyOf([
      "StopLogging",
      "DeleteTrail",
      "UpdateTrail",
      "PutEventSelectors",
      "PutInsightSelectors",
      "StopConfigurationRecorder",
      "DeleteConfigurationRecorder",
      "DeleteDeliveryChannel",
      "DeleteLogGroup",
      "PutRetentionPolicy",
      "DeleteDetector",
      "DisableSecurityHub",
    ]),
  },
  {
    name: "bucket-access-changes",
    description: "Somebody changed who reaches a bucket",
    pattern: anyOf([
      "PutBucketPolicy",
      "DeleteBucketPolicy",
      "PutBucketAcl",
      "PutBucketPublicAccessBlock",
      "DeleteBucketPublicAccessBlock",
      "PutAccountPublicAccessBlock",
      "DeleteAccountPublicAccessBlock",
      "PutBucketLogging",
      "PutBucketVersioning",
    ]),
  },
  {
    name: "key-changes",
    description: "Somebody disabled a KMS key, scheduled its deletion, or changed who may use it",
    pattern:
      "{ ($.eventSource = kms.amazonaws.com) && (($.eventName = DisableKey) || ($.eventName = ScheduleKeyDeletion) || ($.eventName = DisableKeyRotation) || ($.eventName = PutKeyPolicy)) }",
  },
  {
    name: "permission-changes",
    description: "Somebody changed permissions",
    pattern: anyOf([
      "AttachRolePolicy",
      "AttachUserPolicy",
      "AttachGroupPolicy",
      "DetachRolePolicy",
      "PutRolePolicy",
      "PutUserPolicy",
      "PutGroupPolicy",
      "CreatePolicyVersion",
      "SetDefaultPolicyVersion",
      "UpdateAssumeRolePolicy",
      "CreateUser",
      "CreateAccessKey",
      "CreateLoginProfile",
      "DeactivateMFADevice",
      "DeleteRolePermissionsBoundary",
    ]),
  },
  {
    name: "network-changes",
    description: "Somebody changed how the network is closed",
    pattern: anyOf([
      "AuthorizeSecurityGroupIngress",
      "CreateNetworkAclEntry",
      "ReplaceNetworkAclEntry",
      "AttachInternetGateway",
      "CreateRoute",
      "ReplaceRoute",
      "AcceptVpcPeeringConnection",
      "CreateVpcPeeringConnection",
      "DeleteFlowLogs",
    ]),
  },
];

/** The names of the events that an activity's pattern asks for; empty where it asks for something else. */
export function eventNamesOf({ pattern }: WatchedActivity): readonly string[] {
  return [...pattern.matchAll(/\$\.eventName = "?(\w+)/g)].flatMap(([, name]) => name ?? []);
}

/** The calls by which a person reads ePHI out of a store. */
const reads = ["GetObject", "GetItem", "BatchGetItem", "Query", "Scan", "ExecuteStatement", "BatchExecuteStatement", "SelectObjectContent"];
const readsOfStores = `(${reads.map((eventName) => `($.eventName = ${eventName})`).join(" || ")})`;
/** AWS's own services read for backups and replication; people come by roles and users. */
const notByService = "($.userIdentity.invokedBy NOT EXISTS)";

/** The alarm on many reads in a short time. @param perFiveMinutes how many are unusual */
export function bulkReads(perFiveMinutes: number): WatchedActivity {
  return {
    name: "bulk-reads",
    description: `The stores were read ${perFiveMinutes} times or more in five minutes`,
    pattern: `{ ${notByService} && ${readsOfStores} }`,
    threshold: perFiveMinutes,
  };
}

/** The alarm on reads outside of working hours. @param from hour of the day in UTC at which the night begins; @param to hour at which it ends */
export function offHoursReads(from: number, to: number): WatchedActivity {
  const hours = Array.from({ length: (to - from + 24) % 24 }, (_, index) => (from + index) % 24);
  const times = hours.map((hour) => `($.eventTime = "*T${String(hour).padStart(2, "0")}:*")`);
  return {
    name: "off-hours-reads",
    description: `Somebody read the stores between ${from} and ${to} o'clock UTC`,
    pattern: `{ ${notByService} && ${readsOfStores} && (${times.join(" || ")}) }`,
  };
}
