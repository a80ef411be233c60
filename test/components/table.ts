import { BackupVault, EncryptionKey, Table } from "../../components/index";
import type { ComponentCase } from "./component-case";
import { untyped } from "./wrong-arguments";

const keyInTheWest = "arn:aws:kms:us-west-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";

const table: ComponentCase = {
  component: "Table",
  minimal: {
    make: () => {
      new Table("patients", { hashKey: "patientId" });
    },
    undetermined: {},
  },
  full: {
    make: () => {
      const key = new EncryptionKey("records", { through: ["dynamodb"] });
      const backup = new BackupVault("records", { copyRegion: "us-west-2" });
      new Table("appointments", {
        hashKey: "patientId",
        rangeKey: "startsAt",
        attributeTypes: { startsAt: "N" },
        indexes: [
          { name: "by-practitioner-day", hashKey: "practitionerDay", rangeKey: "startsAt" },
          { name: "by-room", hashKey: "room", projectionType: "KEYS_ONLY" },
        ],
        key,
        backup,
        streamViewType: "NEW_AND_OLD_IMAGES",
        expiryAttribute: "expiresAt",
        replicas: [{ region: "us-west-2", keyArn: keyInTheWest }],
        deletionProtection: true,
        classification: "ephi",
        tags: { Team: "records" },
      });
    },
    undetermined: {},
  },
  wrong: {
    "no key of items": {
      make: () => new Table("patients", untyped({})),
      says: "hashKey is missing",
    },
    "a type that is no key's": {
      make: () => new Table("patients", { hashKey: "patientId", attributeTypes: { patientId: "M" } }),
      says: 'attributeTypes.patientId must be one of "S", "N", "B"',
    },
    "the type of what is no key": {
      make: () => new Table("patients", { hashKey: "patientId", attributeTypes: { born: "N" } }),
      says: "attributeTypes.born is no key of the table",
    },
    "an index twice": {
      make: () =>
        new Table("patients", {
          hashKey: "patientId",
          indexes: [
            { name: "by-name", hashKey: "name" },
            { name: "by-name", hashKey: "born" },
          ],
        }),
      says: "indexes[1].name repeats the name",
    },
    "replicas that a stream does not feed": {
      make: () =>
        new Table("patients", {
          hashKey: "patientId",
          streamViewType: "KEYS_ONLY",
          replicas: [{ region: "us-west-2", keyArn: keyInTheWest }],
        }),
      says: 'streamViewType must be "NEW_AND_OLD_IMAGES"',
    },
    "a replica under AWS's own key": {
      make: () => new Table("patients", { hashKey: "patientId", replicas: [{ region: "us-west-2", keyArn: "alias/aws/dynamodb" }] }),
      says: "replicas[0].keyArn must be an ARN of kms",
    },
    "deletion without an exception": {
      make: () => new Table("patients", { hashKey: "patientId", deletionProtection: false }),
      says: "deletionProtection lets the table be deleted with its items, which needs the argument exception",
    },
    "a table that is not recovered": {
      make: () => new Table("patients", untyped({ hashKey: "patientId", pointInTimeRecovery: false })),
      says: "pointInTimeRecovery is not an argument",
    },
  },
};
export default table;
