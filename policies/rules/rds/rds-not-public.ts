import { defineRule } from "../../rule";

const instance = { instanceClass: "db.t4g.medium", engine: "postgres", allocatedStorage: 20 };
const member = { clusterIdentifier: "patients", instanceClass: "db.r7g.large", engine: "aurora-postgresql" } as const;

export default defineRule({
  id: "rds-not-public",
  title: "RDS databases have no public address",
  threat: "A database with a public address is one security group rule away from the whole Internet.",
  remedy: "Set publiclyAccessible to false, or leave it out.",
  cites: ["164.312(a)(1)", "164.308(a)(3)(i)", "164.308(a)(4)(ii)(A)", "164.308(a)(4)(ii)(C)", "164.312(e)(1)"],
  severity: "critical",
  level: "mandatory",
  applies: "ephi",
  on: ["rds.Instance", "rds.ClusterInstance"],
  check: (instance) =>
    instance
      .at((p) => p.publiclyAccessible)
      .or(false)
      .equals(false, "the database has a public address"),
  fix: () => ({ publiclyAccessible: false }),
  equivalents: {
    config: ["rds-instance-public-access-check"],
    cdkNag: ["HIPAA.Security-RDSInstancePublicAccess"],
    prowler: ["rds_instance_no_public_access"],
    checkov: ["CKV_AWS_17"],
    pulumi: ["aws-rds-instance-disallow-public-access", "aws-rds-clusterinstance-disallow-public-access"],
  },
  examples: {
    good: {
      "flag false": (s) => s.add("rds.Instance", { ...instance, publiclyAccessible: false }),
      "flag left out": (s) => s.add("rds.ClusterInstance", member),
    },
    bad: {
      "public instance": (s) => s.add("rds.Instance", { ...instance, publiclyAccessible: true }),
      "public member of a cluster": (s) => s.add("rds.ClusterInstance", { ...member, publiclyAccessible: true }),
    },
    unknown: {
      "flag known later": (s) => s.add("rds.Instance", { ...instance, publiclyAccessible: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("rds.Instance", { ...instance, publiclyAccessible: true, tags: { DataClassification: "none" } }),
      "member of a cluster without ePHI": (s) => {
        const cluster = s.add("rds.Cluster", { engine: "aurora-postgresql", tags: { DataClassification: "none" } });
        return s.add("rds.ClusterInstance", { ...member, clusterIdentifier: cluster.out("id"), publiclyAccessible: true });
      },
    },
  },
});
