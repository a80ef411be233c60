import { defineRule } from "../../rule";

export default defineRule({
  id: "efs-regional",
  title: "EFS file systems are kept in several Availability Zones",
  threat: "When an Availability Zone fails, files with ePHI cannot be reached, and may be lost with it.",
  remedy: "Leave availabilityZoneName out.",
  cites: ["164.308(a)(7)(i)"],
  severity: "low",
  // Advisory: One Zone file systems are backed up across zones.
  level: "advisory",
  applies: "ephi",
  on: ["efs.FileSystem"],
  check: (fileSystem) => fileSystem.at((p) => p.availabilityZoneName).isNotSet("the file system is kept in one Availability Zone"),
  equivalents: { prowler: ["efs_multi_az_enabled"], pulumi: ["aws-efs-filesystem-disallow-single-availability-zone"] },
  examples: {
    good: {
      regional: (s) => s.add("efs.FileSystem", { encrypted: true }),
      "regional, elastic": (s) => s.add("efs.FileSystem", { encrypted: true, throughputMode: "elastic" }),
    },
    bad: {
      "one zone": (s) => s.add("efs.FileSystem", { encrypted: true, availabilityZoneName: "us-east-1a" }),
      "one zone known later": (s) => s.add("efs.FileSystem", { encrypted: true, availabilityZoneName: s.later() }),
    },
    unknown: {
      "classification known later": (s) => s.add("efs.FileSystem", { encrypted: true, tags: { DataClassification: s.later() } }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("efs.FileSystem", { availabilityZoneName: "us-east-1a", tags: { DataClassification: "none" } }),
    },
  },
});
