import { all, defineRule } from "../../rule";

export default defineRule({
  id: "appsync-auth",
  title: "AppSync APIs do not take an API key for a person",
  threat: "Whoever copies the key out of an app or a web page can call for ePHI, and nobody can tell who it was.",
  remedy:
    'Set authenticationType, and each of additionalAuthenticationProviders, to "AMAZON_COGNITO_USER_POOLS", "OPENID_CONNECT", "AWS_IAM" or "AWS_LAMBDA".',
  cites: ["164.312(d)", "164.312(a)(1)", "164.312(a)(2)(i)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["appsync.GraphQLApi"],
  check: (api) =>
    all(
      api
        .at((p) => p.authenticationType)
        .shown()
        .noneOf(["API_KEY"], "an API key is enough to call"),
      api
        .list((p) => p.additionalAuthenticationProviders)
        .each((provider) =>
          provider
            .at((p) => p.authenticationType)
            .shown()
            .noneOf(["API_KEY"], "an API key is enough to call"),
        ),
    ),
  equivalents: { prowler: ["appsync_graphql_api_no_api_key_authentication"], checkov: ["CKV2_AWS_33"] },
  examples: {
    good: {
      "user pool": (s) =>
        s.add("appsync.GraphQLApi", {
          authenticationType: "AMAZON_COGNITO_USER_POOLS",
          userPoolConfig: { userPoolId: s.later(), defaultAction: "ALLOW" },
        }),
      "IAM beside a user pool": (s) =>
        s.add("appsync.GraphQLApi", {
          authenticationType: "AMAZON_COGNITO_USER_POOLS",
          userPoolConfig: { userPoolId: s.later(), defaultAction: "ALLOW" },
          additionalAuthenticationProviders: [{ authenticationType: "AWS_IAM" }],
        }),
    },
    bad: {
      "API key": (s) => s.add("appsync.GraphQLApi", { authenticationType: "API_KEY" }),
      "API key beside a user pool": (s) =>
        s.add("appsync.GraphQLApi", {
          authenticationType: "AMAZON_COGNITO_USER_POOLS",
          userPoolConfig: { userPoolId: s.later(), defaultAction: "ALLOW" },
          additionalAuthenticationProviders: [{ authenticationType: "API_KEY" }],
        }),
    },
    unknown: {
      "type known later": (s) => s.add("appsync.GraphQLApi", { authenticationType: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("appsync.GraphQLApi", { authenticationType: "API_KEY", tags: { DataClassification: "public" } }),
    },
  },
});
