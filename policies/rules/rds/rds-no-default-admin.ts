import type { Example } from "../../examples";
import { defineRule, notApplicable } from "../../rule";

const instance = { instanceClass: "db.t4g.medium", engine: "postgres", allocatedStorage: 20 };
const common = ["admin", "administrator", "postgres", "root", "sa", "master"];

export default defineRule({
  id: "rds-no-default-admin",
  title: "The master user of RDS databases has a name of its own",
  threat: "A name that every attacker tries first leaves only the password between them and ePHI.",
  remedy: "Choose a username (masterUsername on clusters) other than admin, administrator, postgres, root, sa or master.",
  cites: ["164.312(a)(2)(i)"],
  severity: "low",
  // Advisory: a name is no secret, and changing it replaces the database.
  level: "advisory",
  applies: "ephi",
  on: ["rds.Instance", "rds.Cluster"],
  check(database) {
    const name = database.as("rds.Instance")?.at((p) => p.username) ?? database.as("rds.Cluster")?.at((p) => p.masterUsername);
    if (!name || name.state === "absent") return notApplicable("it has the users of what it is made from");
    return name.test((text) => !common.includes(text.toLowerCase()), "a name of its own", "the master user has a common name");
  },
  equivalents: { prowler: ["rds_instance_default_admin", "rds_cluster_default_admin"] },
  examples: {
    good: {
      instance: (s) => s.add("rds.Instance", { ...instance, username: "records_owner" }),
      cluster: (s) => s.add("rds.Cluster", { engine: "aurora-postgresql", masterUsername: "records_owner" }),
    },
    bad: {
      "a common name": (s) => s.add("rds.Instance", { ...instance, username: "postgres" }),
      "a common name of a cluster": (s) => s.add("rds.Cluster", { engine: "aurora-postgresql", masterUsername: "Admin" }),
      ...Object.fromEntries(
        ["administrator", "root", "sa", "master"].map((username): [string, Example] => [
          username,
          (s) => s.add("rds.Instance", { instanceClass: "db.t4g.medium", engine: "postgres", allocatedStorage: 20, username }),
        ]),
      ),
    },
    unknown: {
      "name known later": (s) => s.add("rds.Instance", { ...instance, username: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("rds.Instance", { ...instance, username: "postgres", tags: { DataClassification: "none" } }),
      "read replica": (s) => s.add("rds.Instance", { instanceClass: "db.t4g.medium", replicateSourceDb: "patients" }),
    },
  },
});
