import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteBucketLifecycleCommand,
  DeleteBucketOwnershipControlsCommand,
  DeleteBucketPolicyCommand,
  DeletePublicAccessBlockCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLoggingCommand,
  GetBucketNotificationConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketLoggingCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
  PutBucketVersioningCommand,
  PutObjectLockConfigurationCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { service } from "../emulator";
import { emulated, type Making, setting } from "../kind";
import { camel, pascal, pascalFields, tagList } from "../shape";

const s3 = service((configuration) => new S3Client({ ...configuration, forcePathStyle: true }));

interface OfBucket {
  readonly bucket: string;
}
const bucketName = ({ inputs }: Making<OfBucket>): string => inputs.bucket;

/** The Region that is not named as a location. Source: S3 API Reference, CreateBucket. */
const firstRegion = "us-east-1";

const bucket = emulated("s3.Bucket", {
  async create(making) {
    const { bucket: name = "", objectLockEnabled } = making.inputs;
    const location = making.region === firstRegion ? undefined : { LocationConstraint: making.region };
    await s3(making, CreateBucketCommand, {
      Bucket: name,
      ObjectLockEnabledForBucket: objectLockEnabled,
      CreateBucketConfiguration: location,
    });
    await s3(making, PutBucketTaggingCommand, { Bucket: name, Tagging: { TagSet: tagList(making.tags) } });
    return { id: name, outputs: { arn: `arn:${making.partition}:s3:::${name}` } };
  },
  async read(standing) {
    await s3(standing, HeadBucketCommand, { Bucket: standing.id });
    return {};
  },
  update: (standing) => s3(standing, PutBucketTaggingCommand, { Bucket: standing.id, Tagging: { TagSet: tagList(standing.tags) } }),
  delete: (standing) => s3(standing, DeleteBucketCommand, { Bucket: standing.id }),
});

const versioning = setting("s3.BucketVersioning", {
  id: bucketName,
  put: (making) =>
    s3(making, PutBucketVersioningCommand, {
      Bucket: making.inputs.bucket,
      VersioningConfiguration: pascal(making.inputs.versioningConfiguration),
    }),
  async read(making) {
    const { Status: status = "Disabled" } = await s3(making, GetBucketVersioningCommand, { Bucket: making.inputs.bucket });
    return { versioningConfiguration: { status } };
  },
  remove: (making) =>
    s3(making, PutBucketVersioningCommand, { Bucket: making.inputs.bucket, VersioningConfiguration: { Status: "Suspended" } }),
});

const publicAccessBlock = setting("s3.BucketPublicAccessBlock", {
  id: bucketName,
  put: (making) => {
    const { blockPublicAcls, blockPublicPolicy, ignorePublicAcls, restrictPublicBuckets } = making.inputs;
    return s3(making, PutPublicAccessBlockCommand, {
      Bucket: making.inputs.bucket,
      PublicAccessBlockConfiguration: pascal({ blockPublicAcls, blockPublicPolicy, ignorePublicAcls, restrictPublicBuckets }),
    });
  },
  async read(making) {
    const { PublicAccessBlockConfiguration: found } = await s3(making, GetPublicAccessBlockCommand, { Bucket: making.inputs.bucket });
    return {
      blockPublicAcls: found?.BlockPublicAcls,
      blockPublicPolicy: found?.BlockPublicPolicy,
      ignorePublicAcls: found?.IgnorePublicAcls,
      restrictPublicBuckets: found?.RestrictPublicBuckets,
    };
  },
  remove: (making) => s3(making, DeletePublicAccessBlockCommand, { Bucket: making.inputs.bucket }),
});

const encryption = setting("s3.BucketServerSideEncryptionConfiguration", {
  id: bucketName,
  put: (making) =>
    s3(making, PutBucketEncryptionCommand, {
      Bucket: making.inputs.bucket,
      ServerSideEncryptionConfiguration: {
        Rules: making.inputs.rules.map(({ applyServerSideEncryptionByDefault: byDefault, bucketKeyEnabled, blockedEncryptionTypes }) => ({
          ApplyServerSideEncryptionByDefault: byDefault && {
            SSEAlgorithm: byDefault.sseAlgorithm,
            KMSMasterKeyID: byDefault.kmsMasterKeyId,
          },
          BucketKeyEnabled: bucketKeyEnabled,
          BlockedEncryptionTypes: blockedEncryptionTypes && { EncryptionType: blockedEncryptionTypes },
        })),
      },
    }),
  async read(making) {
    const found = await s3(making, GetBucketEncryptionCommand, { Bucket: making.inputs.bucket });
    const rules = (found.ServerSideEncryptionConfiguration?.Rules ?? []).map(({ ApplyServerSideEncryptionByDefault: byDefault }) => ({
      applyServerSideEncryptionByDefault: { sseAlgorithm: byDefault?.SSEAlgorithm, kmsMasterKeyId: byDefault?.KMSMasterKeyID },
    }));
    return { rules };
  },
  // AWS falls back to AES256, and so does a bucket here: nothing can be without encryption.
  remove: (making) =>
    s3(making, PutBucketEncryptionCommand, {
      Bucket: making.inputs.bucket,
      ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }] },
    }),
});

/**
 * The policy with its statements on AWS's services first: their order means nothing, and moto 5.2.5 fails, with status 500, on a bucket that is to take
 * logs where a statement on everybody (`"Principal": "*"`) comes before the one on the log service.
 */
