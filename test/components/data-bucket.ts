import { DataBucket, EncryptionKey, LogBucket } from "../../components/index";
import type { ComponentCase } from "./component-case";
import { untyped } from "./wrong-arguments";

const dataBucket: ComponentCase = {
  component: "DataBucket",
  minimal: {
    make: () => {
      new DataBucket("documents");
    },
    undetermined: {},
  },
  full: {
    make: () => {
      const key = new EncryptionKey("records", { through: ["s3"] });
      const logs = new LogBucket("traffic");
      new DataBucket("documents", {
        key,
        logs,
        objectLock: { mode: "COMPLIANCE", days: 2557 },
        replication: {
          bucketArn: "arn:aws:s3:::clinic-documents-copy",
          keyArn: "arn:aws:kms:us-west-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
          region: "us-west-2",
        },
        coldVersionsAfterDays: 30,
        expireVersionsAfterDays: 3653,
        classification: "ephi",
        tags: { DisasterRecovery: "required" },
      });
    },
    undetermined: {},
  },
  wrong: {
    "a key by its ARN alone": {
      make: () => new DataBucket("documents", untyped({ key: "arn:aws:kms:us-east-1:123456789012:key/1" })),
      says: "key must be an object with arn",
    },
    "a bucket's ARN where its name is asked for": {
      make: () => new DataBucket("documents", { logs: { bucket: "arn:aws:s3:::logs" } }),
      says: "logs.bucket must be a bucket's name",
    },
    "a key in no Region": {
      make: () =>
        new DataBucket("documents", { replication: { bucketArn: "arn:aws:s3:::copy", keyArn: "alias/copy", region: "us-west-2" } }),
      says: "replication.keyArn must be an ARN of kms",
    },
    "versions that are gone before they are cold": {
      make: () => new DataBucket("documents", { expireVersionsAfterDays: 60 }),
      says: "expireVersionsAfterDays must be more than coldVersionsAfterDays, which is 90",
    },
    "destruction without an exception": {
      make: () => new DataBucket("documents", { forceDestroy: true }),
      says: "forceDestroy lets objects be destroyed, which needs the argument exception",
    },
    "public access": {
      make: () => new DataBucket("documents", untyped({ publicAccess: true })),
      says: "publicAccess is not an argument; the arguments are classification, tags, key",
    },
  },
};
export default dataBucket;
