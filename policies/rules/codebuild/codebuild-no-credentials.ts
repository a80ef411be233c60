import { isPlainSecret } from "../../aws/plain-secret";
import { holdsSecret } from "../../aws/secret-text";
import { not, or } from "../../aws/ternary";
import type { Cell } from "../../cell";
import { all, decide, defineRule, notApplicable, type Verdict, when } from "../../rule";
import { UNKNOWN } from "../../unknown";

const project = {
  artifacts: { type: "NO_ARTIFACTS" },
  serviceRole: "arn:aws:iam::123456789012:role/build",
};
const environment = { computeType: "BUILD_GENERAL1_SMALL", image: "aws/codebuild/standard:7.0", type: "LINUX_CONTAINER" };

function holdsNoPassword(location: Cell<string>): Verdict {
  return when(location.present, () =>
    decide(
      location.ask((text) => not(holdsSecret(text))),
      "the source's address holds a password",
      [location.evidence("an address without a password")],
    ),
  );
}

export default defineRule({
  id: "codebuild-no-credentials",
  title: "CodeBuild projects hold no credentials",
  threat: "Whoever may read the project reads the password or key, and with it ePHI.",
  remedy:
    'Set type of the variable to "SECRETS_MANAGER" or "PARAMETER_STORE", give the build a role in place of access keys, and connect to the source by CodeConnections.',
  cites: ["164.308(a)(5)(ii)(D)", "164.308(a)(3)(i)", "164.308(a)(4)(ii)(A)", "164.308(a)(4)(ii)(C)", "164.312(a)(1)"],
  severity: "high",
  level: "mandatory",
  applies: "always",
  on: ["codebuild.Project", "codebuild.SourceCredential"],
  check(resource) {
    const credential = resource.as("codebuild.SourceCredential");
    if (credential) {
      return credential
        .at((p) => p.authType)
        .shown()
        .noneOf(["BASIC_AUTH"], "the source is reached with a name and a password");
    }
    const project = resource.as("codebuild.Project");
    if (!project) return notApplicable();
    return all(
      project
        .list((p) => p.environment.environmentVariables)
        .each((variable) =>
          when(
            variable
              .at((v) => v.type)
              .or("PLAINTEXT")
              .is("PLAINTEXT"),
            () => {
              const name = variable.at((v) => v.name);
              const value = variable.at((v) => v.value);
              const text = value.state === "unknown" ? UNKNOWN : String(value.value ?? "");
              const known = name.state === "unknown" ? undefined : String(name.value ?? "");
              return decide(
                not(
                  or(name.is("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"), known === undefined ? "unknown" : isPlainSecret(known, text)),
                ),
                "a secret is written in plain text",
                [value.evidence("no secret")],
              );
            },
            () => notApplicable("the variables are references"),
          ),
        ),
      holdsNoPassword(project.at((p) => p.source.location)),
      project.list((p) => p.secondarySources).each((source) => holdsNoPassword(source.at((s) => s.location))),
    );
  },
  equivalents: {
    config: ["codebuild-project-envvar-awscred-check", "codebuild-project-source-repo-url-check"],
    cdkNag: ["HIPAA.Security-CodeBuildProjectEnvVarAwsCred", "HIPAA.Security-CodeBuildProjectSourceRepoUrl"],
    prowler: ["codebuild_project_no_secrets_in_variables", "codebuild_project_source_repo_url_no_sensitive_credentials"],
  },
  examples: {
    good: {
      "plain setting": (s) =>
        s.add("codebuild.Project", {
          ...project,
          source: { type: "GITHUB", location: "https://github.com/clinic/records.git" },
          environment: { ...environment, environmentVariables: [{ name: "STAGE", value: "live" }] },
        }),
      "source by a connection": (s) =>
        s.add("codebuild.SourceCredential", { authType: "CODECONNECTIONS", serverType: "GITHUB", token: s.later() }),
      "password by reference": (s) =>
        s.add("codebuild.Project", {
          ...project,
          source: { type: "GITHUB", location: "https://github.com/clinic/records" },
          environment: {
            ...environment,
            environmentVariables: [{ name: "DB_PASSWORD", value: "records/database", type: "SECRETS_MANAGER" }],
          },
        }),
    },
    bad: {
      "access key": (s) =>
        s.add("codebuild.Project", {
          ...project,
          source: { type: "GITHUB", location: "https://github.com/clinic/records.git" },
          environment: { ...environment, environmentVariables: [{ name: "AWS_ACCESS_KEY_ID", value: "live" }] },
        }),
      "password in the source's address": (s) =>
        s.add("codebuild.Project", {
          ...project,
          source: { type: "GITHUB", location: "https://builder:example@github.com/clinic/records.git" },
          environment,
        }),
      "password in the address of a second source": (s) =>
        s.add("codebuild.Project", {
          ...project,
          source: { type: "NO_SOURCE" },
          secondarySources: [
            { type: "GITHUB", location: "https://builder:example@github.com/clinic/forms.git", sourceIdentifier: "forms" },
          ],
          environment,
        }),
      "name and password": (s) =>
        s.add("codebuild.SourceCredential", { authType: "BASIC_AUTH", serverType: "BITBUCKET", userName: "builder", token: s.later() }),
      "secret access key": (s) =>
        s.add("codebuild.Project", {
          ...project,
          source: { type: "NO_SOURCE" },
          environment: { ...environment, environmentVariables: [{ name: "AWS_SECRET_ACCESS_KEY", value: "" }] },
        }),
      password: (s) =>
        s.add("codebuild.Project", {
          ...project,
          source: { type: "NO_SOURCE" },
          environment: { ...environment, environmentVariables: [{ name: "DB_PASSWORD", value: "example" }] },
        }),
    },
    unknown: {
      "value known later": (s) =>
        s.add("codebuild.Project", {
          ...project,
          source: { type: "NO_SOURCE" },
          environment: { ...environment, environmentVariables: [{ name: "STAGE", value: s.later() }] },
        }),
      "name known later": (s) =>
        s.add("codebuild.Project", {
          ...project,
          source: { type: "NO_SOURCE" },
          environment: { ...environment, environmentVariables: [{ name: s.later(), value: "example" }] },
        }),
    },
    notApplicable: {
      "neither variables nor an address": (s) => s.add("codebuild.Project", { ...project, source: { type: "NO_SOURCE" }, environment }),
    },
  },
});
