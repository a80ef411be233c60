import { defineRule } from "../../rule";

export default defineRule({
  id: "fsx-windows-audit",
  title: "FSx for Windows logs who accesses files",
  threat: "Nobody can tell who read or changed files that hold ePHI, or tried to.",
  remedy: 'Set auditLogConfiguration.fileAccessAuditLogLevel to "SUCCESS_AND_FAILURE"; it takes a throughputCapacity of 32 or more.',
  cites: ["164.312(b)", "164.308(a)(1)(ii)(D)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["fsx.WindowsFileSystem"],
  // Without a destination FSx logs into /aws/fsx/windows. Source: FSx for Windows File Server User Guide, "Logging end user access with file access auditing".
  check: (fileSystem) =>
    fileSystem
      .at((p) => p.auditLogConfiguration?.fileAccessAuditLogLevel)
      .or("DISABLED")
      .shown()
      .equals("SUCCESS_AND_FAILURE", "access to files is not fully logged"),
  equivalents: {},
  examples: {
    good: {
      "both, into FSx's own log group": (s) =>
        s.add("fsx.WindowsFileSystem", {
          subnetIds: ["subnet-0a1b2c3d"],
          throughputCapacity: 32,
          auditLogConfiguration: { fileAccessAuditLogLevel: "SUCCESS_AND_FAILURE" },
        }),
      "both, into a log group of the stack": (s) => {
        const group = s.add("cloudwatch.LogGroup", { name: "/aws/fsx/records" });
        return s.add("fsx.WindowsFileSystem", {
          subnetIds: ["subnet-0a1b2c3d"],
          throughputCapacity: 64,
          auditLogConfiguration: { fileAccessAuditLogLevel: "SUCCESS_AND_FAILURE", auditLogDestination: group.out("arn") },
        });
      },
    },
    bad: {
      "nothing set": (s) => s.add("fsx.WindowsFileSystem", { subnetIds: ["subnet-0a1b2c3d"], throughputCapacity: 32 }),
      "failures only": (s) =>
        s.add("fsx.WindowsFileSystem", {
          subnetIds: ["subnet-0a1b2c3d"],
          throughputCapacity: 32,
          auditLogConfiguration: { fileAccessAuditLogLevel: "FAILURE_ONLY" },
        }),
    },
    unknown: {
      "level known later": (s) =>
        s.add("fsx.WindowsFileSystem", {
          subnetIds: ["subnet-0a1b2c3d"],
          throughputCapacity: 32,
          auditLogConfiguration: { fileAccessAuditLogLevel: s.later() },
        }),
    },
    notApplicable: {
      "no ePHI": (s) =>
        s.add("fsx.WindowsFileSystem", { subnetIds: ["subnet-0a1b2c3d"], throughputCapacity: 32, tags: { DataClassification: "none" } }),
    },
  },
});
