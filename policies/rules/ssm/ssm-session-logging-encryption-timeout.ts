import { holdsPreferences, readSessionPreferences, type SessionPreferences } from "../../aws/session-preferences";
import { and } from "../../aws/ternary";
import { all, defineRule, integer, when } from "../../rule";

function preferences(inputs: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ schemaVersion: "1.0", sessionType: "Standard_Stream", inputs });
}

const complete = {
  cloudWatchLogGroupName: "/sessions",
  cloudWatchEncryptionEnabled: true,
  kmsKeyId: "alias/sessions",
  idleSessionTimeout: "15",
  maxSessionDuration: "60",
};

export default defineRule({
  id: "ssm-session-logging-encryption-timeout",
  title: "Session Manager logs and encrypts sessions, and ends idle ones",
  threat: "Somebody works on a machine among ePHI without a record, or at a terminal that was left open.",
  remedy:
    "In the inputs of content set kmsKeyId, s3BucketName with s3EncryptionEnabled or cloudWatchLogGroupName with cloudWatchEncryptionEnabled, idleSessionTimeout and maxSessionDuration.",
  cites: ["164.312(a)(2)(iii)", "164.312(a)(2)(iv)", "164.312(b)", "164.312(e)(2)(ii)"],
  severity: "medium",
  level: "mandatory",
  applies: "always",
  on: ["ssm.Document"],
  parameters: {
    maximumIdleMinutes: integer({
      default: 20,
      minimum: 1,
      maximum: 30,
      description: "The most minutes after which an idle session ends.",
    }),
  },
  // Documents in YAML are undetermined: the same document in JSON can be read.
  check: (document, _stack, { parameters }) => {
    const content = document.at((p) => p.content);
    const ask = (question: (found: SessionPreferences) => boolean, wanted: string, because: string) =>
      content.test(
        (text) => {
          const found = readSessionPreferences(text);
          return found === undefined ? "unknown" : question(found);
        },
        wanted,
        because,
      );
    return when(and(document.at((p) => p.documentType).is("Session"), content.ask(holdsPreferences)), () =>
      all(
        ask((found) => found.hasKey, "inputs.kmsKeyId", "sessions are not encrypted with a KMS key"),
        ask((found) => found.logsSomewhere, "a bucket or a log group", "sessions are not logged"),
        ask((found) => found.logsEncrypted, "encrypted logs", "logs of sessions are not encrypted"),
        ask(
          (found) => found.idleMinutes <= parameters.maximumIdleMinutes,
          `inputs.idleSessionTimeout of at most ${parameters.maximumIdleMinutes}`,
          "idle sessions last too long",
        ),
        ask((found) => found.ends, "inputs.maxSessionDuration", "sessions never end"),
      ),
    );
  },
  equivalents: { checkov: ["CKV_AWS_112", "CKV_AWS_113"] },
  examples: {
    good: {
      "to a log group": (s) => s.add("ssm.Document", { documentType: "Session", content: preferences(complete) }),
      "to a bucket, idle for twenty minutes by default": (s) =>
        s.add("ssm.Document", {
          documentType: "Session",
          content: preferences({
            s3BucketName: "sessions",
            s3EncryptionEnabled: true,
            kmsKeyId: "alias/sessions",
            maxSessionDuration: "60",
          }),
        }),
    },
    bad: {
      "not logged": (s) =>
        s.add("ssm.Document", { documentType: "Session", content: preferences({ ...complete, cloudWatchLogGroupName: "" }) }),
      "no key": (s) => s.add("ssm.Document", { documentType: "Session", content: preferences({ ...complete, kmsKeyId: "" }) }),
      "an hour idle": (s) =>
        s.add("ssm.Document", { documentType: "Session", content: preferences({ ...complete, idleSessionTimeout: "60" }) }),
      "plain logs": (s) =>
        s.add("ssm.Document", { documentType: "Session", content: preferences({ ...complete, cloudWatchEncryptionEnabled: false }) }),
    },
    unknown: {
      "content known later": (s) => s.add("ssm.Document", { documentType: "Session", content: s.later() }),
      "content in YAML": (s) =>
        s.add("ssm.Document", {
          documentType: "Session",
          documentFormat: "YAML",
          content: "schemaVersion: '1.0'\nsessionType: Standard_Stream\n",
        }),
    },
    notApplicable: {
      "forwarding of a port, which is not logged": (s) =>
        s.add("ssm.Document", {
          documentType: "Session",
          content: JSON.stringify({
            schemaVersion: "1.0",
            sessionType: "Port",
            properties: { portNumber: "5432", type: "LocalPortForwarding" },
          }),
        }),
      "commands under the account's preferences": (s) =>
        s.add("ssm.Document", {
          documentType: "Session",
          content: JSON.stringify({ schemaVersion: "1.0", sessionType: "InteractiveCommands", properties: { linux: { commands: "top" } } }),
        }),
      "a command": (s) => s.add("ssm.Document", { documentType: "Command", content: "{}" }),
    },
  },
});
