import { grantsNothingToEveryone } from "../../aws/iam/judge-policy";
import { any, defineRule, notApplicable } from "../../rule";

const allow = (principal: object | string, condition?: object) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: principal, Action: "events:PutEvents", Resource: "*", ...(condition && { Condition: condition }) },
    ],
  });

export default defineRule({
  id: "eventbridge-policy-not-public",
  title: "Policies of event buses and schema registries do not let everyone in",
  threat: "Anybody with an AWS account sends false events to what acts on ePHI, or reads what events look like.",
  remedy: "Name the accounts, or add a condition on aws:PrincipalOrgID.",
  cites: ["164.312(a)(1)", "164.308(a)(3)(i)", "164.308(a)(4)(ii)(A)", "164.308(a)(4)(ii)(C)", "164.312(e)(1)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["cloudwatch.EventBusPolicy", "cloudwatch.EventPermission", "schemas.RegistryPolicy"],
  check(resource) {
    const permission = resource.as("cloudwatch.EventPermission");
    if (permission) {
      const because = "every account may send events";
      return any(
        permission
          .at((p) => p.principal)
          .shown()
          .noneOf(["*"], because),
        // The only condition that EventBridge takes here is StringEquals on the organization: API reference, PutPermission, Condition.
        permission.at((p) => p.condition).isSet(because, "a condition on the organization"),
      );
    }
    const policy =
      resource.as("cloudwatch.EventBusPolicy")?.at((p) => p.policy) ?? resource.as("schemas.RegistryPolicy")?.at((p) => p.policy);
    return policy === undefined ? notApplicable() : grantsNothingToEveryone(policy);
  },
  equivalents: {
    cdkNag: ["EventBusOpenAccess"],
    prowler: ["eventbridge_bus_exposed", "eventbridge_bus_cross_account_access", "eventbridge_schema_registry_cross_account_access"],
  },
  examples: {
    good: {
      "one account": (s) => s.add("cloudwatch.EventBusPolicy", { policy: allow({ AWS: "444455556666" }) }),
      "the organization": (s) =>
        s.add("cloudwatch.EventPermission", {
          principal: "*",
          statementId: "organization",
          condition: { key: "aws:PrincipalOrgID", type: "StringEquals", value: "o-abcdefghij" },
        }),
    },
    bad: {
      everyone: (s) => s.add("cloudwatch.EventBusPolicy", { policy: allow("*") }),
      "every account": (s) => s.add("cloudwatch.EventPermission", { principal: "*", statementId: "everyone" }),
      "a registry for everyone": (s) => s.add("schemas.RegistryPolicy", { registryName: "clinic", policy: allow({ AWS: "*" }) }),
    },
    unknown: {
      "policy known later": (s) => s.add("cloudwatch.EventBusPolicy", { policy: s.later() }),
    },
    notApplicable: {
      "bus without ePHI": (s) => {
        const bus = s.add("cloudwatch.EventBus", { tags: { DataClassification: "public" } });
        return s.add("cloudwatch.EventBusPolicy", { eventBusName: bus.out("name"), policy: allow("*") });
      },
    },
  },
});
