import { EncryptionKey } from "../../components/index";
import type { ComponentCase } from "./component-case";
import { exception, untyped } from "./wrong-arguments";

const accountRole = "arn:aws:iam::123456789012:role/";

const encryptionKey: ComponentCase = {
  component: "EncryptionKey",
  minimal: {
    make: () => {
      new EncryptionKey("records");
    },
    undetermined: {},
  },
  full: {
    make: () => {
      new EncryptionKey("records", {
        description: "Documents and their backups",
        administrators: [`${accountRole}key-administrators`],
        users: [`${accountRole}intake`, `${accountRole}portal`],
        through: ["s3", "dynamodb"],
        services: ["logs", "cloudtrail", "sns"],
        rotationPeriodInDays: 180,
        multiRegion: true,
        classification: "ephi",
        tags: { Team: "records" },
      });
    },
    undetermined: {},
  },
  wrong: {
    "a window that KMS does not take": {
      make: () => new EncryptionKey("records", { deletionWindowInDays: 3 }),
      says: "deletionWindowInDays must be a whole number of days from 7 to 30",
    },
    "a short window without an exception": {
      make: () => new EncryptionKey("records", { deletionWindowInDays: 7 }),
      says: "deletionWindowInDays is shorter than 30 days, which needs the argument exception",
    },
    "an exception that excepts nothing": {
      make: () => new EncryptionKey("records", { exception: exception() }),
      says: "exception has nothing to except",
    },
    "an exception that its owner approved": {
      make: () => new EncryptionKey("records", { deletionWindowInDays: 7, exception: exception({ approver: "Records Team" }) }),
      says: "exception.approver must be somebody other than exception.owner",
    },
    "an exception that is over": {
      make: () =>
        new EncryptionKey("records", {
          deletionWindowInDays: 7,
          exception: exception({ approvedOn: "2020-01-01", expiresOn: "2020-12-31" }),
        }),
      says: "exception.expiresOn is over",
    },
    "an exception without end": {
      make: () => new EncryptionKey("records", { deletionWindowInDays: 7, exception: exception({ expiresOn: "2999-01-01" }) }),
      says: "exception.expiresOn must be at most a year after exception.approvedOn",
    },
    "a day that no calendar has": {
      make: () => new EncryptionKey("records", { deletionWindowInDays: 7, exception: exception({ approvedOn: "2026-02-30" }) }),
      says: "exception.approvedOn must be a day of the calendar",
    },
    "everyone as a user": {
      make: () => new EncryptionKey("records", { users: ["*"] }),
      says: "users[0] must be an ARN of iam",
    },
    "an argument that is locked": {
      make: () => new EncryptionKey("records", untyped({ enableKeyRotation: false })),
      says: "enableKeyRotation is not an argument",
    },
    "a classification of its own": {
      make: () => new EncryptionKey("records", untyped({ classification: "secret" })),
      says: 'classification must be one of "ephi", "internal", "public", "none"',
    },
    "the classification as a tag": {
      make: () => new EncryptionKey("records", { tags: { DataClassification: "none" } }),
      says: "tags.DataClassification is set by the argument classification",
    },
  },
};
export default encryptionKey;