function servicesFirst(policy: string | object): string {
  const text = typeof policy === "string" ? policy : JSON.stringify(policy);
  const document: { readonly Statement?: unknown } = JSON.parse(text);
  if (!Array.isArray(document.Statement)) return text;
  const isOnService = (statement: { readonly Principal?: unknown }) => typeof statement.Principal === "object";
  const statements: readonly { readonly Principal?: unknown }[] = document.Statement;
  const Statement = [...statements.filter(isOnService), ...statements.filter((statement) => !isOnService(statement))];
  return JSON.stringify({ ...document, Statement });
}

const policy = setting("s3.BucketPolicy", {
  id: bucketName,
  put: (making) => s3(making, PutBucketPolicyCommand, { Bucket: making.inputs.bucket, Policy: servicesFirst(making.inputs.policy) }),
  async read(making) {
    const { Policy: found } = await s3(making, GetBucketPolicyCommand, { Bucket: making.inputs.bucket });
    return { policy: found };
  },
  remove: (making) => s3(making, DeleteBucketPolicyCommand, { Bucket: making.inputs.bucket }),
});

const logging = setting("s3.BucketLogging", {
  id: bucketName,
  put: (making) =>
    s3(making, PutBucketLoggingCommand, {
      Bucket: making.inputs.bucket,
      BucketLoggingStatus: { LoggingEnabled: { TargetBucket: making.inputs.targetBucket, TargetPrefix: making.inputs.targetPrefix } },
    }),
  async read(making) {
    const { LoggingEnabled: found } = await s3(making, GetBucketLoggingCommand, { Bucket: making.inputs.bucket });
    return found && { targetBucket: found.TargetBucket, targetPrefix: found.TargetPrefix };
  },
  remove: (making) => s3(making, PutBucketLoggingCommand, { Bucket: making.inputs.bucket, BucketLoggingStatus: {} }),
});

const ownership = setting("s3.BucketOwnershipControls", {
  id: bucketName,
  put: (making) =>
    s3(making, PutBucketOwnershipControlsCommand, {
      Bucket: making.inputs.bucket,
      OwnershipControls: { Rules: [{ ObjectOwnership: making.inputs.rule.objectOwnership }] },
    }),
  async read(making) {
    const { OwnershipControls: found } = await s3(making, GetBucketOwnershipControlsCommand, { Bucket: making.inputs.bucket });
    return { rule: { objectOwnership: found?.Rules?.[0]?.ObjectOwnership } };
  },
  remove: (making) => s3(making, DeleteBucketOwnershipControlsCommand, { Bucket: making.inputs.bucket }),
});

const objectLock = setting("s3.BucketObjectLockConfiguration", {
  id: bucketName,
  put: (making) =>
    s3(making, PutObjectLockConfigurationCommand, {
      Bucket: making.inputs.bucket,
      ObjectLockConfiguration: { ObjectLockEnabled: "Enabled", Rule: pascal(making.inputs.rule) },
    }),
  async read(making) {
    const { ObjectLockConfiguration: found } = await s3(making, GetObjectLockConfigurationCommand, { Bucket: making.inputs.bucket });
    const retention = found?.Rule?.DefaultRetention;
    return retention && { rule: { defaultRetention: { mode: retention.Mode, days: retention.Days || undefined } } };
  },
  remove: (making) =>
    s3(making, PutObjectLockConfigurationCommand, {
      Bucket: making.inputs.bucket,
      ObjectLockConfiguration: { ObjectLockEnabled: "Enabled" },
    }),
});

const lifecycle = setting("s3.BucketLifecycleConfiguration", {
  id: bucketName,
  put: (making) =>
    s3(making, PutBucketLifecycleConfigurationCommand, {
      Bucket: making.inputs.bucket,
      LifecycleConfiguration: {
        Rules: (making.inputs.rules ?? []).map(({ id, ...rule }) => ({
          ID: id,
          ...pascalFields(rule),
          Filter: pascal(rule.filter ?? { prefix: rule.prefix ?? "" }),
        })),
      },
    }),
  async read(making) {
    const { Rules: found = [] } = await s3(making, GetBucketLifecycleConfigurationCommand, { Bucket: making.inputs.bucket });
    return { rules: found.map(({ ID: id, Status: status }) => ({ id, status })) };
  },
  remove: (making) => s3(making, DeleteBucketLifecycleCommand, { Bucket: making.inputs.bucket }),
});

const notification = setting("s3.BucketNotification", {
  id: bucketName,
  put: (making) => {
    const { bucket: name, eventbridge, queues = [], topics = [], lambdaFunctions = [] } = making.inputs;
    return s3(making, PutBucketNotificationConfigurationCommand, {
      Bucket: name,
      NotificationConfiguration: {
        EventBridgeConfiguration: eventbridge ? {} : undefined,
        QueueConfigurations: queues.map((queue) => ({ Id: queue.id, Events: queue.events, QueueArn: queue.queueArn })),
        TopicConfigurations: topics.map((topic) => ({ Id: topic.id, Events: topic.events, TopicArn: topic.topicArn })),
        LambdaFunctionConfigurations: lambdaFunctions.map((target) => ({
          Id: target.id,
          Events: target.events,
          LambdaFunctionArn: target.lambdaFunctionArn,
        })),
      },
    });
  },
  async read(making) {
    const found = await s3(making, GetBucketNotificationConfigurationCommand, { Bucket: making.inputs.bucket });
    // moto takes EventBridge and does not answer it, so that it cannot be looked at.
    return { queues: camel(found.QueueConfigurations ?? null) };
  },
  remove: (making) =>
    s3(making, PutBucketNotificationConfigurationCommand, { Bucket: making.inputs.bucket, NotificationConfiguration: {} }),
});

export const s3Kinds = [bucket, versioning, publicAccessBlock, encryption, policy, logging, ownership, objectLock, lifecycle, notification];
