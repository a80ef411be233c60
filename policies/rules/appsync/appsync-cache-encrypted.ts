import { all, defineRule } from "../../rule";

export default defineRule({
  id: "appsync-cache-encrypted",
  title: "AppSync caches are encrypted at rest and in transit",
  threat: "Cached answers disclose ePHI to whoever gets at the cache's storage or network.",
  remedy: "Set atRestEncryptionEnabled and transitEncryptionEnabled to true; an existing cache is replaced.",
  cites: ["164.312(a)(2)(iv)", "164.312(e)(1)", "164.312(e)(2)(ii)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["appsync.ApiCache"],
  check: (cache) =>
    all(
      cache
        .at((p) => p.atRestEncryptionEnabled)
        .or(false)
        .equals(true, "the cache is not encrypted at rest"),
      cache
        .at((p) => p.transitEncryptionEnabled)
        .or(false)
        .equals(true, "the cache is not encrypted in transit"),
    ),
  equivalents: { checkov: ["CKV_AWS_214", "CKV_AWS_215"] },
  examples: {
    good: {
      "both encrypted": (s) =>
        s.add("appsync.ApiCache", {
          apiId: s.later(),
          apiCachingBehavior: "FULL_REQUEST_CACHING",
          ttl: 60,
          type: "SMALL",
          atRestEncryptionEnabled: true,
          transitEncryptionEnabled: true,
        }),
      "both encrypted, by resolver": (s) =>
        s.add("appsync.ApiCache", {
          apiId: s.later(),
          apiCachingBehavior: "PER_RESOLVER_CACHING",
          ttl: 60,
          type: "SMALL",
          atRestEncryptionEnabled: true,
          transitEncryptionEnabled: true,
        }),
    },
    bad: {
      "not in transit": (s) =>
        s.add("appsync.ApiCache", {
          apiId: s.later(),
          apiCachingBehavior: "FULL_REQUEST_CACHING",
          ttl: 60,
          type: "SMALL",
          atRestEncryptionEnabled: true,
          transitEncryptionEnabled: false,
        }),
      "AWS's default": (s) =>
        s.add("appsync.ApiCache", { apiId: s.later(), apiCachingBehavior: "FULL_REQUEST_CACHING", ttl: 60, type: "SMALL" }),
      "in transit left out": (s) =>
        s.add("appsync.ApiCache", {
          apiId: s.later(),
          apiCachingBehavior: "FULL_REQUEST_CACHING",
          ttl: 60,
          type: "SMALL",
          atRestEncryptionEnabled: true,
        }),
      "at rest left out": (s) =>
        s.add("appsync.ApiCache", {
          apiId: s.later(),
          apiCachingBehavior: "FULL_REQUEST_CACHING",
          ttl: 60,
          type: "SMALL",
          transitEncryptionEnabled: true,
        }),
    },
    unknown: {
      "known later": (s) =>
        s.add("appsync.ApiCache", {
          apiId: s.later(),
          apiCachingBehavior: "FULL_REQUEST_CACHING",
          ttl: 60,
          type: "SMALL",
          atRestEncryptionEnabled: s.later(),
          transitEncryptionEnabled: true,
        }),
    },
    notApplicable: {
      "API without ePHI": (s) =>
        s.add("appsync.ApiCache", {
          apiId: s.add("appsync.GraphQLApi", { authenticationType: "AWS_IAM", tags: { DataClassification: "none" } }).out("id"),
          apiCachingBehavior: "FULL_REQUEST_CACHING",
          ttl: 60,
          type: "SMALL",
        }),
    },
  },
});
