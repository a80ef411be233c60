import { all, defineRule, notApplicable } from "../../rule";

const eventConfig = {
  authProviders: [{ authType: "AWS_IAM" }],
  connectionAuthModes: [{ authType: "AWS_IAM" }],
  defaultPublishAuthModes: [{ authType: "AWS_IAM" }],
  defaultSubscribeAuthModes: [{ authType: "AWS_IAM" }],
};

export default defineRule({
  id: "appsync-logging",
  title: "AppSync APIs log requests, and not what is in them",
  threat: "Nobody can tell who fetched ePHI through the API, or ePHI itself is copied into log groups that more people read than the data.",
  remedy:
    'Set logConfig.fieldLogLevel to "ERROR" or "ALL" and logConfig.excludeVerboseContent to true; on an Event API set eventConfig.logConfig.logLevel.',
  cites: ["164.312(b)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["appsync.GraphQLApi", "appsync.Api"],
  check(api) {
    const because = "requests are not logged";
    const graphQl = api.as("appsync.GraphQLApi");
    if (graphQl) {
      return all(
        graphQl
          .at((p) => p.logConfig?.fieldLogLevel)
          .shown()
          .or("NONE")
          .noneOf(["NONE"], because),
        graphQl
          .at((p) => p.logConfig?.excludeVerboseContent)
          .or(false)
          .equals(true, "what is in requests and answers is logged"),
      );
    }
    const level = api.as("appsync.Api")?.at((p) => p.eventConfig.logConfig?.logLevel);
    return level ? level.shown().or("NONE").noneOf(["NONE"], because) : notApplicable();
  },
  equivalents: {
    cdkNag: ["AppSyncGraphQLRequestLogging", "AppSyncTracing"],
    prowler: ["appsync_field_level_logging_enabled"],
    checkov: ["CKV_AWS_193", "CKV_AWS_194"],
  },
  examples: {
    good: {
      "errors without content": (s) =>
        s.add("appsync.GraphQLApi", {
          authenticationType: "AWS_IAM",
          logConfig: { cloudwatchLogsRoleArn: s.later(), fieldLogLevel: "ERROR", excludeVerboseContent: true },
        }),
      "Event API": (s) =>
        s.add("appsync.Api", { eventConfig: { ...eventConfig, logConfig: { cloudwatchLogsRoleArn: s.later(), logLevel: "ALL" } } }),
    },
    bad: {
      "content too": (s) =>
        s.add("appsync.GraphQLApi", {
          authenticationType: "AWS_IAM",
          logConfig: { cloudwatchLogsRoleArn: s.later(), fieldLogLevel: "ERROR", excludeVerboseContent: false },
        }),
      "nothing set": (s) => s.add("appsync.GraphQLApi", { authenticationType: "AWS_IAM" }),
      "Event API without logs": (s) => s.add("appsync.Api", { eventConfig }),
      "content, where nothing is said": (s) =>
        s.addUntyped("appsync.GraphQLApi", {
          authenticationType: "AWS_IAM",
          logConfig: { cloudwatchLogsRoleArn: s.later(), fieldLogLevel: "ERROR" },
        }),
      "events logged at no level": (s) =>
        s.addUntyped("appsync.GraphQLApi", {
          authenticationType: "AWS_IAM",
          logConfig: { cloudwatchLogsRoleArn: s.later(), fieldLogLevel: "NONE", excludeVerboseContent: true },
        }),
    },
    unknown: {
      "level known later": (s) =>
        s.add("appsync.GraphQLApi", {
          authenticationType: "AWS_IAM",
          logConfig: { cloudwatchLogsRoleArn: s.later(), fieldLogLevel: s.later(), excludeVerboseContent: true },
        }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("appsync.GraphQLApi", { authenticationType: "AWS_IAM", tags: { DataClassification: "none" } }),
    },
  },
});
