import { circumstancesOf } from "../../policies/evidence/circumstances";

test.each([
  [
    "GitHub Actions",
    {
      GITHUB_ACTIONS: "true",
      GITHUB_SHA: "0123abc",
      GITHUB_RUN_ID: "77",
      GITHUB_SERVER_URL: "https://github.com",
      GITHUB_REPOSITORY: "clinic/cloud",
    },
    { commit: "0123abc", ci: { system: "github", run: "77", url: "https://github.com/clinic/cloud/actions/runs/77" } },
  ],
  [
    "GitLab",
    { GITLAB_CI: "true", CI_COMMIT_SHA: "0123abc", CI_PIPELINE_ID: "8", CI_PIPELINE_URL: "https://gitlab.com/c/-/pipelines/8" },
    { commit: "0123abc", ci: { system: "gitlab", run: "8", url: "https://gitlab.com/c/-/pipelines/8" } },
  ],
  [
    "Jenkins",
    { JENKINS_URL: "https://ci", GIT_COMMIT: "0123abc", BUILD_TAG: "jenkins-9" },
    { commit: "0123abc", ci: { system: "jenkins", run: "jenkins-9" } },
  ],
  ["no CI system", { GITHUB_SHA: "0123abc", PATH: "/bin" }, {}],
  ["a person who says the commit", { PHIGUARD_COMMIT: "feed" }, { commit: "feed" }],
])("%s", (_, environment, expected) => {
  expect(circumstancesOf(environment)).toEqual(expected);
});

test("what is told wins over what the CI system says, and what is no commit is left out", () => {
  expect(circumstancesOf({ GITLAB_CI: "1", CI_COMMIT_SHA: "0123abc", PHIGUARD_COMMIT: "feed" }).commit).toBe("feed");
  expect(circumstancesOf({ PHIGUARD_COMMIT: "<script>" })).toEqual({});
});

test.each(["javascript:alert(1)", "https://user:password@ci/8", "no address"])(
  "an address that nobody should follow is left out: %s",
  (url) => {
    expect(circumstancesOf({ GITLAB_CI: "1", CI_PIPELINE_ID: "8", CI_PIPELINE_URL: url }).ci).toEqual({ system: "gitlab", run: "8" });
  },
);
