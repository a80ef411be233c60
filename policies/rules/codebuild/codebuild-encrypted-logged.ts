import { all, any, defineRule, notApplicable, when } from "../../rule";

const project = {
  serviceRole: "arn:aws:iam::123456789012:role/build",
  source: { type: "CODEPIPELINE" },
  environment: { computeType: "BUILD_GENERAL1_SMALL", image: "aws/codebuild/standard:7.0", type: "LINUX_CONTAINER" },
};

export default defineRule({
  id: "codebuild-encrypted-logged",
  title: "CodeBuild encrypts its results and logs its builds",
  threat: "Test data with ePHI in a build's results is copied unencrypted, and nobody can tell what a build did.",
  remedy: "Leave encryptionDisabled of artifacts, secondaryArtifacts and logsConfig.s3Logs out, and leave a log switched on.",
  cites: ["164.312(a)(2)(iv)", "164.312(b)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["codebuild.Project", "codebuild.ReportGroup"],
  // A key of one's own is not asked for: builds hold code, and AWS's own key is used where none is named.
  check(resource) {
    const reports = resource.as("codebuild.ReportGroup");
    if (reports) {
      return when(
        reports.at((p) => p.exportConfig.s3Destination).present,
        () =>
          reports
            .at((p) => p.exportConfig.s3Destination?.encryptionDisabled)
            .or(false)
            .equals(false, "exported reports are not encrypted"),
        () => notApplicable("reports are not exported"),
      );
    }
    const project = resource.as("codebuild.Project");
    if (!project) return notApplicable();
    const because = "results are not encrypted";
    return all(
      project
        .at((p) => p.artifacts.encryptionDisabled)
        .or(false)
        .equals(false, because),
      project
        .list((p) => p.secondaryArtifacts)
        .each((artifact) =>
          artifact
            .at((a) => a.encryptionDisabled)
            .or(false)
            .equals(false, because),
        ),
      project
        .at((p) => p.logsConfig?.s3Logs?.encryptionDisabled)
        .or(false)
        .equals(false, "logs in S3 are not encrypted"),
      any(
        project
          .at((p) => p.logsConfig?.cloudwatchLogs?.status)
          .shown()
          .or("ENABLED")
          .equals("ENABLED", "builds are not logged"),
        project
          .at((p) => p.logsConfig?.s3Logs?.status)
          .shown()
          .or("DISABLED")
          .equals("ENABLED", "builds are not logged"),
      ),
    );
  },
  equivalents: {
    cdkNag: ["CodeBuildProjectKMSEncryptedArtifacts"],
    prowler: ["codebuild_project_logging_enabled", "codebuild_project_s3_logs_encrypted", "codebuild_report_group_export_encrypted"],
    checkov: ["CKV_AWS_78", "CKV_AWS_147", "CKV_AWS_311", "CKV_AWS_314"],
  },
  examples: {
    good: {
      "AWS's defaults": (s) => s.add("codebuild.Project", { ...project, artifacts: { type: "CODEPIPELINE" } }),
      "logs in S3": (s) =>
        s.add("codebuild.Project", {
          ...project,
          artifacts: { type: "CODEPIPELINE" },
          logsConfig: { cloudwatchLogs: { status: "DISABLED" }, s3Logs: { status: "ENABLED", location: "logs/build" } },
        }),
      "further results encrypted": (s) =>
        s.add("codebuild.Project", {
          ...project,
          artifacts: { type: "CODEPIPELINE" },
          secondaryArtifacts: [{ artifactIdentifier: "reports", type: "S3" }],
        }),
    },
    bad: {
      "results not encrypted": (s) =>
        s.add("codebuild.Project", { ...project, artifacts: { type: "CODEPIPELINE", encryptionDisabled: true } }),
      "no log": (s) =>
        s.add("codebuild.Project", {
          ...project,
          artifacts: { type: "CODEPIPELINE" },
          logsConfig: { cloudwatchLogs: { status: "DISABLED" } },
        }),
      "reports not encrypted": (s) =>
        s.add("codebuild.ReportGroup", {
          type: "TEST",
          exportConfig: { type: "S3", s3Destination: { bucket: "reports", encryptionKey: s.later(), encryptionDisabled: true } },
        }),
      "one of the further results not encrypted": (s) =>
        s.add("codebuild.Project", {
          ...project,
          artifacts: { type: "CODEPIPELINE" },
          secondaryArtifacts: [{ artifactIdentifier: "reports", type: "S3", encryptionDisabled: true }],
        }),
      "logs in S3 not encrypted": (s) =>
        s.add("codebuild.Project", {
          ...project,
          artifacts: { type: "CODEPIPELINE" },
          logsConfig: { s3Logs: { status: "ENABLED", location: "build-logs/web", encryptionDisabled: true } },
        }),
    },
    unknown: {
      "known later": (s) => s.add("codebuild.Project", { ...project, artifacts: { type: "CODEPIPELINE", encryptionDisabled: s.later() } }),
    },
    notApplicable: {
      "reports that stay": (s) => s.add("codebuild.ReportGroup", { type: "TEST", exportConfig: { type: "NO_EXPORT" } }),
      "no ePHI": (s) =>
        s.add("codebuild.Project", {
          ...project,
          artifacts: { type: "CODEPIPELINE", encryptionDisabled: true },
          tags: { DataClassification: "none" },
        }),
    },
  },
});
