import { AuditTrail, EncryptionKey, LogBucket } from "../../components/index";
import type { ComponentCase } from "./component-case";

const auditTrail: ComponentCase = {
  component: "AuditTrail",
  minimal: {
    make: () => {
      new AuditTrail("audit", { notify: ["security@clinic.example"] });
    },
    undetermined: {},
  },
  full: {
    make: () => {
      const key = new EncryptionKey("audit", { services: ["cloudtrail", "cloudwatch", "logs"] });
      const access = new LogBucket("access", { writers: ["s3"] });
      const logs = new LogBucket("trail", { writers: ["cloudtrail"], key, logs: access });
      new AuditTrail("audit", {
        notify: ["security@clinic.example", "on-call@clinic.example"],
        organization: true,
        dataEvents: ["AWS::S3::Object", "AWS::DynamoDB::Table", "AWS::Lambda::Function", "AWS::S3Express::Object"],
        bulkReads: 500,
        nightHours: { from: 20, to: 6 },
        reviewSchedule: "rate(7 days)",
        key,
        logs,
        logRetentionDays: 2557,
        classification: "internal",
        tags: { Team: "security" },
      });
    },
    undetermined: {},
  },
  wrong: {
    "alarms that nobody hears": {
      make: () => new AuditTrail("audit", { notify: [] }),
      says: "notify must have at least 1 item",
    },
    "objects that are read unseen": {
      make: () => new AuditTrail("audit", { notify: ["security@clinic.example"], dataEvents: ["AWS::DynamoDB::Table"] }),
      says: 'dataEvents must hold "AWS::S3::Object"',
    },
    "less than six years": {
      make: () => new AuditTrail("audit", { notify: ["security@clinic.example"], logRetentionDays: 365 }),
      says: "logRetentionDays must be a whole number of days from 2192 to 3653",
    },
    "a night without hours": {
      make: () => new AuditTrail("audit", { notify: ["security@clinic.example"], nightHours: { from: 6, to: 6 } }),
      says: "nightHours.to must be another hour than nightHours.from",
    },
    "a schedule that the scheduler does not take": {
      make: () => new AuditTrail("audit", { notify: ["security@clinic.example"], reviewSchedule: "every Monday" }),
      says: "reviewSchedule must be a cron(...) or rate(...) expression",
    },
  },
};
export default auditTrail;
