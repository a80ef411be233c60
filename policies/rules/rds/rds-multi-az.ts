import { isAurora } from "../../aws/rds-engines";
import { or } from "../../aws/ternary";
import { defineRule, fail, notApplicable, pass, undetermined, when } from "../../rule";

const instance = { instanceClass: "db.t4g.medium", engine: "postgres", allocatedStorage: 20 };
const member = { instanceClass: "db.r7g.large", engine: "aurora-postgresql" } as const;

export default defineRule({
  id: "rds-multi-az",
  title: "RDS databases run in more than one Availability Zone",
  threat: "When an Availability Zone fails, ePHI cannot be reached until the database is restored elsewhere.",
  remedy: "Set multiAz to true on an instance; give an Aurora cluster a second aws.rds.ClusterInstance.",
  cites: ["164.308(a)(7)(i)", "164.308(a)(7)(ii)(B)", "164.308(a)(7)(ii)(C)"],
  severity: "medium",
  // Advisory: the contingency plan says how long a database may be away; a restore from backups may be soon enough.
  level: "advisory",
  applies: "ephi",
  on: ["rds.Instance", "rds.Cluster"],
  check(database, stack) {
    const instance = database.as("rds.Instance");
    if (instance) {
      return when(
        or(instance.at((p) => p.engine).ask(isAurora), instance.at((p) => p.replicateSourceDb).present),
        () => notApplicable("its cluster, or the database it replicates, is judged"),
        () =>
          instance
            .at((p) => p.multiAz)
            .or(false)
            .equals(true, "the database runs in one Availability Zone"),
      );
    }
    const cluster = database.as("rds.Cluster");
    if (!cluster) return notApplicable();
    const both = cluster.at((p) => p.dbClusterInstanceClass);
    // A Multi-AZ DB cluster has three instances by itself; serverless v1 is moved to another zone by AWS.
    if (both.state !== "absent") return pass("", [both.evidence("a Multi-AZ DB cluster")]);
    return when(
      cluster.at((p) => p.engineMode).is("serverless"),
      () => pass("", [cluster.at((p) => p.engineMode).evidence("serverless")]),
      () => {
        const members = stack.attached(cluster, "rds.ClusterInstance", (p) => p.clusterIdentifier);
        const evidence = [cluster.evidence(`${members.certain.length} instances`, "two instances or more")];
        if (members.certain.length >= 2) return pass("", evidence);
        if (!members.complete || members.certain.length + members.possible.length >= 2) {
          return undetermined("how many instances the cluster has is not known before deployment", evidence);
        }
        return fail("the cluster has fewer than two instances", evidence);
      },
    );
  },
  equivalents: {
    config: ["rds-multi-az-support", "rds-cluster-multi-az-enabled"],
    cdkNag: ["HIPAA.Security-RDSMultiAZSupport"],
    prowler: ["rds_instance_multi_az", "rds_cluster_multi_az"],
    checkov: ["CKV_AWS_157"],
    pulumi: ["aws-rds-cluster-disallow-single-availability-zone"],
  },
  examples: {
    good: {
      "flag set": (s) => s.add("rds.Instance", { ...instance, multiAz: true }),
      "cluster with two instances": (s) => {
        const cluster = s.add("rds.Cluster", { engine: "aurora-postgresql" });
        s.add("rds.ClusterInstance", { ...member, clusterIdentifier: cluster.out("id") });
        s.add("rds.ClusterInstance", { ...member, clusterIdentifier: cluster.out("id") });
        return cluster;
      },
      "Multi-AZ DB cluster": (s) => s.add("rds.Cluster", { engine: "postgres", dbClusterInstanceClass: "db.m6gd.large" }),
      "serverless v1, which AWS moves to another zone": (s) =>
        s.add("rds.Cluster", { engine: "aurora-postgresql", engineMode: "serverless" }),
    },
    bad: {
      "flag false": (s) => s.add("rds.Instance", { ...instance, multiAz: false }),
      "cluster with one instance": (s) => {
        const cluster = s.add("rds.Cluster", { engine: "aurora-postgresql" });
        s.add("rds.ClusterInstance", { ...member, clusterIdentifier: cluster.out("id") });
        return cluster;
      },
      "flag left out": (s) => s.add("rds.Instance", instance),
    },
    unknown: {
      "flag known later": (s) => s.add("rds.Instance", { ...instance, multiAz: s.later() }),
      "instances whose cluster is known later": (s) => {
        s.add("rds.ClusterInstance", { ...member, clusterIdentifier: s.later() });
        s.add("rds.ClusterInstance", { ...member, clusterIdentifier: s.later() });
        return s.add("rds.Cluster", { engine: "aurora-postgresql" });
      },
    },
    notApplicable: {
      "no ePHI": (s) => s.add("rds.Instance", { ...instance, tags: { DataClassification: "none" } }),
      "read replica": (s) => s.add("rds.Instance", { instanceClass: "db.t4g.medium", replicateSourceDb: "patients" }),
    },
  },
});
