import { defineRule, notApplicable } from "../../rule";

const because = "what it keeps is encrypted with a key of AWS's own";
const kmsKey = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const agent = {
  agentName: "intake",
  agentResourceRoleArn: "arn:aws:iam::111122223333:role/intake",
  foundationModel: "amazon.nova-pro-v1:0",
};
const dataSource = {
  knowledgeBaseId: "KB12345678",
  name: "notes",
  dataSourceConfiguration: { type: "S3", s3Configuration: { bucketArn: "arn:aws:s3:::clinic-notes" } },
};
const model = {
  baseModelIdentifier: "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-pro-v1:0",
  customModelName: "intake",
  jobName: "intake",
  roleArn: agent.agentResourceRoleArn,
  hyperparameters: { epochCount: "1" },
  outputDataConfig: { s3Uri: "s3://clinic-notes/model/" },
  trainingDataConfig: { s3Uri: "s3://clinic-notes/train.jsonl" },
};
const gateway = { authorizerType: "AWS_IAM", protocolType: "MCP", roleArn: agent.agentResourceRoleArn };
const job = {
  jobName: "intake",
  modelId: agent.foundationModel,
  roleArn: agent.agentResourceRoleArn,
  inputDataConfig: { s3InputDataConfig: { s3Uri: "s3://clinic-notes/in/" } },
};
const guardrail = { blockedInputMessaging: "Not allowed.", blockedOutputsMessaging: "Not allowed." };

export default defineRule({
  id: "bedrock-customer-keys",
  title: "Bedrock agents, models, memories and guardrails use a customer-managed KMS key",
  threat: "Sessions, prompts and training data that hold ePHI lie under a key that you can neither limit nor withdraw.",
  remedy:
    "Set the resource's key to a customer-managed one: customerEncryptionKeyArn, customModelKmsKeyId, kmsKeyArn, encryptionKeyArn or s3EncryptionKeyId.",
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: [
    "bedrock.AgentAgent",
    "bedrock.AgentPrompt",
    "bedrock.AgentFlow",
    "bedrock.CustomModel",
    "bedrock.Guardrail",
    "bedrock.AgentDataSource",
    "bedrock.AgentcoreMemory",
    "bedrock.AgentcoreGateway",
    "bedrockmodel.InvocationJob",
  ],
  check(resource, stack) {
    const key =
      resource.as("bedrock.AgentAgent")?.at((p) => p.customerEncryptionKeyArn) ??
      resource.as("bedrock.AgentPrompt")?.at((p) => p.customerEncryptionKeyArn) ??
      resource.as("bedrock.AgentFlow")?.at((p) => p.customerEncryptionKeyArn) ??
      resource.as("bedrock.CustomModel")?.at((p) => p.customModelKmsKeyId) ??
      resource.as("bedrock.Guardrail")?.at((p) => p.kmsKeyArn) ??
      resource.as("bedrock.AgentDataSource")?.at((p) => p.serverSideEncryptionConfiguration?.kmsKeyArn) ??
      resource.as("bedrock.AgentcoreMemory")?.at((p) => p.encryptionKeyArn) ??
      resource.as("bedrock.AgentcoreGateway")?.at((p) => p.kmsKeyArn) ??
      resource.as("bedrockmodel.InvocationJob")?.at((p) => p.outputDataConfig.s3OutputDataConfig.s3EncryptionKeyId);
    return key === undefined ? notApplicable() : stack.key(resource, key).isCustomerManaged(because);
  },
  equivalents: {
    prowler: ["bedrock_custom_model_encrypted_with_cmk", "bedrock_knowledge_base_encrypted_with_cmk", "bedrock_prompt_encrypted_with_cmk"],
    checkov: ["CKV_AWS_373"],
  },
  examples: {
    good: {
      "agent with a key of the stack": (s) => {
        const key = s.add("kms.Key", {});
        return s.add("bedrock.AgentAgent", { ...agent, customerEncryptionKeyArn: key.out("arn") });
      },
      "guardrail with a key": (s) => s.add("bedrock.Guardrail", { ...guardrail, kmsKeyArn: kmsKey }),
      "memory with a key": (s) => s.add("bedrock.AgentcoreMemory", { eventExpiryDuration: 30, encryptionKeyArn: kmsKey }),
      "invocation job with a key": (s) =>
        s.add("bedrockmodel.InvocationJob", {
          ...job,
          outputDataConfig: { s3OutputDataConfig: { s3Uri: "s3://clinic-notes/out/", s3EncryptionKeyId: kmsKey } },
        }),
      "source with a key": (s) =>
        s.add("bedrock.AgentDataSource", { ...dataSource, serverSideEncryptionConfiguration: { kmsKeyArn: kmsKey } }),
      "prompt with a key": (s) => s.add("bedrock.AgentPrompt", { name: "intake", customerEncryptionKeyArn: kmsKey }),
      "flow with a key": (s) =>
        s.add("bedrock.AgentFlow", { executionRoleArn: agent.agentResourceRoleArn, customerEncryptionKeyArn: kmsKey }),
      "model with a key": (s) => s.add("bedrock.CustomModel", { ...model, customModelKmsKeyId: kmsKey }),
      "gateway with a key": (s) => s.add("bedrock.AgentcoreGateway", { ...gateway, kmsKeyArn: kmsKey }),
    },
    bad: {
      "agent without a key": (s) => s.add("bedrock.AgentAgent", agent),
      "guardrail without a key": (s) => s.add("bedrock.Guardrail", guardrail),
      "memory without a key": (s) => s.add("bedrock.AgentcoreMemory", { eventExpiryDuration: 30 }),
      "invocation job without a key": (s) =>
        s.add("bedrockmodel.InvocationJob", { ...job, outputDataConfig: { s3OutputDataConfig: { s3Uri: "s3://clinic-notes/out/" } } }),
      "source without a key": (s) => s.add("bedrock.AgentDataSource", dataSource),
      "prompt without a key": (s) => s.add("bedrock.AgentPrompt", { name: "intake" }),
      "flow without a key": (s) => s.add("bedrock.AgentFlow", { executionRoleArn: agent.agentResourceRoleArn }),
      "model without a key": (s) => s.add("bedrock.CustomModel", model),
      "gateway without a key": (s) => s.add("bedrock.AgentcoreGateway", gateway),
    },
    unknown: {
      "key known later": (s) => s.add("bedrock.Guardrail", { ...guardrail, kmsKeyArn: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("bedrock.AgentAgent", { ...agent, tags: { DataClassification: "none" } }),
    },
  },
});
