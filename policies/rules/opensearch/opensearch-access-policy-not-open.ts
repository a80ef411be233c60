import { grantsNothingToEveryone } from "../../aws/iam/judge-policy";
import type { Cell } from "../../cell";
import { any, defineRule } from "../../rule";

const allow = (principal: object | string, condition?: object) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: principal, Action: "es:*", Resource: "*", ...(condition && { Condition: condition }) }],
  });

export default defineRule({
  id: "opensearch-access-policy-not-open",
  title: "The access policies of OpenSearch domains do not let everyone in",
  threat: "Whoever reaches the endpoint reads and changes indices that hold ePHI, and is nobody in the logs.",
  remedy:
    "Name the roles in accessPolicies, add a condition on aws:SourceIp or aws:SourceVpce, or switch on advancedSecurityOptions, which asks every caller who they are.",
  cites: ["164.312(a)(1)", "164.308(a)(3)(i)", "164.308(a)(4)(ii)(A)", "164.308(a)(4)(ii)(C)", "164.312(e)(1)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["opensearch.Domain"],
  // With fine-grained access control an open policy is what AWS recommends: each request is authenticated and authorized by the domain itself.
  // Source: OpenSearch Service Developer Guide, "Fine-grained access control", "Recommendations".
  check(domain, stack) {
    const check = (policy: Cell<unknown>) =>
      any(
        grantsNothingToEveryone(policy),
        domain
          .at((p) => p.advancedSecurityOptions?.enabled)
          .or(false)
          .equals(true, "fine-grained access control is not enabled"),
      );
    return stack
      .attached(domain, "opensearch.DomainPolicy", (p) => p.domainName)
      .decide({
        present: (attached) => check(attached.at((p) => p.accessPolicies)),
        absent: () => check(domain.at((p) => p.accessPolicies)),
      });
  },
  equivalents: {
    cdkNag: ["OpenSearchNoUnsignedOrAnonymousAccess", "OpenSearchAllowlistedIPs"],
    prowler: ["opensearch_service_domains_not_publicly_accessible"],
  },
  examples: {
    good: {
      "one role": (s) => s.add("opensearch.Domain", { accessPolicies: allow({ AWS: "arn:aws:iam::111122223333:role/search" }) }),
      "the clinic's addresses": (s) =>
        s.add("opensearch.Domain", { accessPolicies: allow("*", { IpAddress: { "aws:SourceIp": ["203.0.113.0/24"] } }) }),
      "open, with fine-grained access control": (s) =>
        s.add("opensearch.Domain", { accessPolicies: allow("*"), advancedSecurityOptions: { enabled: true } }),
    },
    bad: {
      open: (s) => s.add("opensearch.Domain", { accessPolicies: allow("*") }),
      "open in a separate policy": (s) => {
        const domain = s.add("opensearch.Domain", {});
        s.add("opensearch.DomainPolicy", { domainName: domain.out("domainName"), accessPolicies: allow({ AWS: "*" }) });
        return domain;
      },
    },
    unknown: {
      "policy known later": (s) => s.add("opensearch.Domain", { accessPolicies: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("opensearch.Domain", { accessPolicies: allow("*"), tags: { DataClassification: "none" } }),
    },
  },
});
