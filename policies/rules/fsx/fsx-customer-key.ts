import { defineRule, notApplicable, when } from "../../rule";

export default defineRule({
  id: "fsx-customer-key",
  title: "FSx file systems are encrypted under a customer-managed KMS key",
  threat: "Whoever may restore a backup of the file system reads ePHI: under AWS's own key no key policy stands in the way.",
  remedy: "Set kmsKeyId to a customer-managed key; it cannot be changed later.",
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["fsx.LustreFileSystem", "fsx.OntapFileSystem", "fsx.OpenZfsFileSystem", "fsx.WindowsFileSystem", "fsx.FileCache"],
  // Scratch file systems for Lustre, the default, take no key: FSx encrypts them under keys of its own that go with them.
  // Source: FSx for Lustre User Guide, "Encrypting data at rest".
  check(fileSystem, stack) {
    const scratch =
      fileSystem
        .as("fsx.LustreFileSystem")
        ?.at((p) => p.deploymentType)
        .or("SCRATCH_1")
        .ask((type) => type.startsWith("SCRATCH")) ?? "no";
    return when(
      scratch,
      () => notApplicable("a scratch file system takes no key"),
      () =>
        stack
          .key(
            fileSystem,
            fileSystem.at((p) => p.kmsKeyId),
          )
          .isCustomerManaged("the file system is encrypted under the key aws/fsx"),
    );
  },
  equivalents: { checkov: ["CKV_AWS_178", "CKV_AWS_179", "CKV_AWS_190", "CKV_AWS_203"] },
  examples: {
    good: {
      "Windows, key of the stack": (s) => {
        const key = s.add("kms.Key", {});
        return s.add("fsx.WindowsFileSystem", { subnetIds: ["subnet-0a1b2c3d"], throughputCapacity: 32, kmsKeyId: key.out("arn") });
      },
      "Lustre, persistent": (s) =>
        s.add("fsx.LustreFileSystem", {
          subnetIds: "subnet-0a1b2c3d",
          deploymentType: "PERSISTENT_2",
          kmsKeyId: "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        }),
    },
    bad: {
      "Windows, no key": (s) => s.add("fsx.WindowsFileSystem", { subnetIds: ["subnet-0a1b2c3d"], throughputCapacity: 32 }),
      "Lustre, persistent, AWS's own key": (s) =>
        s.add("fsx.LustreFileSystem", { subnetIds: "subnet-0a1b2c3d", deploymentType: "PERSISTENT_2", kmsKeyId: "alias/aws/fsx" }),
      "ONTAP, no key": (s) =>
        s.add("fsx.OntapFileSystem", {
          subnetIds: ["subnet-0a1b2c3d"],
          preferredSubnetId: "subnet-0a1b2c3d",
          deploymentType: "SINGLE_AZ_1",
          storageCapacity: 1024,
        }),
      "OpenZFS, no key": (s) =>
        s.add("fsx.OpenZfsFileSystem", { subnetIds: ["subnet-0a1b2c3d"], deploymentType: "SINGLE_AZ_1", throughputCapacity: 64 }),
      "cache, no key": (s) =>
        s.add("fsx.FileCache", {
          fileCacheType: "LUSTRE",
          fileCacheTypeVersion: "2.12",
          storageCapacity: 1200,
          subnetIds: ["subnet-0a1b2c3d"],
        }),
    },
    unknown: {
      "key known later": (s) =>
        s.add("fsx.WindowsFileSystem", { subnetIds: ["subnet-0a1b2c3d"], throughputCapacity: 32, kmsKeyId: s.later() }),
    },
    notApplicable: {
      "Lustre, scratch": (s) => s.add("fsx.LustreFileSystem", { subnetIds: "subnet-0a1b2c3d", storageCapacity: 1200 }),
      "no ePHI": (s) =>
        s.add("fsx.WindowsFileSystem", { subnetIds: ["subnet-0a1b2c3d"], throughputCapacity: 32, tags: { DataClassification: "none" } }),
    },
  },
});
