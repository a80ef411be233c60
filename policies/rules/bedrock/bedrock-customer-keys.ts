import { defineRule, notApplicable } from "../../rule";

const because = "what it keeps is encrypted with a key of AWS's own";
const kmsKey = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const agent = {
  agentName: "intake",
  agentResourceRoleArn: "arn:aws:iam::111122223333:role/intake",
  foundationModel: "amazon.nova-pro-v1:0",
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
    },
    bad: {
      "agent without a key": (s) => s.add("bedrock.AgentAgent", agent),
      "guardrail without a key": (s) => s.add("bedrock.Guardrail", guardrail),
      "memory without a key": (s) => s.add("bedrock.AgentcoreMemory", { eventExpiryDuration: 30 }),
    },
    unknown: {
      "key known later": (s) => s.add("bedrock.Guardrail", { ...guardrail, kmsKeyArn: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("bedrock.AgentAgent", { ...agent, tags: { DataClassification: "none" } }),
    },
  },
});
