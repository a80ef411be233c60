import { all, defineRule, notApplicable } from "../../rule";

const modes = {
  connectionAuthModes: [{ authType: "AWS_IAM" }],
  defaultPublishAuthModes: [{ authType: "AWS_IAM" }],
  defaultSubscribeAuthModes: [{ authType: "AWS_IAM" }],
};

export default defineRule({
  id: "appsync-auth",
  title: "AppSync APIs do not take an API key for a person",
  threat: "Whoever copies the key out of an app or a web page can call for ePHI, and nobody can tell who it was.",
  remedy:
    'Set authenticationType, and each of additionalAuthenticationProviders, to "AMAZON_COGNITO_USER_POOLS", "OPENID_CONNECT", "AWS_IAM" or "AWS_LAMBDA"; on an Event API each authType of eventConfig.authProviders.',
  cites: ["164.312(d)", "164.312(a)(1)", "164.312(a)(2)(i)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["appsync.GraphQLApi", "appsync.Api"],
  check(api) {
    const because = "an API key is enough to call";
    const graphQl = api.as("appsync.GraphQLApi");
    if (graphQl) {
      return all(
        graphQl
          .at((p) => p.authenticationType)
          .shown()
          .noneOf(["API_KEY"], because),
        graphQl
          .list((p) => p.additionalAuthenticationProviders)
          .each((provider) =>
            provider
              .at((p) => p.authenticationType)
              .shown()
              .noneOf(["API_KEY"], because),
          ),
      );
    }
    const events = api.as("appsync.Api");
    if (!events) return notApplicable();
    // Connections, channels and namespaces can use only what is among the providers: AppSync API Reference, EventConfig.
    return events
      .list((p) => p.eventConfig.authProviders)
      .each((provider) =>
        provider
          .at((p) => p.authType)
          .shown()
          .noneOf(["API_KEY"], because),
      );
  },
  equivalents: { prowler: ["appsync_graphql_api_no_api_key_authentication"], checkov: ["CKV2_AWS_33"] },
  examples: {
    good: {
      "user pool": (s) =>
        s.add("appsync.GraphQLApi", {
          authenticationType: "AMAZON_COGNITO_USER_POOLS",
          userPoolConfig: { userPoolId: s.later(), defaultAction: "ALLOW" },
        }),
      "Event API": (s) => s.add("appsync.Api", { eventConfig: { ...modes, authProviders: [{ authType: "AWS_IAM" }] } }),
      "IAM beside a user pool": (s) =>
        s.add("appsync.GraphQLApi", {
          authenticationType: "AMAZON_COGNITO_USER_POOLS",
          userPoolConfig: { userPoolId: s.later(), defaultAction: "ALLOW" },
          additionalAuthenticationProviders: [{ authenticationType: "AWS_IAM" }],
        }),
    },
    bad: {
      "API key": (s) => s.add("appsync.GraphQLApi", { authenticationType: "API_KEY" }),
      "Event API that takes a key as well": (s) =>
        s.add("appsync.Api", { eventConfig: { ...modes, authProviders: [{ authType: "AWS_IAM" }, { authType: "API_KEY" }] } }),
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
