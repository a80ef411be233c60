import { judgeParameter, type NamedParameter } from "../../aws/named-parameters";
import type { Resource } from "../../graph/resource";
import type { Stack } from "../../graph/stack";
import { all, any, defineRule, fail, missing, undetermined, type Verdict } from "../../rule";

const because = "audit logs are not delivered";
const statements = "the statements of users are not logged";
const cluster = { clusterIdentifier: "claims", nodeType: "ra3.large" };
const group = { family: "redshift-2.0", parameters: [{ name: "enable_user_activity_logging", value: "true" }] };
const everyLog = ["connectionlog", "userlog", "useractivitylog"];

/** A bucket takes all logs, CloudWatch Logs those that are listed: Amazon Redshift Management Guide, "Database audit logging". */
function delivers(logging: Resource<"redshift.Logging">): Verdict {
  const exports = logging.list((p) => p.logExports);
  const listed = (): Verdict => {
    if (exports.state === "unknown")
      return undetermined(`${exports.cell.path} is not known before deployment`, [exports.cell.evidence("a known list")]);
    return all(
      ...everyLog.map((log) =>
        any(
          fail(`the log "${log}" is not delivered`, [exports.cell.evidence(log)]),
          ...exports.cells.map((type) => type.equals(log, `the log "${log}" is not delivered`)),
        ),
      ),
    );
  };
  return any(
    logging.at((p) => p.bucketName).isSet(because, "a bucket"),
    all(
      logging
        .at((p) => p.logDestinationType)
        .shown()
        .equals("cloudwatch", because),
      listed(),
    ),
  );
}

/** The log of what users do also needs a parameter, which is false by default. */
function logsStatements(cluster: Resource<"redshift.Cluster">, stack: Stack): Verdict {
  const name = cluster.at((p) => p.clusterParameterGroupName);
  const off = () => fail(statements, [name.evidence('a parameter group with enable_user_activity_logging "true"')]);
  return stack.target(cluster, name, "redshift.ParameterGroup").decide({
    resource: (found) =>
      judgeParameter(
        found.list<NamedParameter>((p) => p.parameters),
        "enable_user_activity_logging",
        (value) => value.equals("true", statements),
        off,
      ),
    absent: off,
    outside: () =>
      name.ask((text) => text.startsWith("default.")) === "yes"
        ? off()
        : undetermined("the parameter group lies outside this stack", [name.evidence("a parameter group")]),
  });
}

export default defineRule({
  id: "redshift-audit-logging",
  title: "Redshift clusters deliver their audit logs",
  threat: "Nobody can tell who logged in to the cluster and which records of ePHI they read.",
  remedy:
    'Add an aws.redshift.Logging to a bucket, or to "cloudwatch" with connectionlog, userlog and useractivitylog, and a parameter group with enable_user_activity_logging "true".',
  cites: ["164.312(b)", "164.308(a)(1)(ii)(B)", "164.308(a)(1)(ii)(D)", "164.308(a)(3)(ii)(A)", "164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["redshift.Cluster"],
  check: (cluster, stack) =>
    all(
      stack
        .attached(cluster, "redshift.Logging", (p) => p.clusterIdentifier)
        .decide({ present: delivers, absent: () => missing(cluster, because, "an aws.redshift.Logging") }),
      logsStatements(cluster, stack),
    ),
  equivalents: {
    config: ["redshift-cluster-configuration-check"],
    cdkNag: ["HIPAA.Security-RedshiftClusterConfiguration", "RedshiftClusterAuditLogging", "RedshiftClusterUserActivityLogging"],
    prowler: ["redshift_cluster_audit_logging"],
    checkov: ["CKV_AWS_71"],
  },
  examples: {
    good: {
      "all logs in CloudWatch Logs": (s) => {
        const parameters = s.add("redshift.ParameterGroup", group);
        const found = s.add("redshift.Cluster", { ...cluster, clusterParameterGroupName: parameters.out("name") });
        s.add("redshift.Logging", { clusterIdentifier: found.out("id"), logDestinationType: "cloudwatch", logExports: everyLog });
        return found;
      },
      "a bucket": (s) => {
        const parameters = s.add("redshift.ParameterGroup", group);
        const found = s.add("redshift.Cluster", { ...cluster, clusterParameterGroupName: parameters.out("name") });
        s.add("redshift.Logging", { clusterIdentifier: "claims", logDestinationType: "s3", bucketName: "audit" });
        return found;
      },
    },
    bad: {
      "no logging": (s) => {
        const parameters = s.add("redshift.ParameterGroup", group);
        return s.add("redshift.Cluster", { ...cluster, clusterParameterGroupName: parameters.out("name") });
      },
      "only connections": (s) => {
        const parameters = s.add("redshift.ParameterGroup", group);
        const found = s.add("redshift.Cluster", { ...cluster, clusterParameterGroupName: parameters.out("name") });
        s.add("redshift.Logging", { clusterIdentifier: found.out("id"), logDestinationType: "cloudwatch", logExports: ["connectionlog"] });
        return found;
      },
      "statements not logged": (s) => {
        const found = s.add("redshift.Cluster", cluster);
        s.add("redshift.Logging", { clusterIdentifier: found.out("id"), logDestinationType: "s3", bucketName: "audit" });
        return found;
      },
    },
    unknown: {
      "parameter group outside the stack": (s) => {
        const found = s.add("redshift.Cluster", { ...cluster, clusterParameterGroupName: "claims-parameters" });
        s.add("redshift.Logging", { clusterIdentifier: found.out("id"), logDestinationType: "s3", bucketName: "audit" });
        return found;
      },
    },
    notApplicable: {
      "no ePHI": (s) => s.add("redshift.Cluster", { ...cluster, tags: { DataClassification: "none" } }),
    },
  },
});
