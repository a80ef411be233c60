import { BackupVault, EncryptionKey } from "../../components/index";
import type { ComponentCase } from "./component-case";
import { untyped } from "./wrong-arguments";

const backupVault: ComponentCase = {
  component: "BackupVault",
  minimal: {
    make: () => {
      new BackupVault("records");
    },
    undetermined: {},
  },
  full: {
    make: () => {
      const key = new EncryptionKey("backups");
      new BackupVault("records", {
        key,
        copyRegion: "us-east-2",
        copyKey: { arn: "arn:aws:kms:us-east-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab" },
        retentionDays: 35,
        monthlyRetentionDays: 2557,
        continuous: true,
        selectionTags: { Backup: "daily" },
        restoreTests: [{ resourceType: "DynamoDB" }, { resourceType: "RDS", metadata: { dbSubnetGroupName: "clinic-restores" } }],
        alarms: { arn: "arn:aws:sns:us-east-1:123456789012:operations" },
        changeableForDays: 14,
        classification: "ephi",
        tags: { Team: "records" },
      });
    },
    undetermined: {},
  },
  wrong: {
    "backups that are gone too soon": {
      make: () => new BackupVault("records", { retentionDays: 7 }),
      says: "retentionDays must be a whole number of days from 35 to 36500",
    },
    "a month's backup that goes before a day's": {
      make: () => new BackupVault("records", { retentionDays: 90, monthlyRetentionDays: 60 }),
      says: "monthlyRetentionDays must be at least retentionDays, which is 90",
    },
    "a continuous backup for longer than AWS records": {
      make: () => new BackupVault("records", { retentionDays: 90, continuous: true }),
      says: "continuous does not go with retentionDays above 35",
    },
    "a Zone in place of a Region": {
      make: () => new BackupVault("records", { copyRegion: "us-west-2a" }),
      says: "copyRegion must be a Region",
    },
    "a kind that AWS Backup cannot try": {
      make: () => new BackupVault("records", { restoreTests: [{ resourceType: "SQS" }] }),
      says: 'restoreTests[0].resourceType must be one of "Aurora"',
    },
    "a kind that is tried twice": {
      make: () => new BackupVault("records", { restoreTests: [{ resourceType: "EFS" }, { resourceType: "EFS" }] }),
      says: "restoreTests[1].resourceType repeats the kind",
    },
    "a weaker lock without an exception": {
      make: () => new BackupVault("records", { lockMode: "GOVERNANCE" }),
      says: "lockMode lets some people remove the lock, which needs the argument exception",
    },
    "destruction with what is in it": {
      make: () => new BackupVault("records", untyped({ forceDestroy: true })),
      says: "forceDestroy is not an argument",
    },
  },
};
export default backupVault;
