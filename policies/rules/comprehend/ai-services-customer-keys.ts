import type { Cell } from "../../cell";
import { all, defineRule, notApplicable, type Verdict, when } from "../../rule";

const kmsKey = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const recognizer = {
  dataAccessRoleArn: "arn:aws:iam::111122223333:role/notes",
  languageCode: "en",
  inputDataConfig: { entityTypes: [{ type: "MEDICATION" }], entityList: { s3Uri: "s3://clinic-notes/list.csv" } },
};
const classifier = {
  dataAccessRoleArn: recognizer.dataAccessRoleArn,
  languageCode: "en",
  inputDataConfig: { s3Uri: "s3://clinic-notes/train.csv" },
};
const alias = { botName: "Intake", botVersion: "1" };
const audio = { destination: "S3", logType: "AUDIO", resourceArn: "arn:aws:s3:::clinic-calls" };

export default defineRule({
  id: "ai-services-customer-keys",
  title: "Comprehend, Kendra, Rekognition, Q Business and Lex use a customer-managed KMS key",
  threat: "Notes, documents, faces and calls of patients lie under a key that you can neither limit nor withdraw.",
  remedy:
    "Set modelKmsKeyId and volumeKmsKeyId (Comprehend), serverSideEncryptionConfiguration.kmsKeyId (Kendra), kmsKeyId (Rekognition), encryptionConfiguration.kmsKeyId (Q Business), or kmsKeyArn of logs that Lex writes to S3.",
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: [
    "comprehend.DocumentClassifier",
    "comprehend.EntityRecognizer",
    "kendra.Index",
    "rekognition.StreamProcessor",
    "qbusiness.Application",
    "lex.BotAlias",
  ],
  check(resource, stack) {
    const keyed = (cell: Cell<string>, what: string): Verdict =>
      stack.key(resource, cell).isCustomerManaged(`${what} encrypted with a key of AWS's own`);
    const classifier = resource.as("comprehend.DocumentClassifier");
    if (classifier) {
      return all(
        keyed(
          classifier.at((p) => p.modelKmsKeyId),
          "the model is",
        ),
        keyed(
          classifier.at((p) => p.volumeKmsKeyId),
          "the training's volume is",
        ),
      );
    }
    const entities = resource.as("comprehend.EntityRecognizer");
    if (entities) {
      return all(
        keyed(
          entities.at((p) => p.modelKmsKeyId),
          "the model is",
        ),
        keyed(
          entities.at((p) => p.volumeKmsKeyId),
          "the training's volume is",
        ),
      );
    }
    const bot = resource.as("lex.BotAlias");
    if (bot) {
      // Logs in CloudWatch are encrypted as their log group is.
      return bot
        .list((p) => p.conversationLogs?.logSettings)
        .each((log) =>
          when(log.at((p) => p.destination).is("S3"), () =>
            keyed(
              log.at((p) => p.kmsKeyArn),
              "recorded calls are",
            ),
          ),
        );
    }
    const key =
      resource.as("kendra.Index")?.at((p) => p.serverSideEncryptionConfiguration?.kmsKeyId) ??
      resource.as("rekognition.StreamProcessor")?.at((p) => p.kmsKeyId) ??
      resource.as("qbusiness.Application")?.at((p) => p.encryptionConfiguration?.kmsKeyId);
    return key === undefined ? notApplicable() : keyed(key, "what it keeps is");
  },
  equivalents: {
    cdkNag: ["LexBotAliasEncryptedConversationLogs"],
    checkov: ["CKV_AWS_262", "CKV_AWS_267", "CKV_AWS_268"],
  },
  examples: {
    good: {
      "index with a key of the stack": (s) => {
        const key = s.add("kms.Key", {});
        return s.add("kendra.Index", {
          roleArn: "arn:aws:iam::111122223333:role/search",
          serverSideEncryptionConfiguration: { kmsKeyId: key.out("id") },
        });
      },
      "recognizer with both keys": (s) =>
        s.add("comprehend.EntityRecognizer", { ...recognizer, modelKmsKeyId: kmsKey, volumeKmsKeyId: kmsKey }),
      "recorded calls with a key": (s) =>
        s.add("lex.BotAlias", {
          ...alias,
          conversationLogs: { iamRoleArn: "arn:aws:iam::111122223333:role/lex", logSettings: [{ ...audio, kmsKeyArn: kmsKey }] },
        }),
      "classifier with both keys": (s) =>
        s.add("comprehend.DocumentClassifier", { ...classifier, modelKmsKeyId: kmsKey, volumeKmsKeyId: kmsKey }),
      "stream processor with a key": (s) => s.addUntyped("rekognition.StreamProcessor", { kmsKeyId: kmsKey }),
      "assistant with a key": (s) =>
        s.add("qbusiness.Application", {
          displayName: "intake",
          iamServiceRoleArn: recognizer.dataAccessRoleArn,
          identityCenterInstanceArn: "arn:aws:sso:::instance/ssoins-1234567890abcdef",
          attachmentsConfiguration: { attachmentsControlMode: "DISABLED" },
          encryptionConfiguration: { kmsKeyId: kmsKey },
        }),
    },
    bad: {
      "index without a key": (s) => s.add("kendra.Index", { roleArn: "arn:aws:iam::111122223333:role/search" }),
      "recognizer with one key": (s) => s.add("comprehend.EntityRecognizer", { ...recognizer, modelKmsKeyId: kmsKey }),
      "recorded calls without a key": (s) =>
        s.add("lex.BotAlias", {
          ...alias,
          conversationLogs: { iamRoleArn: "arn:aws:iam::111122223333:role/lex", logSettings: [audio] },
        }),
      "classifier without a volume's key": (s) => s.add("comprehend.DocumentClassifier", { ...classifier, modelKmsKeyId: kmsKey }),
      "classifier without a model's key": (s) => s.add("comprehend.DocumentClassifier", { ...classifier, volumeKmsKeyId: kmsKey }),
      "index without encryption settings": (s) => s.add("kendra.Index", { roleArn: "arn:aws:iam::111122223333:role/search" }),
      "stream processor without a key": (s) => s.addUntyped("rekognition.StreamProcessor", { name: "ward" }),
      "assistant without encryption settings": (s) => s.addUntyped("qbusiness.Application", { displayName: "intake" }),
    },
    unknown: {
      "key known later": (s) => s.add("comprehend.EntityRecognizer", { ...recognizer, modelKmsKeyId: kmsKey, volumeKmsKeyId: s.later() }),
    },
    notApplicable: {
      "bot without conversation logs": (s) => s.add("lex.BotAlias", alias),
      "no ePHI": (s) => s.add("comprehend.EntityRecognizer", { ...recognizer, tags: { DataClassification: "none" } }),
    },
  },
});
