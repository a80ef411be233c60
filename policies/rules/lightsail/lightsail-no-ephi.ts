import { all, defineRule, fail, notApplicable, when } from "../../rule";

const database = {
  blueprintId: "postgres_15",
  bundleId: "micro_2_0",
  masterDatabaseName: "site",
  masterUsername: "owner",
  relationalDatabaseName: "site",
};

export default defineRule({
  id: "lightsail-no-ephi",
  title: "Lightsail holds no ePHI",
  threat:
    "Lightsail has no keys of one's own, no identities for its databases and hardly any logs, and AWS does not cover it in its agreement on ePHI.",
  remedy: "Move what holds ePHI to the service behind it (RDS, EC2, S3), or classify the resource by its tag as holding none.",
  cites: ["164.312(a)(1)", "164.308(a)(3)(i)", "164.308(a)(4)(ii)(A)", "164.308(a)(4)(ii)(C)", "164.312(a)(2)(iv)", "164.312(e)(1)"],
  severity: "high",
  level: "mandatory",
  // It speaks of all: what holds no ePHI must be private and backed up where it is a database.
  applies: "always",
  on: ["lightsail.Database", "lightsail.Instance", "lightsail.Bucket", "lightsail.Disk"],
  // Source: AWS, "HIPAA Eligible Services Reference", which does not list Lightsail (as of 2026-11).
  check: (resource, stack, { settings }) =>
    when(
      stack.inScope(resource, settings),
      () =>
        fail("Lightsail is not a service for ePHI", [
          resource.evidence("a Lightsail resource that counts as holding ePHI", "another service"),
        ]),
      () => {
        const site = resource.as("lightsail.Database");
        if (!site) return notApplicable("it holds no ePHI");
        return all(
          site
            .at((p) => p.publiclyAccessible)
            .or(false)
            .equals(false, "the database has a public address"),
          site
            .at((p) => p.backupRetentionEnabled)
            .or(true)
            .equals(true, "backups are switched off"),
        );
      },
    ),
  equivalents: { prowler: ["lightsail_database_public", "lightsail_instance_automated_snapshots", "lightsail_instance_public"] },
  examples: {
    good: {
      "private database without ePHI": (s) =>
        s.add("lightsail.Database", { ...database, masterPassword: s.later(), tags: { DataClassification: "public" } }),
      "database without ePHI, both said": (s) =>
        s.add("lightsail.Database", {
          ...database,
          masterPassword: s.later(),
          publiclyAccessible: false,
          backupRetentionEnabled: true,
          tags: { DataClassification: "public" },
        }),
    },
    bad: {
      "database that nothing classifies": (s) => s.add("lightsail.Database", { ...database, masterPassword: s.later() }),
      "instance classified as holding ePHI": (s) =>
        s.add("lightsail.Instance", {
          availabilityZone: "us-east-1a",
          blueprintId: "ubuntu_24_04",
          bundleId: "small_3_0",
          tags: { DataClassification: "ephi" },
        }),
      "public database without ePHI": (s) =>
        s.add("lightsail.Database", {
          ...database,
          masterPassword: s.later(),
          publiclyAccessible: true,
          tags: { DataClassification: "public" },
        }),
      "disk classified as holding ePHI": (s) =>
        s.add("lightsail.Disk", { availabilityZone: "us-east-1a", sizeInGb: 8, tags: { DataClassification: "ephi" } }),
    },
    unknown: {
      "classification known later": (s) => s.add("lightsail.Bucket", { bundleId: "small_1_0", tags: { DataClassification: s.later() } }),
    },
    notApplicable: {
      "bucket without ePHI": (s) => s.add("lightsail.Bucket", { bundleId: "small_1_0", tags: { DataClassification: "public" } }),
    },
  },
});
