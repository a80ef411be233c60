import { defineRule } from "../../rule";

export default defineRule({
  id: "fsx-multi-az",
  title: "FSx file systems run in two availability zones",
  threat: "When a zone fails, files with ePHI are out of reach until it is back.",
  remedy: 'Set deploymentType to one that starts with "MULTI_AZ"; an existing file system is restored from a backup into it.',
  cites: ["164.308(a)(7)(i)"],
  severity: "low",
  // Advisory: how long files may be out of reach is the contingency plan's decision.
  level: "advisory",
  applies: "ephi",
  on: ["fsx.WindowsFileSystem", "fsx.OntapFileSystem", "fsx.OpenZfsFileSystem"],
  check: (fileSystem) =>
    fileSystem
      .at((p) => p.deploymentType)
      .or("SINGLE_AZ_1")
      .shown()
      .test((type) => type.startsWith("MULTI_AZ"), "a deployment in several zones", "the file system runs in one zone only"),
  equivalents: { prowler: ["fsx_windows_file_system_multi_az_enabled"] },
  examples: {
    good: {
      Windows: (s) =>
        s.add("fsx.WindowsFileSystem", {
          subnetIds: ["subnet-0a1b2c3d", "subnet-1a1b2c3d"],
          preferredSubnetId: "subnet-0a1b2c3d",
          deploymentType: "MULTI_AZ_1",
          throughputCapacity: 32,
        }),
      ONTAP: (s) =>
        s.add("fsx.OntapFileSystem", {
          subnetIds: ["subnet-0a1b2c3d", "subnet-1a1b2c3d"],
          preferredSubnetId: "subnet-0a1b2c3d",
          deploymentType: "MULTI_AZ_2",
          storageCapacity: 1024,
        }),
    },
    bad: {
      "Windows, nothing set": (s) => s.add("fsx.WindowsFileSystem", { subnetIds: ["subnet-0a1b2c3d"], throughputCapacity: 32 }),
      "ONTAP in one zone": (s) =>
        s.add("fsx.OntapFileSystem", {
          subnetIds: ["subnet-0a1b2c3d"],
          preferredSubnetId: "subnet-0a1b2c3d",
          deploymentType: "SINGLE_AZ_2",
          storageCapacity: 1024,
        }),
      "OpenZFS in one zone": (s) =>
        s.add("fsx.OpenZfsFileSystem", { subnetIds: ["subnet-0a1b2c3d"], deploymentType: "SINGLE_AZ_1", throughputCapacity: 64 }),
    },
    unknown: {
      "deployment known later": (s) =>
        s.add("fsx.WindowsFileSystem", { subnetIds: ["subnet-0a1b2c3d"], throughputCapacity: 32, deploymentType: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) =>
        s.add("fsx.WindowsFileSystem", { subnetIds: ["subnet-0a1b2c3d"], throughputCapacity: 32, tags: { DataClassification: "none" } }),
    },
  },
});
