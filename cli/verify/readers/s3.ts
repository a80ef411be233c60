import type {
  Bucket,
  GetBucketAclCommandOutput,
  GetBucketEncryptionCommandOutput,
  GetBucketOwnershipControlsCommandOutput,
  OwnershipControls,
  ServerSideEncryptionConfiguration,
} from "@aws-sdk/client-s3";
import type { ClassName } from "../../../policies/aws/kinds";
import { UNKNOWN } from "../../../policies/unknown";
import type { Answer } from "../account";
import { s3Calls as calls } from "../calls/s3";
import { asProvider, type LiveResource, part, tagsOf } from "../found";
import { keyArn } from "../key-arn";
import { forEach, listed, type Reading, type ServiceReader } from "../reader";

const kinds = [
  "s3.Bucket",
  "s3.BucketAcl",
  "s3.BucketLifecycleConfiguration",
  "s3.BucketLogging",
  "s3.BucketNotification",
  "s3.BucketObjectLockConfiguration",
  "s3.BucketOwnershipControls",
  "s3.BucketPolicy",
  "s3.BucketPublicAccessBlock",
  "s3.BucketReplicationConfig",
  "s3.BucketServerSideEncryptionConfiguration",
  "s3.BucketVersioning",
  "s3.BucketWebsiteConfiguration",
] as const satisfies readonly ClassName[];

/** The rule that S3 applies to every bucket since January 2023, also where the API does not name it. Source: Amazon S3 User Guide, "Default encryption FAQ". */
const defaultEncryption: ServerSideEncryptionConfiguration = {
  Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }],
};

/**
 * What holds where a bucket has no ownership controls: S3 sets them for every new bucket, and without them, in buckets that were made before or whose
 * controls somebody deleted, ACLs count. Source: Amazon S3 API Reference, GetBucketOwnershipControls; User Guide, "Controlling ownership of objects".
 */
const withoutOwnershipControls: OwnershipControls = { Rules: [{ ObjectOwnership: "ObjectWriter" }] };

/** Buckets with their settings, each a resource of its own. All of the account, whatever Region they are in. */
export const s3Reader: ServiceReader = { service: "s3", calls, regional: false, kinds, read };

async function read(reading: Reading): Promise<void> {
  const { account, region } = reading;
  const buckets = await account.list(
    region,
    calls.buckets,
    { MaxBuckets: 1000 },
    {
      items: (page) => page.Buckets,
      next: ({ ContinuationToken: token }) => (token === undefined ? undefined : { ContinuationToken: token }),
    },
  );
  await forEach(listed(reading, kinds, buckets), (bucket) => readBucket(reading, bucket));
}

