import { defineRule, notApplicable } from "../../rule";

const instance = { instanceClass: "db.t4g.medium", engine: "postgres", allocatedStorage: 20 };

/** Source: Amazon RDS User Guide, "Using SSL/TLS to encrypt a connection to a DB instance or cluster", certificate authorities; all have expired, that of 2017 in AWS GovCloud. */
const expired = ["rds-ca-2015", "rds-ca-2017", "rds-ca-2019"];

export default defineRule({
  id: "rds-ca-certificate",
  title: "RDS databases show a certificate that has not expired",
  threat: "Clients cannot verify an expired certificate; those that stop verifying send ePHI to whoever answers.",
  remedy:
    'Leave caCertIdentifier (caCertificateIdentifier on clusters) out or set it to "rds-ca-rsa2048-g1", "rds-ca-rsa4096-g1" or "rds-ca-ecc384-g1".',
  cites: ["164.312(e)(1)", "164.312(d)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["rds.Instance", "rds.ClusterInstance", "rds.Cluster"],
  check(database) {
    const authority =
      database.as("rds.Instance")?.at((p) => p.caCertIdentifier) ??
      database.as("rds.ClusterInstance")?.at((p) => p.caCertIdentifier) ??
      database.as("rds.Cluster")?.at((p) => p.caCertificateIdentifier);
    return authority ? authority.shown().noneOf(expired, "the certificate is of an authority that has expired") : notApplicable();
  },
  equivalents: { prowler: ["rds_instance_certificate_expiration"], checkov: ["CKV_AWS_211"] },
  examples: {
    good: {
      "current authority": (s) => s.add("rds.Instance", { ...instance, caCertIdentifier: "rds-ca-rsa2048-g1" }),
      "left to AWS": (s) => s.add("rds.Instance", instance),
    },
    bad: {
      "authority of 2019": (s) => s.add("rds.Instance", { ...instance, caCertIdentifier: "rds-ca-2019" }),
      "authority of 2017, of AWS GovCloud": (s) => s.add("rds.Instance", { ...instance, caCertIdentifier: "rds-ca-2017" }),
      "cluster with the authority of 2019": (s) => s.add("rds.Cluster", { engine: "postgres", caCertificateIdentifier: "rds-ca-2019" }),
      "member of a cluster with the authority of 2019": (s) =>
        s.add("rds.ClusterInstance", {
          clusterIdentifier: "records",
          engine: "aurora-postgresql",
          instanceClass: "db.r7g.large",
          caCertIdentifier: "rds-ca-2019",
        }),
      "authority of 2015": (s) => s.add("rds.Instance", { ...instance, caCertIdentifier: "rds-ca-2015" }),
    },
    unknown: {
      "authority known later": (s) => s.add("rds.Instance", { ...instance, caCertIdentifier: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("rds.Instance", { ...instance, caCertIdentifier: "rds-ca-2019", tags: { DataClassification: "none" } }),
    },
  },
});
