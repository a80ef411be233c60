import { grantsNothingToEveryone } from "../../aws/iam/judge-policy";
import { defineRule, notApplicable } from "../../rule";

const allow = (principal: object | string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: principal, Action: ["logs:CreateLogStream", "logs:PutLogEvents"], Resource: "*" }],
  });

export default defineRule({
  id: "log-group-not-public",
  title: "Policies of CloudWatch Logs do not let everyone in",
  threat: "Anybody with an AWS account reads log events that hold ePHI, or writes false ones into the record.",
  remedy: "Name the principals, or add a condition on aws:SourceAccount, aws:SourceArn or aws:PrincipalOrgID.",
  cites: ["164.312(a)(1)", "164.308(a)(3)(i)", "164.308(a)(4)(ii)(A)", "164.308(a)(4)(ii)(C)", "164.312(e)(1)"],
  severity: "high",
  level: "mandatory",
  applies: "always",
  on: ["cloudwatch.LogResourcePolicy", "cloudwatch.LogDestinationPolicy", "cloudwatch.LogDeliveryDestinationPolicy"],
  check(resource) {
    const policy =
      resource.as("cloudwatch.LogResourcePolicy")?.at((p) => p.policyDocument) ??
      resource.as("cloudwatch.LogDestinationPolicy")?.at((p) => p.accessPolicy) ??
      resource.as("cloudwatch.LogDeliveryDestinationPolicy")?.at((p) => p.deliveryDestinationPolicy);
    return policy === undefined ? notApplicable() : grantsNothingToEveryone(policy);
  },
  equivalents: { prowler: ["cloudwatch_log_group_not_publicly_accessible"] },
  examples: {
    good: {
      "a service": (s) =>
        s.add("cloudwatch.LogResourcePolicy", { policyName: "dns", policyDocument: allow({ Service: "route53.amazonaws.com" }) }),
      "an account": (s) =>
        s.add("cloudwatch.LogDestinationPolicy", { destinationName: "archive", accessPolicy: allow({ AWS: "111122223333" }) }),
      "an account, to a delivery": (s) =>
        s.add("cloudwatch.LogDeliveryDestinationPolicy", {
          deliveryDestinationName: "archive",
          deliveryDestinationPolicy: allow({ AWS: "111122223333" }),
        }),
    },
    bad: {
      everyone: (s) => s.add("cloudwatch.LogResourcePolicy", { policyName: "dns", policyDocument: allow("*") }),
      "every account": (s) => s.add("cloudwatch.LogDestinationPolicy", { destinationName: "archive", accessPolicy: allow({ AWS: "*" }) }),
      "every account, to a delivery": (s) =>
        s.add("cloudwatch.LogDeliveryDestinationPolicy", {
          deliveryDestinationName: "archive",
          deliveryDestinationPolicy: allow({ AWS: "*" }),
        }),
    },
    unknown: {
      "policy known later": (s) => s.add("cloudwatch.LogResourcePolicy", { policyName: "dns", policyDocument: s.later() }),
    },
    notApplicable: {
      "a log group, which has no policy of its own": (s) => s.add("cloudwatch.LogGroup", {}),
    },
  },
});
