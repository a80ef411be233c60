import { isInBackupPlan } from "../../aws/backup-selection";
import { or, ternary } from "../../aws/ternary";
import type { Example } from "../../examples";
import { any, defineRule, integer, notApplicable, when } from "../../rule";

const because = "the file system is not backed up for long enough";
const arns = "arn:aws:fsx:*:*:file-system/*";
/** AWS Backup protects the volumes of ONTAP, not the file system. Source: AWS Backup Developer Guide, "Supported AWS resources". */
const volumeArns = "arn:aws:fsx:*:*:volume/*";

export default defineRule({
  id: "fsx-backup",
  title: "FSx file systems are backed up",
  threat: "Files with ePHI that are deleted or damaged cannot be brought back.",
  remedy: "Set automaticBackupRetentionDays to 7 or more, or select the file system in an aws.backup.Selection.",
  cites: ["164.308(a)(7)(ii)(A)", "164.308(a)(7)(i)", "164.308(a)(7)(ii)(B)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["fsx.LustreFileSystem", "fsx.OntapFileSystem", "fsx.OpenZfsFileSystem", "fsx.WindowsFileSystem"],
  parameters: {
    minimumDays: integer({ default: 7, minimum: 7, maximum: 90, description: "Shortest retention of automatic backups in days." }),
  },
  // Where nothing is set, Windows file systems keep backups for 7 days and the others make none. Scratch file systems for Lustre, and those that
  // are linked to S3, cannot be backed up. Source: Amazon FSx API Reference, CreateFileSystem; FSx for Lustre User Guide, "Protecting your data with backups".
  check(fileSystem, stack, { parameters }) {
    const lustre = fileSystem.as("fsx.LustreFileSystem");
    const scratch =
      lustre
        ?.at((p) => p.deploymentType)
        .or("SCRATCH_1")
        .ask((type) => type.startsWith("SCRATCH")) ?? "no";
    const associations = lustre && stack.attached(lustre, "fsx.DataRepositoryAssociation", (p) => p.fileSystemId);
    const linked = or(
      lustre?.at((p) => p.importPath).present ?? "no",
      associations === undefined ? "no" : ternary(associations.certain.length > 0),
      associations === undefined || (associations.complete && associations.possible.length === 0) ? "no" : "unknown",
    );
    const windows = fileSystem.as("fsx.WindowsFileSystem");
    const openZfs = fileSystem.as("fsx.OpenZfsFileSystem");
    const ontap = fileSystem.as("fsx.OntapFileSystem");
    const days = fileSystem
      .at((p) => p.automaticBackupRetentionDays)
      .or(windows ? 7 : 0)
      .shown();
    return when(
      or(scratch, linked),
      () => notApplicable("a scratch file system, or one that is linked to S3, cannot be backed up"),
      () =>
        any(
          days.atLeast(parameters.minimumDays, because),
          lustre ? isInBackupPlan({ resource: lustre, kind: "fsx.LustreFileSystem", arns }, stack) : notApplicable(),
          ontap ? isInBackupPlan({ resource: ontap, kind: "fsx.OntapFileSystem", arns: volumeArns }, stack) : notApplicable(),
          openZfs ? isInBackupPlan({ resource: openZfs, kind: "fsx.OpenZfsFileSystem", arns }, stack) : notApplicable(),
          windows ? isInBackupPlan({ resource: windows, kind: "fsx.WindowsFileSystem", arns }, stack) : notApplicable(),
        ),
    );
  },
  equivalents: { prowler: ["fsx_file_system_copy_tags_to_backups_enabled"] },
  examples: {
    good: {
      "Windows, nothing set: a week": (s) => s.add("fsx.WindowsFileSystem", { subnetIds: ["subnet-0a1b2c3d"], throughputCapacity: 32 }),
      "OpenZFS, a month": (s) =>
        s.add("fsx.OpenZfsFileSystem", {
          subnetIds: ["subnet-0a1b2c3d"],
          deploymentType: "SINGLE_AZ_1",
          throughputCapacity: 64,
          automaticBackupRetentionDays: 30,
        }),
      "in a backup plan": (s) => {
        const files = s.add("fsx.WindowsFileSystem", {
          subnetIds: ["subnet-0a1b2c3d"],
          throughputCapacity: 32,
          automaticBackupRetentionDays: 0,
        });
        s.add("backup.Selection", {
          planId: "plan",
          iamRoleArn: "arn:aws:iam::111122223333:role/backup",
          resources: [files.out("arn")],
        });
        return files;
      },
      ...Object.fromEntries(
        (["fsx.OpenZfsFileSystem", "fsx.LustreFileSystem"] as const).map((kind): [string, Example] => [
          `${kind} in a backup plan by its ARN`,
          (s) => {
            const files = s.addUntyped(kind, { deploymentType: "PERSISTENT_2" });
            const plan = s.add("backup.Plan", { rules: [{ ruleName: "daily", targetVaultName: "records" }] });
            s.add("backup.Selection", { planId: plan.out("id"), iamRoleArn: s.later(), resources: [files.out("arn")] });
            return files;
          },
        ]),
      ),
      "Windows in a backup plan of all file systems": (s) => {
        const plan = s.add("backup.Plan", { rules: [{ ruleName: "daily", targetVaultName: "records" }] });
        s.add("backup.Selection", { planId: plan.out("id"), iamRoleArn: s.later(), resources: ["arn:aws:fsx:*:*:file-system/*"] });
        return s.add("fsx.WindowsFileSystem", { subnetIds: ["subnet-0a1b2c3d"], throughputCapacity: 32, automaticBackupRetentionDays: 0 });
      },
    },
    bad: {
      "OpenZFS, nothing set": (s) =>
        s.add("fsx.OpenZfsFileSystem", { subnetIds: ["subnet-0a1b2c3d"], deploymentType: "SINGLE_AZ_1", throughputCapacity: 64 }),
      "Windows, switched off": (s) =>
        s.add("fsx.WindowsFileSystem", { subnetIds: ["subnet-0a1b2c3d"], throughputCapacity: 32, automaticBackupRetentionDays: 0 }),
      "Lustre, persistent, nothing set": (s) =>
        s.add("fsx.LustreFileSystem", { subnetIds: "subnet-0a1b2c3d", deploymentType: "PERSISTENT_2" }),
      "OpenZFS, six days": (s) =>
        s.add("fsx.OpenZfsFileSystem", {
          subnetIds: ["subnet-0a1b2c3d"],
          deploymentType: "SINGLE_AZ_1",
          throughputCapacity: 64,
          automaticBackupRetentionDays: 6,
        }),
    },
    unknown: {
      "days known later": (s) =>
        s.add("fsx.WindowsFileSystem", {
          subnetIds: ["subnet-0a1b2c3d"],
          throughputCapacity: 32,
          automaticBackupRetentionDays: s.later(),
        }),
      "ONTAP, one of its volumes in a backup plan": (s) => {
        s.add("backup.Selection", {
          planId: "plan",
          iamRoleArn: "arn:aws:iam::111122223333:role/backup",
          resources: ["arn:aws:fsx:us-east-1:111122223333:volume/fs-0123456789abcdef0/fsvol-0123456789abcdef0"],
        });
        return s.add("fsx.OntapFileSystem", {
          subnetIds: ["subnet-0a1b2c3d"],
          preferredSubnetId: "subnet-0a1b2c3d",
          deploymentType: "SINGLE_AZ_2",
          storageCapacity: 1024,
        });
      },
    },
    notApplicable: {
      "Lustre, persistent, linked to a bucket": (s) => {
        const files = s.add("fsx.LustreFileSystem", {
          subnetIds: "subnet-0a1b2c3d",
          deploymentType: "PERSISTENT_2",
          storageCapacity: 1200,
          perUnitStorageThroughput: 125,
        });
        s.add("fsx.DataRepositoryAssociation", {
          fileSystemId: files.out("id"),
          fileSystemPath: "/records",
          dataRepositoryPath: "s3://records",
        });
        return files;
      },
      "Lustre, persistent, filled from a bucket": (s) =>
        s.add("fsx.LustreFileSystem", {
          subnetIds: "subnet-0a1b2c3d",
          deploymentType: "PERSISTENT_1",
          storageCapacity: 1200,
          perUnitStorageThroughput: 50,
          importPath: "s3://records",
        }),
      "Lustre, scratch": (s) => s.add("fsx.LustreFileSystem", { subnetIds: "subnet-0a1b2c3d", storageCapacity: 1200 }),
      "no ePHI": (s) =>
        s.add("fsx.WindowsFileSystem", {
          subnetIds: ["subnet-0a1b2c3d"],
          throughputCapacity: 32,
          automaticBackupRetentionDays: 0,
          tags: { DataClassification: "none" },
        }),
    },
  },
});
