import { any, defineRule, notApplicable } from "../../rule";

const cluster = { releaseLabel: "emr-7.5.0", serviceRole: "arn:aws:iam::111122223333:role/emr" };
const application = { releaseLabel: "emr-7.5.0", type: "spark" };
const because = "logs are gone with the nodes";

export default defineRule({
  id: "emr-logs",
  title: "EMR keeps its logs",
  threat: "When a cluster has ended, nobody can show which job read ePHI.",
  remedy:
    "Set logUri of the cluster; of a serverless application, monitoringConfiguration.s3MonitoringConfiguration.logUri or cloudwatchLoggingConfiguration.enabled.",
  cites: ["164.312(b)", "164.312(a)(2)(iv)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["emr.Cluster", "emrserverless.Application"],
  // The logs are encrypted as their bucket or log group is. What a serverless application keeps by itself ends after thirty days.
  check(resource) {
    const nodes = resource.as("emr.Cluster");
    if (nodes) return nodes.at((p) => p.logUri).isSet(because, "a place for logs");
    const serverless = resource.as("emrserverless.Application");
    if (!serverless) return notApplicable();
    return any(
      serverless
        .at((p) => p.monitoringConfiguration?.s3MonitoringConfiguration?.logUri)
        .isSet("logs are kept for thirty days only", "a place"),
      serverless
        .at((p) => p.monitoringConfiguration?.cloudwatchLoggingConfiguration?.enabled)
        .or(false)
        .equals(true, "logs are kept for thirty days only"),
    );
  },
  equivalents: { cdkNag: ["EMRS3AccessLogging"] },
  examples: {
    good: {
      "cluster that logs": (s) => s.add("emr.Cluster", { ...cluster, logUri: "s3://clinic-logs/emr/" }),
      "serverless application that logs": (s) =>
        s.add("emrserverless.Application", {
          ...application,
          monitoringConfiguration: { cloudwatchLoggingConfiguration: { enabled: true } },
        }),
    },
    bad: {
      "cluster without logs": (s) => s.add("emr.Cluster", cluster),
      "serverless application without logs": (s) => s.add("emrserverless.Application", application),
    },
    unknown: {
      "logs known later": (s) => s.add("emrserverless.Application", { ...application, monitoringConfiguration: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("emr.Cluster", { ...cluster, tags: { DataClassification: "none" } }),
    },
  },
});
