import { defineRule } from "../../rule";

const instance = { replicationInstanceClass: "dms.t3.medium", replicationInstanceId: "move" };

// There is no fix: the flag replaces an instance that exists already.
export default defineRule({
  id: "dms-not-public",
  title: "DMS replication instances have no public address",
  threat: "An instance that holds the credentials of databases with ePHI is one security group rule away from the whole Internet.",
  remedy: "Set publiclyAccessible to false.",
  cites: ["164.312(a)(1)", "164.308(a)(3)(i)", "164.308(a)(4)(ii)(A)", "164.308(a)(4)(ii)(C)", "164.312(e)(1)"],
  severity: "critical",
  level: "mandatory",
  applies: "ephi",
  on: ["dms.ReplicationInstance"],
  // AWS's API makes an instance public where nothing is said, but the provider sends false then (its resource's create function).
  check: (instance) =>
    instance
      .at((p) => p.publiclyAccessible)
      .or(false)
      .equals(false, "the replication instance has a public address"),
  equivalents: {
    config: ["dms-replication-not-public"],
    cdkNag: ["HIPAA.Security-DMSReplicationNotPublic"],
    prowler: ["dms_instance_no_public_access"],
    checkov: ["CKV_AWS_89"],
  },
  examples: {
    good: {
      "flag false": (s) => s.add("dms.ReplicationInstance", { ...instance, publiclyAccessible: false }),
      "flag left out": (s) => s.add("dms.ReplicationInstance", instance),
    },
    bad: {
      "flag true": (s) => s.add("dms.ReplicationInstance", { ...instance, publiclyAccessible: true }),
      "flag as text": (s) => s.addUntyped("dms.ReplicationInstance", { ...instance, publiclyAccessible: "true" }),
    },
    unknown: {
      "flag known later": (s) => s.add("dms.ReplicationInstance", { ...instance, publiclyAccessible: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("dms.ReplicationInstance", { ...instance, publiclyAccessible: true, tags: { DataClassification: "none" } }),
    },
  },
});
