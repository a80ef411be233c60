import { bySettingsOfPrimary } from "../../aws/global-datastore";
import type { Resource } from "../../graph/resource";
import { all, any, defineRule, notApplicable, type Verdict, when } from "../../rule";

const because = "clients need no password or identity";
const datastore = { globalReplicationGroupIdSuffix: "clinic" };

function asksForToken(group: Resource<"elasticache.ReplicationGroup">): Verdict {
  return any(group.at((p) => p.authToken).isSet(because, "a token"), group.at((p) => p.authTokenWo).isSet(because, "a token"));
}

export default defineRule({
  id: "elasticache-authentication",
  title: "ElastiCache asks its clients who they are",
  threat: "Whatever reaches the cache's port reads and changes cached ePHI, and nobody can tell who it was.",
  remedy:
    "Give the cache a user group (userGroupIds, userGroupId) whose users authenticate by IAM or password, or set authToken on the replication group.",
  cites: ["164.312(d)", "164.312(a)(2)(i)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["elasticache.ReplicationGroup", "elasticache.ServerlessCache", "elasticache.User"],
  // A token is the whole global datastore's, user groups are each Region's: ElastiCache API Reference, GlobalReplicationGroup, AuthTokenEnabled.
  check(resource, stack): Verdict {
    const group = resource.as("elasticache.ReplicationGroup");
    if (group) {
      return any(
        group.list((p) => p.userGroupIds).isNotEmpty(because, "a user group"),
        asksForToken(group),
        when(group.at((p) => p.globalReplicationGroupId).present, () => bySettingsOfPrimary(group, stack, asksForToken)),
      );
    }
    const serverless = resource.as("elasticache.ServerlessCache");
    if (serverless) {
      return when(
        serverless.at((p) => p.engine).is("memcached"),
        () => notApplicable("Memcached knows no users"),
        () => serverless.at((p) => p.userGroupId).isSet(because, "a user group"),
      );
    }
    const user = resource.as("elasticache.User");
    if (!user) return notApplicable();
    // A group needs a user called "default"; the way to close it is an access string that begins with "off".
    return when(
      user.at((p) => p.accessString).ask((access) => /^off\b/.test(access.trim())),
      () => notApplicable("the user is switched off"),
      () =>
        all(
          user
            .at((p) => p.noPasswordRequired)
            .or(false)
            .equals(false, "the user needs no password"),
          user
            .at((p) => p.authenticationMode?.type)
            .shown()
            .noneOf(["no-password-required"], "the user needs no password"),
        ),
    );
  },
  equivalents: {
    cdkNag: ["ElastiCacheRedisClusterRedisAuth"],
    prowler: ["elasticache_redis_replication_group_auth_enabled"],
    checkov: ["CKV_AWS_31"],
  },
  examples: {
    good: {
      "user group": (s) => s.add("elasticache.ReplicationGroup", { description: "sessions", userGroupIds: ["clinic"] }),
      "token of the group": (s) =>
        s.add("elasticache.ReplicationGroup", {
          description: "sessions",
          transitEncryptionEnabled: true,
          authToken: s.secret("a-long-token-of-the-clinic"),
        }),
      "secondary group of a datastore whose primary has a token": (s) => {
        const primary = s.add("elasticache.ReplicationGroup", {
          description: "sessions",
          transitEncryptionEnabled: true,
          authToken: s.secret("a-long-token-of-the-clinic"),
        });
        const global = s.add("elasticache.GlobalReplicationGroup", { ...datastore, primaryReplicationGroupId: primary.out("id") });
        return s.add("elasticache.ReplicationGroup", {
          description: "sessions in the other Region",
          globalReplicationGroupId: global.out("globalReplicationGroupId"),
        });
      },
      "user by IAM": (s) =>
        s.add("elasticache.User", {
          userId: "reader",
          userName: "reader",
          engine: "valkey",
          accessString: "on ~* +@read",
          authenticationMode: { type: "iam" },
        }),
    },
    bad: {
      "group without authentication": (s) => s.add("elasticache.ReplicationGroup", { description: "sessions" }),
      "serverless cache without users": (s) => s.add("elasticache.ServerlessCache", { engine: "valkey" }),
      "secondary group of a datastore whose primary has no token": (s) => {
        const primary = s.add("elasticache.ReplicationGroup", { description: "sessions" });
        const global = s.add("elasticache.GlobalReplicationGroup", { ...datastore, primaryReplicationGroupId: primary.out("id") });
        return s.add("elasticache.ReplicationGroup", {
          description: "sessions in the other Region",
          globalReplicationGroupId: global.out("globalReplicationGroupId"),
        });
      },
      "user without a password": (s) =>
        s.add("elasticache.User", {
          userId: "reader",
          userName: "reader",
          engine: "valkey",
          accessString: "on ~* +@read",
          noPasswordRequired: true,
        }),
    },
    unknown: {
      "user groups known later": (s) => s.add("elasticache.ReplicationGroup", { description: "sessions", userGroupIds: s.later() }),
    },
    notApplicable: {
      "Memcached without a server": (s) => s.add("elasticache.ServerlessCache", { engine: "memcached" }),
      "default user that is switched off": (s) =>
        s.add("elasticache.User", {
          userId: "default-off",
          userName: "default",
          engine: "valkey",
          accessString: "off ~* -@all",
          noPasswordRequired: true,
        }),
      "no ePHI": (s) => s.add("elasticache.ReplicationGroup", { description: "news", tags: { DataClassification: "none" } }),
    },
  },
});
