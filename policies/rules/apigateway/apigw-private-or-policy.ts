import { grantsNothingToEveryone } from "../../aws/iam/judge-policy";
import type { Cell } from "../../cell";
import { defineRule, fail, notApplicable, type Verdict, when } from "../../rule";

function limits(policy: Cell<unknown>): Verdict {
  if (policy.state === "absent") return fail("nothing limits from where the API is called", [policy.evidence("a resource policy")]);
  return grantsNothingToEveryone(policy);
}

export default defineRule({
  id: "apigw-private-or-policy",
  title: "REST APIs are private or limit who may call",
  threat: "The whole Internet can try to call for ePHI.",
  remedy: 'Set endpointConfiguration.types to "PRIVATE", or a policy that allows named accounts, VPC endpoints or address ranges only.',
  // Advisory: an API for patients or partners is public by its purpose; its methods authorize the callers (apigw-authorization).
  cites: ["164.312(a)(1)", "164.308(a)(3)(i)", "164.308(a)(4)(ii)(A)", "164.308(a)(4)(ii)(C)", "164.312(e)(1)"],
  severity: "medium",
  level: "advisory",
  applies: "ephi",
  on: ["apigateway.RestApi"],
  check: (api, stack) =>
    when(
      api.at((p) => p.endpointConfiguration?.types).is("PRIVATE"),
      () => notApplicable("the API is private: AWS lets nobody in without a policy"),
      () =>
        stack
          .attached(api, "apigateway.RestApiPolicy", (p) => p.restApiId)
          .decide({
            present: (attached) => limits(attached.at((p) => p.policy)),
            absent: () => limits(api.at((p) => p.policy)),
          }),
    ),
  equivalents: { prowler: ["apigateway_restapi_public"] },
  examples: {
    good: {
      "policy for one account": (s) =>
        s.add("apigateway.RestApi", {
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Principal: { AWS: "arn:aws:iam::123456789012:root" },
                Action: "execute-api:Invoke",
                Resource: "execute-api:/*",
              },
            ],
          }),
        }),
      "separate policy for one network": (s) => {
        const api = s.add("apigateway.RestApi", {});
        s.add("apigateway.RestApiPolicy", {
          restApiId: api.out("id"),
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Principal: "*",
                Action: "execute-api:Invoke",
                Resource: "execute-api:/*",
                Condition: { IpAddress: { "aws:SourceIp": "192.0.2.0/24" } },
              },
            ],
          }),
        });
        return api;
      },
    },
    bad: {
      "no policy": (s) => s.add("apigateway.RestApi", {}),
      "policy for everyone": (s) =>
        s.add("apigateway.RestApi", {
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Principal: "*", Action: "execute-api:Invoke", Resource: "execute-api:/*" }],
          }),
        }),
    },
    unknown: {
      "policy known later": (s) => s.add("apigateway.RestApi", { policy: s.later() }),
    },
    notApplicable: {
      private: (s) => s.add("apigateway.RestApi", { endpointConfiguration: { types: "PRIVATE" } }),
      "no ePHI": (s) => s.add("apigateway.RestApi", { tags: { DataClassification: "none" } }),
    },
  },
});
