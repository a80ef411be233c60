import { EncryptionKey, LogBucket } from "../../components/index";
import type { ComponentCase } from "./component-case";
import { exception } from "./wrong-arguments";

const logBucket: ComponentCase = {
  component: "LogBucket",
  minimal: {
    make: () => {
      new LogBucket("traffic");
    },
    undetermined: {},
  },
  full: {
    make: () => {
      const key = new EncryptionKey("audit", { services: ["cloudtrail", "delivery.logs"] });
      const logs = new LogBucket("access", { writers: ["s3"] });
      new LogBucket("audit", {
        writers: ["cloudtrail", "log-delivery"],
        key,
        logs,
        classification: "ephi",
        retentionDays: 2557,
        coldStorageAfterDays: 30,
        tags: { Team: "security" },
      });
    },
    undetermined: {},
  },
  wrong: {
    "less than six years": {
      make: () => new LogBucket("traffic", { retentionDays: 365 }),
      says: "retentionDays must be a whole number of days from 2192 to 3653",
    },
    "a writer of its own": {
      make: () => new LogBucket("traffic", { writers: ["s3", "syslog"] }),
      says: 'writers[1] must be one of "s3"',
    },
    "a key that a writer cannot use": {
      make: () => new LogBucket("traffic", { writers: ["load-balancer"], key: { arn: "arn:aws:kms:us-east-1:123456789012:key/1" } }),
      says: 'key does not go with the writer "load-balancer"',
    },
    "ePHI under S3's own keys": {
      make: () => new LogBucket("traffic", { classification: "ephi" }),
      says: 'classification cannot be "ephi" with the writer "s3"',
    },
    "ePHI that nobody logs": {
      make: () => new LogBucket("audit", { classification: "ephi", writers: ["cloudtrail"] }),
      says: "logs is missing",
    },
    "a lock where a writer cannot write under one": {
      make: () => new LogBucket("traffic", { writers: ["config"], lockMode: "COMPLIANCE" }),
      says: 'lockMode does not go with the writer "config"',
    },
    "a weaker lock without an exception": {
      make: () => new LogBucket("audit", { writers: ["cloudtrail"], lockMode: "GOVERNANCE" }),
      says: "lockMode lets some people delete logs, which needs the argument exception",
    },
    "destruction of what is locked": {
      make: () => new LogBucket("audit", { writers: ["cloudtrail"], forceDestroy: true, exception: exception() }),
      says: "forceDestroy does not go with a lock that nobody can lift",
    },
  },
};
export default logBucket;
