import {
  GetBucketAclCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLoggingCommand,
  GetBucketNotificationConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketReplicationCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetBucketWebsiteCommand,
  GetObjectLockConfigurationCommand,
  GetPublicAccessBlockCommand,
  ListBucketsCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { service } from "../call";

const s3 = service(
  "s3",
  (configuration) => new S3Client({ ...configuration, followRegionRedirects: true, forcePathStyle: configuration.endpoint !== undefined }),
);

export const s3Calls = {
  buckets: s3.read("s3:ListAllMyBuckets", ListBucketsCommand),
  bucketAcl: s3.read("s3:GetBucketAcl", GetBucketAclCommand),
  bucketEncryption: s3.read("s3:GetEncryptionConfiguration", GetBucketEncryptionCommand),
  bucketLifecycle: s3.read("s3:GetLifecycleConfiguration", GetBucketLifecycleConfigurationCommand),
  bucketLogging: s3.read("s3:GetBucketLogging", GetBucketLoggingCommand),
  bucketNotification: s3.read("s3:GetBucketNotification", GetBucketNotificationConfigurationCommand),
  bucketObjectLock: s3.read("s3:GetBucketObjectLockConfiguration", GetObjectLockConfigurationCommand),
  bucketOwnership: s3.read("s3:GetBucketOwnershipControls", GetBucketOwnershipControlsCommand),
  bucketPolicy: s3.read("s3:GetBucketPolicy", GetBucketPolicyCommand),
  bucketPublicAccessBlock: s3.read("s3:GetBucketPublicAccessBlock", GetPublicAccessBlockCommand),
  bucketReplication: s3.read("s3:GetReplicationConfiguration", GetBucketReplicationCommand),
  bucketTags: s3.read("s3:GetBucketTagging", GetBucketTaggingCommand),
  bucketVersioning: s3.read("s3:GetBucketVersioning", GetBucketVersioningCommand),
  bucketWebsite: s3.read("s3:GetBucketWebsite", GetBucketWebsiteCommand),
} as const;
