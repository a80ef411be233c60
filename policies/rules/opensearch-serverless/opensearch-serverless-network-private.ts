import { judgeCollectionPolicy, networkPolicy } from "../../aws/collection-policies";
import { ternary } from "../../aws/ternary";
import { decide, defineRule, notApplicable, when } from "../../rule";

const network = (access: object) =>
  JSON.stringify([{ Rules: [{ ResourceType: "collection", Resource: ["collection/results"] }], ...access }]);

export default defineRule({
  id: "opensearch-serverless-network-private",
  title: "OpenSearch Serverless collections are reached through VPC endpoints only",
  threat: "The collection's endpoint is on the internet, and one mistake in its access policy opens the ePHI in it to everybody.",
  remedy: "Set AllowFromPublic to false and SourceVPCEs to your endpoints in every rule of the network policy.",
  cites: ["164.312(a)(1)", "164.308(a)(3)(i)", "164.308(a)(4)(ii)(A)", "164.308(a)(4)(ii)(C)", "164.312(e)(1)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["opensearch.ServerlessSecurityPolicy"],
  check(resource) {
    const policy = resource.at((p) => p.policy);
    const wanted = "AllowFromPublic false in every rule";
    return when(
      resource.at((p) => p.type).is("network"),
      () =>
        judgeCollectionPolicy(policy, networkPolicy, wanted, (rules) => {
          const open = rules.some((rule) => rule.AllowFromPublic === true);
          return decide(ternary(!open), "the collections' endpoints are public", [policy.evidence(wanted)]);
        }),
      () => notApplicable("it is no network policy"),
    );
  },
  equivalents: {},
  examples: {
    good: {
      "one endpoint": (s) =>
        s.add("opensearch.ServerlessSecurityPolicy", {
          type: "network",
          policy: network({ AllowFromPublic: false, SourceVPCEs: ["vpce-0123456789abcdef0"] }),
        }),
      "an AWS service": (s) =>
        s.add("opensearch.ServerlessSecurityPolicy", {
          type: "network",
          policy: network({ AllowFromPublic: false, SourceServices: ["bedrock.amazonaws.com"] }),
        }),
    },
    bad: {
      public: (s) => s.add("opensearch.ServerlessSecurityPolicy", { type: "network", policy: network({ AllowFromPublic: true }) }),
      "public beside an endpoint": (s) =>
        s.add("opensearch.ServerlessSecurityPolicy", {
          type: "network",
          policy: JSON.stringify([
            { Rules: [], AllowFromPublic: false, SourceVPCEs: ["vpce-0123456789abcdef0"] },
            { Rules: [{ ResourceType: "dashboard", Resource: ["collection/results"] }], AllowFromPublic: true },
          ]),
        }),
    },
    unknown: {
      "policy known later": (s) => s.add("opensearch.ServerlessSecurityPolicy", { type: "network", policy: s.later() }),
    },
    notApplicable: {
      "encryption policy": (s) =>
        s.add("opensearch.ServerlessSecurityPolicy", { type: "encryption", policy: JSON.stringify({ AWSOwnedKey: true }) }),
    },
  },
});
