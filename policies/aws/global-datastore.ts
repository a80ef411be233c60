import type { Resource } from "../graph/resource";
import type { Stack } from "../graph/stack";
import type { Verdict } from "../verdict";

type ReplicationGroup = Resource<"elasticache.ReplicationGroup">;

/**
 * Judges the replication group whose settings count: the group itself or, where it is a secondary one of a global datastore, the primary
 * group, whose encryption and engine every secondary one takes. A datastore outside the stack is undetermined.
 * Source: Amazon ElastiCache User Guide, "Replication across AWS Regions using global datastores".
 */
export function bySettingsOfPrimary(group: ReplicationGroup, stack: Stack, judge: (group: ReplicationGroup) => Verdict): Verdict {
  return stack
    .target(
      group,
      group.at((p) => p.globalReplicationGroupId),
      "elasticache.GlobalReplicationGroup",
    )
    .decide({
      absent: () => judge(group),
      resource: (datastore) =>
        stack
          .target(
            datastore,
            datastore.at((p) => p.primaryReplicationGroupId),
            "elasticache.ReplicationGroup",
          )
          .decide({ resource: judge, absent: () => judge(group) }),
    });
}
