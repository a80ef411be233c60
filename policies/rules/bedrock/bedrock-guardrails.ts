import { any, defineRule, fail, notApplicable } from "../../rule";

const agent = {
  agentName: "intake",
  agentResourceRoleArn: "arn:aws:iam::111122223333:role/intake",
  foundationModel: "amazon.nova-pro-v1:0",
};
const guardrail = { blockedInputMessaging: "Not allowed.", blockedOutputsMessaging: "Not allowed." };

export default defineRule({
  id: "bedrock-guardrails",
  title: "Bedrock agents work behind a guardrail that knows personal data",
  threat: "An agent answers a question with more ePHI than the one who asks may see.",
  remedy: "Set guardrailConfigurations of the agent, and piiEntitiesConfigs or regexesConfigs of the guardrail.",
  cites: ["164.308(a)(4)(ii)(C)"],
  severity: "medium",
  // An agent for people who may see all that it knows needs no filter; and a filter does not replace access control.
  level: "advisory",
  applies: "ephi",
  on: ["bedrock.AgentAgent", "bedrock.Guardrail"],
  check(resource) {
    const answers = resource.as("bedrock.AgentAgent");
    if (answers) {
      return answers
        .list((p) => p.guardrailConfigurations)
        .some(
          (used) => used.at((p) => p.guardrailIdentifier).isSet("the agent has no guardrail", "a guardrail"),
          () => fail("the agent has no guardrail"),
        );
    }
    const filter = resource.as("bedrock.Guardrail");
    if (!filter) return notApplicable();
    const because = "the guardrail does not look for personal data";
    return any(
      filter.list((p) => p.sensitiveInformationPolicyConfig?.piiEntitiesConfigs).isNotEmpty(because, "kinds of personal data"),
      filter.list((p) => p.sensitiveInformationPolicyConfig?.regexesConfigs).isNotEmpty(because, "forms of personal data"),
    );
  },
  equivalents: {
    prowler: [
      "bedrock_agent_guardrail_enabled",
      "bedrock_guardrails_configured",
      "bedrock_guardrail_sensitive_information_filter_enabled",
      "bedrock_guardrail_prompt_attack_filter_enabled",
      "bedrock_agent_role_least_privilege",
    ],
    checkov: ["CKV_AWS_383"],
  },
  examples: {
    good: {
      "agent behind a guardrail": (s) => {
        const used = s.add("bedrock.Guardrail", guardrail);
        return s.add("bedrock.AgentAgent", {
          ...agent,
          guardrailConfigurations: [{ guardrailIdentifier: used.out("guardrailId"), guardrailVersion: "1" }],
        });
      },
      "guardrail that masks names": (s) =>
        s.add("bedrock.Guardrail", {
          ...guardrail,
          sensitiveInformationPolicyConfig: { piiEntitiesConfigs: [{ type: "NAME", action: "ANONYMIZE" }] },
        }),
    },
    bad: {
      "agent without a guardrail": (s) => s.add("bedrock.AgentAgent", agent),
      "guardrail for topics only": (s) => s.add("bedrock.Guardrail", guardrail),
    },
    unknown: {
      "guardrails known later": (s) => s.add("bedrock.AgentAgent", { ...agent, guardrailConfigurations: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("bedrock.AgentAgent", { ...agent, tags: { DataClassification: "none" } }),
    },
  },
});