async function readBucket({ account, region: asked, found }: Reading, { Name: name, BucketRegion: own }: Bucket): Promise<void> {
  if (name === undefined) return;
  const region = own ?? asked;
  const arn = `arn:${account.partition}:s3:::${name}`;
  const input = { Bucket: name };
  const urn = found.urnOf("s3.Bucket", arn);
  const [tags, versioning, block, encryption, policy, logging, acl, ownership, lock, website, notification, lifecycle, replication] =
    await Promise.all([
      account.ask(region, calls.bucketTags, input, ["NoSuchTagSet"]),
      account.ask(region, calls.bucketVersioning, input),
      account.ask(region, calls.bucketPublicAccessBlock, input, ["NoSuchPublicAccessBlockConfiguration"]),
      account.ask(region, calls.bucketEncryption, input, ["ServerSideEncryptionConfigurationNotFoundError"]),
      account.ask(region, calls.bucketPolicy, input, ["NoSuchBucketPolicy"]),
      account.ask(region, calls.bucketLogging, input),
      account.ask(region, calls.bucketAcl, input),
      account.ask(region, calls.bucketOwnership, input, ["OwnershipControlsNotFoundError"]),
      account.ask(region, calls.bucketObjectLock, input, ["ObjectLockConfigurationNotFoundError"]),
      account.ask(region, calls.bucketWebsite, input, ["NoSuchWebsiteConfiguration"]),
      account.ask(region, calls.bucketNotification, input),
      account.ask(region, calls.bucketLifecycle, input, ["NoSuchLifecycleConfiguration"]),
      account.ask(region, calls.bucketReplication, input, ["ReplicationConfigurationNotFoundError"]),
    ]);
  found.add({
    kind: "s3.Bucket",
    id: arn,
    region,
    inputs: {
      bucket: name,
      tags: part(tags, ({ TagSet: set }) => tagsOf(set)),
      objectLockEnabled: part(lock, ({ ObjectLockConfiguration: held }) => held?.ObjectLockEnabled === "Enabled"),
    },
    outputs: { arn, id: name, bucket: name },
    answers: [tags, lock],
  });

  /** Adds a setting of the bucket. @param inputs what it says; undefined where it is not there. @param hidden what it may say where it could not be read */
  const setting = <Value>(
    kind: (typeof kinds)[number],
    answer: Answer<Value>,
    inputs: (value: Value) => Readonly<Record<string, unknown>> | undefined,
    ...hidden: readonly string[]
  ): void => {
    const shared = { kind, id: arn, region, refersTo: { bucket: urn }, answers: [answer] };
    const named = { bucket: name };
    if (answer.state === "unread") {
      const unknown = Object.fromEntries(hidden.map((property) => [property, UNKNOWN]));
      found.addAny({ ...shared, inputs: { ...named, ...unknown }, mayBeAbsent: true });
    }
    const said = answer.state === "read" ? inputs(answer.value) : undefined;
    if (said !== undefined) found.addAny({ ...shared, inputs: { ...named, ...said } });
  };

  setting(
    "s3.BucketVersioning",
    versioning,
    ({ Status }) => (Status === undefined ? undefined : { versioningConfiguration: { status: Status } }),
    "versioningConfiguration",
  );
  setting(
    "s3.BucketPublicAccessBlock",
    block,
    ({ PublicAccessBlockConfiguration: set }) =>
      set && {
        blockPublicAcls: set.BlockPublicAcls,
        blockPublicPolicy: set.BlockPublicPolicy,
        ignorePublicAcls: set.IgnorePublicAcls,
        restrictPublicBuckets: set.RestrictPublicBuckets,
      },
    "blockPublicAcls",
    "blockPublicPolicy",
    "ignorePublicAcls",
    "restrictPublicBuckets",
  );
  setting(
    "s3.BucketServerSideEncryptionConfiguration",
    encryptionOf(encryption),
    (set) => ({
      rules: set.Rules?.map((rule) => ({
        applyServerSideEncryptionByDefault: rule.ApplyServerSideEncryptionByDefault && {
          sseAlgorithm: rule.ApplyServerSideEncryptionByDefault.SSEAlgorithm,
          // S3 answers the key as somebody wrote it, which may be its id alone.
          kmsMasterKeyId: keyArn({ account, region }, rule.ApplyServerSideEncryptionByDefault.KMSMasterKeyID),
        },
        bucketKeyEnabled: rule.BucketKeyEnabled,
        blockedEncryptionTypes: rule.BlockedEncryptionTypes?.EncryptionType,
      })),
    }),
    "rules",
  );
  setting("s3.BucketPolicy", policy, ({ Policy: document }) => ({ policy: document }), "policy");
  setting(
    "s3.BucketLogging",
    logging,
    ({ LoggingEnabled: set }) => set && { targetBucket: set.TargetBucket, targetPrefix: set.TargetPrefix },
    "targetBucket",
  );
  setting("s3.BucketAcl", acl, aclInputs, "acl", "accessControlPolicy");
  setting(
    "s3.BucketOwnershipControls",
    ownershipOf(ownership),
    (set) => ({ rule: { objectOwnership: set.Rules?.[0]?.ObjectOwnership } }),
    "rule",
  );
  setting(
    "s3.BucketObjectLockConfiguration",
    lock,
    ({ ObjectLockConfiguration: set }) => set && { objectLockEnabled: set.ObjectLockEnabled, rule: asProvider(set.Rule) },
    "rule",
  );
  setting(
    "s3.BucketWebsiteConfiguration",
    website,
    (set) => ({
      indexDocument: asProvider(set.IndexDocument),
      redirectAllRequestsTo: asProvider(set.RedirectAllRequestsTo),
    }),
    "indexDocument",
  );
  setting(
    "s3.BucketNotification",
    notification,
    (set) => ({
      eventbridge: set.EventBridgeConfiguration !== undefined,
      lambdaFunctions: set.LambdaFunctionConfigurations?.map(({ LambdaFunctionArn, Events }) => ({
        lambdaFunctionArn: LambdaFunctionArn,
        events: Events,
      })),
      queues: set.QueueConfigurations?.map(({ QueueArn, Events }) => ({ queueArn: QueueArn, events: Events })),
      topics: set.TopicConfigurations?.map(({ TopicArn, Events }) => ({ topicArn: TopicArn, events: Events })),
    }),
    "eventbridge",
    "lambdaFunctions",
    "queues",
    "topics",
  );
  setting("s3.BucketLifecycleConfiguration", lifecycle, ({ Rules: rules }) => ({ rules: asProvider(rules) }), "rules");
  setting(
    "s3.BucketReplicationConfig",
    replication,
    ({ ReplicationConfiguration: set }) => ({ role: set?.Role, rules: asProvider(set?.Rules) }),
    "rules",
  );
}

/** The ACL that every bucket has gives its owner everything and nobody else anything: the canned ACL "private". */
function aclInputs({ Owner: owner, Grants: grants = [] }: GetBucketAclCommandOutput): LiveResource<"s3.BucketAcl">["inputs"] {
  const isPrivate = grants.every(
    ({ Grantee, Permission }) => Permission === "FULL_CONTROL" && Grantee?.ID !== undefined && Grantee.ID === owner?.ID,
  );
  return isPrivate ? { acl: "private" } : { accessControlPolicy: { owner: asProvider(owner), grants: asProvider(grants) } };
}

function encryptionOf(answer: Answer<GetBucketEncryptionCommandOutput>): Answer<ServerSideEncryptionConfiguration> {
  if (answer.state === "unread") return answer;
  const set = answer.state === "read" ? answer.value.ServerSideEncryptionConfiguration : undefined;
  return { state: "read", value: set ?? defaultEncryption };
}

function ownershipOf(answer: Answer<GetBucketOwnershipControlsCommandOutput>): Answer<OwnershipControls> {
  if (answer.state === "unread") return answer;
  const set = answer.state === "read" ? answer.value.OwnershipControls : undefined;
  return { state: "read", value: set ?? withoutOwnershipControls };
}
