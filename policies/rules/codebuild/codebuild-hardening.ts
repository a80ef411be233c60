import { all, defineRule } from "../../rule";

const project = {
  artifacts: { type: "NO_ARTIFACTS" },
  serviceRole: "arn:aws:iam::123456789012:role/build",
  environment: { computeType: "BUILD_GENERAL1_SMALL", image: "aws/codebuild/standard:7.0", type: "LINUX_CONTAINER" },
};

const unverified = "the certificate of the source is not verified";

export default defineRule({
  id: "codebuild-hardening",
  title: "CodeBuild projects are private and verify where source comes from",
  threat: "Anyone can read what a build printed, or another's code gets into the application that holds ePHI.",
  remedy: 'Leave projectVisibility out or set it to "PRIVATE", and leave insecureSsl of source and secondarySources out.',
  cites: ["164.312(a)(1)", "164.312(e)(1)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["codebuild.Project"],
  // privilegedMode is not asked about: a build of an image needs it, and nothing in the program says what is built.
  check: (project) =>
    all(
      project
        .at((p) => p.projectVisibility)
        .shown()
        .or("PRIVATE")
        .equals("PRIVATE", "builds are public"),
      project
        .at((p) => p.source.insecureSsl)
        .or(false)
        .equals(false, unverified),
      project
        .list((p) => p.secondarySources)
        .each((source) =>
          source
            .at((s) => s.insecureSsl)
            .or(false)
            .equals(false, unverified),
        ),
    ),
  equivalents: {
    prowler: [
      "codebuild_project_not_publicly_accessible",
      "codebuild_project_user_controlled_buildspec",
      "codebuild_project_webhook_filters_use_anchored_patterns",
      "codebuild_project_uses_allowed_github_organizations",
    ],
    checkov: ["CKV_AWS_316"],
  },
  examples: {
    good: {
      "AWS's defaults": (s) =>
        s.add("codebuild.Project", { ...project, source: { type: "GITHUB", location: "https://github.com/clinic/records.git" } }),
      "visibility named": (s) => s.add("codebuild.Project", { ...project, source: { type: "NO_SOURCE" }, projectVisibility: "PRIVATE" }),
    },
    bad: {
      "certificate of a second source not verified": (s) =>
        s.add("codebuild.Project", {
          ...project,
          source: { type: "NO_SOURCE" },
          secondarySources: [
            { type: "GITHUB_ENTERPRISE", location: "https://git.example.com/forms.git", sourceIdentifier: "forms", insecureSsl: true },
          ],
        }),
      public: (s) => s.add("codebuild.Project", { ...project, source: { type: "NO_SOURCE" }, projectVisibility: "PUBLIC_READ" }),
      "certificate not verified": (s) =>
        s.add("codebuild.Project", {
          ...project,
          source: { type: "GITHUB_ENTERPRISE", location: "https://git.example.com/records.git", insecureSsl: true },
        }),
    },
    unknown: {
      "known later": (s) => s.add("codebuild.Project", { ...project, source: { type: "NO_SOURCE" }, projectVisibility: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) =>
        s.add("codebuild.Project", {
          ...project,
          source: { type: "NO_SOURCE" },
          projectVisibility: "PUBLIC_READ",
          tags: { DataClassification: "public" },
        }),
    },
  },
});
