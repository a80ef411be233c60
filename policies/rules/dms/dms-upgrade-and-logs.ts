import { defineRule, notApplicable } from "../../rule";

const because = "minor versions are not installed automatically";
const instance = { replicationInstanceClass: "dms.t3.medium", replicationInstanceId: "move", publiclyAccessible: false };
const task = {
  migrationType: "full-load",
  replicationInstanceArn: "arn:aws:dms:us-east-1:123456789012:rep:MOVE",
  replicationTaskId: "move",
  sourceEndpointArn: "arn:aws:dms:us-east-1:123456789012:endpoint:SOURCE",
  targetEndpointArn: "arn:aws:dms:us-east-1:123456789012:endpoint:TARGET",
  tableMappings: JSON.stringify({ rules: [] }),
};

function enablesLogging(settings: string): boolean | "unknown" {
  try {
    const parsed: unknown = JSON.parse(settings);
    const logging = typeof parsed === "object" && parsed !== null && "Logging" in parsed ? parsed.Logging : undefined;
    return typeof logging === "object" && logging !== null && "EnableLogging" in logging && logging.EnableLogging === true;
  } catch {
    return "unknown";
  }
}

export default defineRule({
  id: "dms-upgrade-and-logs",
  title: "DMS takes minor versions and logs its tasks",
  threat: "Known holes stay open where ePHI passes through, and what a task moved or lost cannot be told.",
  remedy: "Set autoMinorVersionUpgrade to true on instances, and Logging.EnableLogging in the replicationTaskSettings of tasks.",
  cites: ["164.312(b)", "164.308(a)(5)(ii)(A)", "164.308(a)(7)(i)"],
  severity: "low",
  // Advisory: replication is mostly for a time, and in one Availability Zone.
  level: "advisory",
  applies: "ephi",
  on: ["dms.ReplicationInstance", "dms.ReplicationTask"],
  check(resource) {
    const instance = resource.as("dms.ReplicationInstance");
    // The provider sends false where nothing is said.
    if (instance)
      return instance
        .at((p) => p.autoMinorVersionUpgrade)
        .or(false)
        .equals(true, because);
    const task = resource.as("dms.ReplicationTask");
    if (!task) return notApplicable();
    return task
      .at((p) => p.replicationTaskSettings)
      .test((settings) => enablesLogging(settings), "Logging.EnableLogging true", "the task is not logged");
  },
  equivalents: {
    prowler: [
      "dms_instance_minor_version_upgrade_enabled",
      "dms_instance_multi_az_enabled",
      "dms_replication_task_source_logging_enabled",
      "dms_replication_task_target_logging_enabled",
    ],
    checkov: ["CKV_AWS_222"],
  },
  examples: {
    good: {
      "instance with the flag": (s) => s.add("dms.ReplicationInstance", { ...instance, autoMinorVersionUpgrade: true }),
      "task that is logged": (s) =>
        s.add("dms.ReplicationTask", { ...task, replicationTaskSettings: JSON.stringify({ Logging: { EnableLogging: true } }) }),
    },
    bad: {
      "flag false": (s) => s.add("dms.ReplicationInstance", { ...instance, autoMinorVersionUpgrade: false }),
      "task that is not logged": (s) =>
        s.add("dms.ReplicationTask", { ...task, replicationTaskSettings: JSON.stringify({ Logging: { EnableLogging: false } }) }),
      "task without settings": (s) => s.add("dms.ReplicationTask", task),
      "flag left out": (s) => s.add("dms.ReplicationInstance", instance),
      "task whose settings say nothing of logs": (s) =>
        s.add("dms.ReplicationTask", { ...task, replicationTaskSettings: JSON.stringify({ TargetMetadata: {} }) }),
      "task whose settings are null": (s) => s.add("dms.ReplicationTask", { ...task, replicationTaskSettings: "null" }),
      "task whose settings are a text": (s) => s.add("dms.ReplicationTask", { ...task, replicationTaskSettings: '"none"' }),
      "task whose logging is null": (s) =>
        s.add("dms.ReplicationTask", { ...task, replicationTaskSettings: JSON.stringify({ Logging: null }) }),
      "task whose logging is a text": (s) =>
        s.add("dms.ReplicationTask", { ...task, replicationTaskSettings: JSON.stringify({ Logging: "on" }) }),
      "task whose logging says nothing": (s) =>
        s.add("dms.ReplicationTask", { ...task, replicationTaskSettings: JSON.stringify({ Logging: {} }) }),
    },
    unknown: {
      "settings known later": (s) => s.add("dms.ReplicationTask", { ...task, replicationTaskSettings: s.later() }),
      "settings that are no JSON": (s) => s.add("dms.ReplicationTask", { ...task, replicationTaskSettings: "Logging: on" }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("dms.ReplicationInstance", { ...instance, tags: { DataClassification: "none" } }),
    },
  },
});
