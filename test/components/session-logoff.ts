import { EncryptionKey, LogBucket, SessionLogoff } from "../../components/index";
import type { ComponentCase } from "./component-case";

const laterKey = "the document names a key whose ARN is known only after it is created";

const sessionLogoff: ComponentCase = {
  component: "SessionLogoff",
  minimal: {
    make: () => {
      new SessionLogoff("sessions");
    },
    undetermined: { "ssm-session-logging-encryption-timeout: aws:ssm/document:Document sessions": laterKey },
  },
  full: {
    make: () => {
      const key = new EncryptionKey("sessions", { services: ["logs"] });
      const logs = new LogBucket("session-logs", { writers: ["cloudtrail"] });
      new SessionLogoff("sessions", {
        idleMinutes: 5,
        maximumMinutes: 120,
        runAsUser: "operator",
        key,
        logs,
        logRetentionDays: 2557,
        classification: "ephi",
        tags: { Team: "platform" },
      });
    },
    undetermined: { "ssm-session-logging-encryption-timeout: aws:ssm/document:Document sessions": laterKey },
  },
  wrong: {
    "an idle time that leaves terminals open": {
      make: () => new SessionLogoff("sessions", { idleMinutes: 20 }),
      says: "idleMinutes must be a whole number of minutes from 1 to 15",
    },
    "sessions that end before they are idle": {
      make: () => new SessionLogoff("sessions", { idleMinutes: 10, maximumMinutes: 5 }),
      says: "maximumMinutes must not be less than idleMinutes",
    },
    "sessions of root": {
      make: () => new SessionLogoff("sessions", { runAsUser: "root" }),
      says: "runAsUser must be a user of the operating system other than root",
    },
  },
};
export default sessionLogoff;
