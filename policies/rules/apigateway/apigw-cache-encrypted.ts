import { methodSettingsOf } from "../../aws/method-settings";
import type { Resource } from "../../graph/resource";
import { all, defineRule, eitherOf, notApplicable, undetermined, type Verdict, when } from "../../rule";

function encrypted(settings: Resource<"apigateway.MethodSettings">): Verdict {
  return when(settings.at((p) => p.settings.cachingEnabled).is(true), () =>
    settings
      .at((p) => p.settings.cacheDataEncrypted)
      .or(false)
      .equals(true, "cached responses are not encrypted"),
  );
}

export default defineRule({
  id: "apigw-cache-encrypted",
  title: "API Gateway caches are encrypted",
  threat: "Cached responses disclose ePHI to whoever gets at the cache's storage.",
  remedy: "Set settings.cacheDataEncrypted to true in the aws.apigateway.MethodSettings that enable caching.",
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["apigateway.Stage"],
  // A cache is not asked for, only that it is encrypted where there is one.
  check: (stage, stack) =>
    when(
      stage
        .at((p) => p.cacheClusterEnabled)
        .or(false)
        .is(true),
      () => {
        const { certain, possible } = methodSettingsOf(stage, stack);
        const evidence = [stage.evidence("a cache", "method settings that encrypt it")];
        const known = all(...certain.map(encrypted));
        if (known.outcome === "fail") return known;
        if (!stack.complete) return undetermined("method settings are known only when the whole stack is read", evidence);
        const verdict = eitherOf(
          [known, ...possible.map((settings) => all(known, encrypted(settings)))],
          "which stage method settings belong to is not known before deployment",
        );
        // The stage has a cache, and nothing in the program says which methods use it.
        return verdict.outcome === "not-applicable" ? undetermined("whether responses are cached is not said", evidence) : verdict;
      },
      () => notApplicable("the stage has no cache"),
    ),
  equivalents: {
    cdkNag: ["HIPAA.Security-APIGWCacheEnabledAndEncrypted"],
    prowler: ["apigateway_restapi_cache_encrypted"],
    checkov: ["CKV_AWS_308"],
  },
  examples: {
    good: {
      encrypted: (s) => {
        const api = s.add("apigateway.RestApi", {});
        const stage = s.add("apigateway.Stage", {
          restApi: api.out("id"),
          deployment: s.later(),
          stageName: "live",
          cacheClusterEnabled: true,
          cacheClusterSize: "0.5",
        });
        s.add("apigateway.MethodSettings", {
          restApi: api.out("id"),
          stageName: stage.out("stageName"),
          methodPath: "*/*",
          settings: { cachingEnabled: true, cacheDataEncrypted: true },
        });
        return stage;
      },
      "encrypted, stage named by a literal": (s) => {
        const api = s.add("apigateway.RestApi", {});
        s.add("apigateway.MethodSettings", {
          restApi: api.out("id"),
          stageName: "live",
          methodPath: "patients/GET",
          settings: { cachingEnabled: true, cacheDataEncrypted: true },
        });
        return s.add("apigateway.Stage", { restApi: api.out("id"), deployment: s.later(), stageName: "live", cacheClusterEnabled: true });
      },
    },
    bad: {
      "encryption left out": (s) => {
        const api = s.add("apigateway.RestApi", {});
        const stage = s.add("apigateway.Stage", {
          restApi: api.out("id"),
          deployment: s.later(),
          stageName: "live",
          cacheClusterEnabled: true,
          cacheClusterSize: "0.5",
        });
        s.add("apigateway.MethodSettings", {
          restApi: api.out("id"),
          stageName: stage.out("stageName"),
          methodPath: "*/*",
          settings: { cachingEnabled: true },
        });
        return stage;
      },
      "one of two methods": (s) => {
        const api = s.add("apigateway.RestApi", {});
        const stage = s.add("apigateway.Stage", {
          restApi: api.out("id"),
          deployment: s.later(),
          stageName: "live",
          cacheClusterEnabled: true,
        });
        s.add("apigateway.MethodSettings", {
          restApi: api.out("id"),
          stageName: stage.out("stageName"),
          methodPath: "patients/GET",
          settings: { cachingEnabled: true, cacheDataEncrypted: true },
        });
        s.add("apigateway.MethodSettings", {
          restApi: api.out("id"),
          stageName: stage.out("stageName"),
          methodPath: "visits/GET",
          settings: { cachingEnabled: true, cacheDataEncrypted: false },
        });
        return stage;
      },
    },
    unknown: {
      "cache that no method settings speak of": (s) =>
        s.add("apigateway.Stage", { restApi: s.later(), deployment: s.later(), stageName: "live", cacheClusterEnabled: true }),
    },
    notApplicable: {
      "no cache": (s) => s.add("apigateway.Stage", { restApi: s.later(), deployment: s.later(), stageName: "live" }),
      "no ePHI": (s) =>
        s.add("apigateway.Stage", {
          restApi: s.add("apigateway.RestApi", { tags: { DataClassification: "none" } }).out("id"),
          deployment: s.later(),
          stageName: "live",
          cacheClusterEnabled: true,
          cacheClusterSize: "0.5",
          tags: { DataClassification: "none" },
        }),
    },
  },
});
