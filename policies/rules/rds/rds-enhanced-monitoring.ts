import { defineRule, notApplicable } from "../../rule";

const because = "enhanced monitoring is not enabled";
const instance = { instanceClass: "db.t4g.medium", engine: "postgres", allocatedStorage: 20 };
const member = { instanceClass: "db.r7g.large", engine: "aurora-postgresql" } as const;
const role = "arn:aws:iam::123456789012:role/monitoring";

export default defineRule({
  id: "rds-enhanced-monitoring",
  title: "RDS databases are monitored in detail",
  threat: "A strange process or load on a database of ePHI goes unseen.",
  remedy: "Set monitoringInterval to 60 seconds or less, and monitoringRoleArn.",
  cites: ["164.312(b)"],
  severity: "low",
  // Advisory: metrics of the operating system are a refinement of the logs that rds-log-exports asks for.
  level: "advisory",
  applies: "ephi",
  on: ["rds.Instance", "rds.ClusterInstance", "rds.Cluster"],
  check(database, stack) {
    const interval = database.at((p) => p.monitoringInterval).shown();
    const own = () => interval.or(0).atLeast(1, because);
    const member = database.as("rds.ClusterInstance");
    if (member && interval.state === "absent") {
      return stack
        .target(
          member,
          member.at((p) => p.clusterIdentifier),
          "rds.Cluster",
        )
        .decide({
          resource: (cluster) =>
            cluster
              .at((p) => p.monitoringInterval)
              .or(0)
              .shown()
              .atLeast(1, because),
          absent: own,
        });
    }
    // An Aurora cluster may leave it to each of its instances.
    if (database.as("rds.Cluster") && interval.state === "absent") return notApplicable("its instances are judged");
    return own();
  },
  equivalents: {
    config: ["rds-enhanced-monitoring-enabled"],
    cdkNag: ["HIPAA.Security-RDSEnhancedMonitoringEnabled"],
    prowler: ["rds_instance_enhanced_monitoring_enabled"],
    checkov: ["CKV_AWS_118"],
  },
  examples: {
    good: {
      "every minute": (s) => s.add("rds.Instance", { ...instance, monitoringInterval: 60, monitoringRoleArn: role }),
      "set by the cluster": (s) => {
        const cluster = s.add("rds.Cluster", { engine: "aurora-postgresql", monitoringInterval: 30, monitoringRoleArn: role });
        return s.add("rds.ClusterInstance", { ...member, clusterIdentifier: cluster.out("id") });
      },
    },
    bad: {
      "switched off": (s) => s.add("rds.Instance", { ...instance, monitoringInterval: 0 }),
      "nothing set": (s) => s.add("rds.Instance", instance),
      "neither member nor cluster": (s) => {
        const cluster = s.add("rds.Cluster", { engine: "aurora-postgresql" });
        return s.add("rds.ClusterInstance", { ...member, clusterIdentifier: cluster.out("id") });
      },
    },
    unknown: {
      "interval known later": (s) => s.add("rds.Instance", { ...instance, monitoringInterval: s.later(), monitoringRoleArn: role }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("rds.Instance", { ...instance, tags: { DataClassification: "none" } }),
      "a cluster that leaves it to its instances": (s) => s.add("rds.Cluster", { engine: "aurora-postgresql" }),
    },
  },
});
