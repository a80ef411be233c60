import { isInBackupPlan } from "../../aws/backup-selection";
import { any, defineRule, missing } from "../../rule";

const because = "the file system is not backed up";

// Advisory: a backup plan of the whole organization lives in another stack and selects by tag.
export default defineRule({
  id: "efs-backup",
  title: "EFS file systems are backed up",
  threat: "Files with ePHI that are deleted or damaged cannot be brought back.",
  remedy: 'Add an aws.efs.BackupPolicy with status "ENABLED", or select the file system in an aws.backup.Selection.',
  cites: ["164.308(a)(7)(ii)(A)", "164.308(a)(7)(i)", "164.308(a)(7)(ii)(B)", "164.312(a)(2)(ii)"],
  severity: "high",
  level: "advisory",
  applies: "ephi",
  on: ["efs.FileSystem"],
  check(fileSystem, stack) {
    const zone = fileSystem.at((p) => p.availabilityZoneName);
    const policy = stack
      .attached(fileSystem, "efs.BackupPolicy", (p) => p.fileSystemId)
      .decide({
        present: (attached) =>
          attached
            .at((p) => p.backupPolicy.status)
            .shown()
            .equals("ENABLED", because),
        // One Zone file systems are backed up unless a policy says otherwise: Amazon EFS API Reference, CreateFileSystem, `Backup`.
        absent: () => (zone.state === "absent" ? missing(fileSystem, because, "an aws.efs.BackupPolicy") : zone.isSet(because)),
      });
    return any(
      policy,
      isInBackupPlan({ resource: fileSystem, kind: "efs.FileSystem", arns: "arn:aws:elasticfilesystem:*:*:file-system/*" }, stack),
    );
  },
  equivalents: {
    config: ["efs-in-backup-plan"],
    cdkNag: ["HIPAA.Security-EFSInBackupPlan"],
    prowler: ["efs_have_backup_enabled"],
    checkov: ["CKV2_AWS_18"],
  },
  examples: {
    good: {
      "backup policy": (s) => {
        const fileSystem = s.add("efs.FileSystem", { encrypted: true });
        s.add("efs.BackupPolicy", { fileSystemId: fileSystem.out("id"), backupPolicy: { status: "ENABLED" } });
        return fileSystem;
      },
      "selected by a backup plan": (s) => {
        const fileSystem = s.add("efs.FileSystem", { encrypted: true });
        s.add("backup.Selection", {
          planId: "plan",
          iamRoleArn: "arn:aws:iam::123456789012:role/backup",
          resources: [fileSystem.out("arn")],
        });
        return fileSystem;
      },
    },
    bad: {
      "backup policy switched off": (s) => {
        const fileSystem = s.add("efs.FileSystem", { encrypted: true });
        s.add("efs.BackupPolicy", { fileSystemId: fileSystem.out("id"), backupPolicy: { status: "DISABLED" } });
        return fileSystem;
      },
      "nothing set": (s) => s.add("efs.FileSystem", { encrypted: true }),
    },
    unknown: {
      "status known later": (s) => {
        const fileSystem = s.add("efs.FileSystem", { encrypted: true });
        s.add("efs.BackupPolicy", { fileSystemId: fileSystem.out("id"), backupPolicy: { status: s.later() } });
        return fileSystem;
      },
    },
    notApplicable: {
      "no ePHI": (s) => s.add("efs.FileSystem", { tags: { DataClassification: "none" } }),
    },
  },
});
