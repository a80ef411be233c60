import { defineRule } from "../../rule";

export default defineRule({
  id: "apigw-xray",
  title: "REST API stages trace requests",
  threat: "Where a request for ePHI went, and where it failed, has to be pieced together from single logs.",
  remedy: "Set xrayTracingEnabled to true.",
  // Advisory: traces are samples for finding faults, not a record of access; access logs are (apigw-access-logging).
  cites: ["164.312(b)"],
  severity: "low",
  level: "advisory",
  applies: "ephi",
  on: ["apigateway.Stage"],
  check: (stage) =>
    stage
      .at((p) => p.xrayTracingEnabled)
      .or(false)
      .equals(true, "requests are not traced"),
  fix: () => ({ xrayTracingEnabled: true }),
  equivalents: { cdkNag: ["HIPAA.Security-APIGWXrayEnabled"], prowler: ["apigateway_restapi_tracing_enabled"], checkov: ["CKV_AWS_73"] },
  examples: {
    good: {
      traced: (s) => s.add("apigateway.Stage", { restApi: s.later(), deployment: s.later(), stageName: "live", xrayTracingEnabled: true }),
      "traced, with a cache": (s) =>
        s.add("apigateway.Stage", {
          restApi: s.later(),
          deployment: s.later(),
          stageName: "live",
          xrayTracingEnabled: true,
          cacheClusterEnabled: true,
        }),
    },
    bad: {
      "switched off": (s) =>
        s.add("apigateway.Stage", {
          restApi: s.later(),
          deployment: s.later(),
          stageName: "live",
          xrayTracingEnabled: false,
          tags: { DataClassification: "ephi" },
        }),
      "left out": (s) => s.add("apigateway.Stage", { restApi: s.later(), deployment: s.later(), stageName: "live" }),
    },
    unknown: {
      "known later": (s) =>
        s.add("apigateway.Stage", { restApi: s.later(), deployment: s.later(), stageName: "live", xrayTracingEnabled: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) =>
        s.add("apigateway.Stage", { restApi: s.later(), deployment: s.later(), stageName: "live", tags: { DataClassification: "none" } }),
    },
  },
});
