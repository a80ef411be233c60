import { all, defineRule } from "../../rule";

const masterUserOptions = { masterUserArn: "arn:aws:iam::111122223333:role/search-admin" };

export default defineRule({
  id: "opensearch-fine-grained-access",
  title: "OpenSearch domains know their users by IAM or an identity provider",
  threat: "Whoever is let into the domain reads every index in it, or shares one administrator's password with everybody else.",
  remedy:
    "Set advancedSecurityOptions.enabled to true and masterUserOptions.masterUserArn to a role; leave internalUserDatabaseEnabled and anonymousAuthEnabled off.",
  cites: ["164.312(d)", "164.312(a)(1)", "164.312(a)(2)(i)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["opensearch.Domain"],
  // The internal database begins with a master user that has a name and a password, and is nobody in person.
  check: (domain) =>
    all(
      domain
        .at((p) => p.advancedSecurityOptions?.enabled)
        .or(false)
        .equals(true, "fine-grained access control is not enabled"),
      domain
        .at((p) => p.advancedSecurityOptions?.internalUserDatabaseEnabled)
        .or(false)
        .equals(false, "the administrator is a shared name and password"),
      domain
        .at((p) => p.advancedSecurityOptions?.anonymousAuthEnabled)
        .or(false)
        .equals(false, "anonymous requests are taken"),
    ),
  equivalents: {
    prowler: [
      "opensearch_service_domains_access_control_enabled",
      "opensearch_service_domains_internal_user_database_enabled",
      "opensearch_service_domains_use_cognito_authentication_for_kibana",
    ],
    checkov: ["CKV2_AWS_52"],
  },
  examples: {
    good: {
      "a role administers": (s) => s.add("opensearch.Domain", { advancedSecurityOptions: { enabled: true, masterUserOptions } }),
      "without the internal database, in so many words": (s) =>
        s.add("opensearch.Domain", { advancedSecurityOptions: { enabled: true, internalUserDatabaseEnabled: false, masterUserOptions } }),
    },
    bad: {
      "nothing set": (s) => s.add("opensearch.Domain", {}),
      "an administrator's password": (s) =>
        s.add("opensearch.Domain", { advancedSecurityOptions: { enabled: true, internalUserDatabaseEnabled: true } }),
      "anonymous requests during migration": (s) =>
        s.add("opensearch.Domain", { advancedSecurityOptions: { enabled: true, anonymousAuthEnabled: true, masterUserOptions } }),
    },
    unknown: {
      "flag known later": (s) => s.add("opensearch.Domain", { advancedSecurityOptions: { enabled: s.later(), masterUserOptions } }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("opensearch.Domain", { tags: { DataClassification: "none" } }),
    },
  },
});
