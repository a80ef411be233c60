/** What surrounds a run: the commit, and the run of the CI system that started it, as their environment variables say. */
import type { Run } from "./run";

type Environment = Readonly<Record<string, string | undefined>>;

interface CiSystem {
  readonly system: string;
  /** The variable that only this system sets. */
  readonly sign: string;
  readonly commit: string;
  readonly run: string;
  url(environment: Environment): string | undefined;
}

/** Each system's own documentation of its predefined variables is the source; asked in this order. */
const systems: readonly CiSystem[] = [
  {
    system: "github",
    sign: "GITHUB_ACTIONS",
    commit: "GITHUB_SHA",
    run: "GITHUB_RUN_ID",
    url: ({ GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run }) =>
      server !== undefined && repository !== undefined && run !== undefined ? `${server}/${repository}/actions/runs/${run}` : undefined,
  },
  {
    system: "gitlab",
    sign: "GITLAB_CI",
    commit: "CI_COMMIT_SHA",
    run: "CI_PIPELINE_ID",
    url: (environment) => environment.CI_PIPELINE_URL,
  },
  {
    system: "buildkite",
    sign: "BUILDKITE",
    commit: "BUILDKITE_COMMIT",
    run: "BUILDKITE_BUILD_ID",
    url: (environment) => environment.BUILDKITE_BUILD_URL,
  },
  {
    system: "circleci",
    sign: "CIRCLECI",
    commit: "CIRCLE_SHA1",
    run: "CIRCLE_BUILD_NUM",
    url: (environment) => environment.CIRCLE_BUILD_URL,
  },
  { system: "azure-pipelines", sign: "TF_BUILD", commit: "BUILD_SOURCEVERSION", run: "BUILD_BUILDID", url: () => undefined },
  { system: "bitbucket", sign: "BITBUCKET_BUILD_NUMBER", commit: "BITBUCKET_COMMIT", run: "BITBUCKET_BUILD_NUMBER", url: () => undefined },
  {
    system: "codebuild",
    sign: "CODEBUILD_BUILD_ID",
    commit: "CODEBUILD_RESOLVED_SOURCE_VERSION",
    run: "CODEBUILD_BUILD_ID",
    url: () => undefined,
  },
  { system: "jenkins", sign: "JENKINS_URL", commit: "GIT_COMMIT", run: "BUILD_TAG", url: (environment) => environment.BUILD_URL },
];

const commitPattern = /^[0-9a-zA-Z._/-]{1,100}$/;
const longestValue = 500;

function given(environment: Environment, name: string): string | undefined {
  const value = environment[name]?.trim();
  return value === undefined || value === "" || value.length > longestValue ? undefined : value;
}

/** Only what a reader may follow, and never with a password in it. */
function address(text: string | undefined): string | undefined {
  if (text === undefined || text.length > longestValue || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:") return undefined;
  return url.username === "" && url.password === "" ? url.href : undefined;
}

/** @param environment `PHIGUARD_COMMIT` says the commit where no CI system does, and wins over one that does. */
export function circumstancesOf(environment: Environment): Pick<Run, "commit" | "ci"> {
  const ci = systems.find(({ sign }) => given(environment, sign) !== undefined);
  const commit = [given(environment, "PHIGUARD_COMMIT"), ci && given(environment, ci.commit)].find(
    (value) => value !== undefined && commitPattern.test(value),
  );
  const run = ci && given(environment, ci.run);
  const url = address(ci?.url(environment));
  return {
    ...(commit !== undefined && { commit }),
    ...(ci && run !== undefined && { ci: { system: ci.system, run, ...(url !== undefined && { url }) } }),
  };
}
