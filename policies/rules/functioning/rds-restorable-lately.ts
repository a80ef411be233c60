import { and, not, or, type Ternary } from "../../aws/ternary";
import { defineFunctioningRule, integer, undetermined, when } from "../../functioning/define-functioning-rule";
import { lately } from "../../functioning/times";
import type { Resource } from "../../graph/resource";

const because = "the database can be restored only to a time that is long over";
const instance = { instanceClass: "db.t4g.medium", engine: "postgres", allocatedStorage: 20, backupRetentionPeriod: 35 };

/** Serverless clusters may sleep while they are "available". Source: Amazon Aurora User Guide, "Scaling to Zero ACUs". */
function mayPause(database: Resource<"rds.Instance" | "rds.Cluster">): Ternary {
  const cluster = database.as("rds.Cluster");
  if (!cluster) return "no";
  return or(cluster.at((p) => p.engineMode).is("serverless"), cluster.at((p) => p.serverlessv2ScalingConfiguration?.minCapacity).is(0));
}

export default defineFunctioningRule({
  id: "rds-restorable-lately",
  title: "Databases with automated backups can be restored to a time of today",
  threat: "A disk fails or a table is dropped, and what was written to ePHI since the last good backup is lost.",
  remedy: "Look at the database's events for the backups that failed; a database that AWS cannot back up is most often out of storage.",
  cites: ["164.308(a)(7)(ii)(A)", "164.308(a)(7)(ii)(B)", "164.312(c)(1)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  observes: ["rds.Instance", "rds.Cluster"],
  parameters: {
    maximumDays: integer({ default: 1, minimum: 1, maximum: 1, description: "Longest time since the latest restorable time in days." }),
  },
  // Logs go to S3 every five minutes while the database runs; one that is stopped, or being made, has none to send.
  // Source: Amazon RDS User Guide, "Restoring a DB instance to a specified time".
  check({ resource, facts, at, parameters: { maximumDays } }) {
    const days =
      resource.as("rds.Instance")?.at((p) => p.backupRetentionPeriod) ?? resource.as("rds.Cluster")?.at((p) => p.backupRetentionPeriod);
    const hasBackups = days?.or(0).ask((kept) => kept > 0) ?? "unknown";
    return when(hasBackups, () => {
      const verdict = lately(
        facts.at((p) => p.latestRestorableTime),
        at,
        maximumDays,
        because,
      );
      const runs = and(facts.at((p) => p.status).is("available"), not(mayPause(resource)));
      if (verdict.outcome !== "fail" || runs === "yes") return verdict;
      return undetermined(`${because}, and whether it was running is not known`, verdict.evidence);
    });
  },
  equivalents: {},
  examples: {
    good: {
      "five minutes ago": (s) =>
        s.add("rds.Instance", instance, { observed: { status: "available", latestRestorableTime: "2026-11-22T11:55:00.000Z" } }),
      "a cluster, this morning": (s) =>
        s.add(
          "rds.Cluster",
          { engine: "aurora-postgresql", backupRetentionPeriod: 35 },
          { observed: { status: "available", latestRestorableTime: "2026-11-22T06:00:00.000Z" } },
        ),
    },
    bad: {
      "three days ago": (s) =>
        s.add("rds.Instance", instance, { observed: { status: "available", latestRestorableTime: "2026-11-19T11:55:00.000Z" } }),
      never: (s) => s.add("rds.Instance", instance, { observed: { status: "available" } }),
      "a cluster, last month": (s) =>
        s.add(
          "rds.Cluster",
          { engine: "aurora-postgresql", backupRetentionPeriod: 35 },
          { observed: { status: "available", latestRestorableTime: "2026-10-22T06:00:00.000Z" } },
        ),
    },
    unknown: {
      stopped: (s) =>
        s.add("rds.Instance", instance, { observed: { status: "stopped", latestRestorableTime: "2026-11-19T11:55:00.000Z" } }),
      "a cluster that may sleep": (s) =>
        s.add(
          "rds.Cluster",
          { engine: "aurora-postgresql", backupRetentionPeriod: 35, serverlessv2ScalingConfiguration: { minCapacity: 0, maxCapacity: 4 } },
          { observed: { status: "available", latestRestorableTime: "2026-10-22T06:00:00.000Z" } },
        ),
      "the time could not be read": (s) =>
        s.add("rds.Instance", instance, { observed: { status: "available", latestRestorableTime: s.later() } }),
    },
    notApplicable: {
      "no automated backups": (s) =>
        s.add("rds.Instance", { ...instance, backupRetentionPeriod: 0 }, { observed: { status: "available" } }),
    },
  },
});
