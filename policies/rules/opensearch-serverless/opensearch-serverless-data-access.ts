import { dataAccessPolicy, judgeCollectionPolicy } from "../../aws/collection-policies";
import { ternary } from "../../aws/ternary";
import { decide, defineRule } from "../../rule";

const grant = (resource: string, permission: string) =>
  JSON.stringify([
    {
      Principal: ["arn:aws:iam::111122223333:role/search"],
      Rules: [{ ResourceType: "index", Resource: [resource], Permission: [permission] }],
    },
  ]);

export default defineRule({
  id: "opensearch-serverless-data-access",
  title: "Data access policies of OpenSearch Serverless do not grant everything on everything",
  threat: "One role that leaks opens every collection, whatever ePHI comes into it later.",
  remedy: "Name the collections or a prefix of them in Resource, or the actions in Permission.",
  cites: ["164.312(a)(1)", "164.308(a)(4)(ii)(C)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["opensearch.ServerlessAccessPolicy"],
  // Principals are always named: the service takes no wildcard for all of them.
  check(resource) {
    const policy = resource.at((p) => p.policy);
    const wanted = "no aoss:* on all collections";
    return judgeCollectionPolicy(policy, dataAccessPolicy, wanted, (grants) => {
      const rules = grants.flatMap((entry) => entry.Rules);
      const all = rules.some(
        (rule) => rule.Permission.includes("aoss:*") && rule.Resource.some((name) => /^(?:collection|index)\/\*(?:\/\*)?$/.test(name)),
      );
      return decide(ternary(!all), "everything is granted on all collections", [policy.evidence(wanted)]);
    });
  },
  equivalents: {},
  examples: {
    good: {
      "everything on one collection": (s) =>
        s.add("opensearch.ServerlessAccessPolicy", { type: "data", policy: grant("index/results/*", "aoss:*") }),
      "reading of all collections": (s) =>
        s.add("opensearch.ServerlessAccessPolicy", { type: "data", policy: grant("index/*/*", "aoss:ReadDocument") }),
    },
    bad: {
      "everything on all indices": (s) =>
        s.add("opensearch.ServerlessAccessPolicy", { type: "data", policy: grant("index/*/*", "aoss:*") }),
      "everything on all collections": (s) =>
        s.add("opensearch.ServerlessAccessPolicy", { type: "data", policy: grant("collection/*", "aoss:*") }),
    },
    unknown: {
      "policy known later": (s) => s.add("opensearch.ServerlessAccessPolicy", { type: "data", policy: s.later() }),
    },
    notApplicable: {
      "a site where only classified resources count": (s) => {
        s.settings({ unclassified: "out-of-scope" });
        return s.add("opensearch.ServerlessAccessPolicy", { type: "data", policy: grant("index/*/*", "aoss:*") });
      },
    },
  },
});
