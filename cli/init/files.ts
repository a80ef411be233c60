import { stringify } from "yaml";
import { packPolicyName } from "../../policies/crossguard/pack-policy-name";
import { imageWithPulumi, scheduledFiles, scheduledGithub, scheduledGitlab, scheduledSteps } from "./scheduled";

export type ContinuousIntegration = "github" | "gitlab";

export interface InitOptions {
  readonly ci: ContinuousIntegration;
  /** Whether previews in CI do without credentials. */
  readonly offline: boolean;
  /** Whether a daily job verifies the live account. */
  readonly verify: boolean;
  /** The stack that CI previews; the one that is selected where it is left out. */
  readonly stack?: string;
}

/** The pack's configuration as a site begins: everything by its default, written down where a site often differs. */
export const configurationFile = "phiguard.json";
export const registerFile = "phiguard-exceptions.yaml";

/** Where each system looks for its jobs; GitLab's own file may be there already and includes this one. */
const workflowFiles: Readonly<Record<ContinuousIntegration, string>> = {
  github: ".github/workflows/phiguard.yml",
  gitlab: "phiguard.gitlab-ci.yml",
};

function configuration(): string {
  const settings = { classificationTag: "DataClassification", undetermined: "advisory", accountBaseline: false };
  return `${JSON.stringify({ [packPolicyName]: settings }, null, 2)}\n`;
}

const register = `# The exceptions register: who may deviate from which rule, why, and until when. 45 CFR 164.306(d)(3), 164.316(b)(1).
# "npx phiguard exceptions add" asks the questions and adds an entry; "npx phiguard exceptions check" judges the file.
version: 1
exceptions: []
`;

function previewCommand({ offline, stack }: InitOptions, formats: string): string {
  const options = [
    ...(stack === undefined ? [] : [`--stack ${stack}`]),
    ...(offline ? ["--offline"] : []),
    `--config ${configurationFile}`,
    `--exceptions ${registerFile}`,
    `--format ${formats}`,
  ];
  return `npx phiguard preview ${options.join(" ")}`;
}

/** A role for CI that may read and not write is enough for a preview. No long-lived key of AWS lies in CI: 45 CFR 164.312(d). */
const awsCredentials = {
  uses: "aws-actions/configure-aws-credentials@v5",
  with: { "role-to-assume": `\${{ vars.PHIGUARD_AWS_ROLE }}`, "aws-region": `\${{ vars.AWS_REGION }}` },
};

function githubWorkflow(options: InitOptions): string {
  const evidence = "phiguard-evidence";
  return stringify(
    {
      name: "phiguard",
      on: { pull_request: {}, push: { branches: ["main"] } },
      permissions: { contents: "read", "pull-requests": "write", ...(options.offline ? {} : { "id-token": "write" }) },
      jobs: {
        phiguard: {
          "runs-on": "ubuntu-latest",
          steps: [
            { uses: "actions/checkout@v4" },
            { uses: "actions/setup-node@v4", with: { "node-version": 20, cache: "npm" } },
            { uses: "pulumi/actions@v6" },
            { run: "npm ci" },
            ...(options.offline ? [] : [awsCredentials]),
            {
              name: "Check the preview",
              ...(options.offline ? {} : { env: { PULUMI_ACCESS_TOKEN: `\${{ secrets.PULUMI_ACCESS_TOKEN }}` } }),
              run: previewCommand(options, "html markdown csv"),
            },
            {
              name: "Show the findings",
              if: "always() && hashFiles('phiguard-evidence/history.jsonl') != ''",
              env: {
                GH_TOKEN: `\${{ github.token }}`,
                PULL_REQUEST: `\${{ github.event.pull_request.number }}`,
              },
              run: [
                `npx phiguard annotations --evidence ${evidence}`,
                `cat ${evidence}/reports/comment.md >> "$GITHUB_STEP_SUMMARY"`,
                `[ -z "$PULL_REQUEST" ] || gh pr comment "$PULL_REQUEST" --edit-last --create-if-none --body-file ${evidence}/reports/comment.md`,
                "",
              ].join("\n"),
            },
            {
              name: "Keep the evidence",
              if: "always()",
              uses: "actions/upload-artifact@v4",
              with: { name: evidence, path: evidence },
            },
          ],
        },
      },
    },
    { lineWidth: 0 },
  );
}

function gitlabPipeline(options: InitOptions): string {
  return stringify(
    {
      phiguard: {
        image: imageWithPulumi,
        stage: "test",
        script: ["npm ci", previewCommand(options, "html junit csv")],
        artifacts: {
          when: "always",
          expire_in: "6 yrs",
          paths: ["phiguard-evidence"],
          reports: { junit: "phiguard-evidence/reports/junit.xml" },
        },
      },
    },
    { lineWidth: 0 },
  );
}

function scheduled(ci: ContinuousIntegration): string {
  return ci === "github" ? scheduledGithub(configurationFile, registerFile) : scheduledGitlab(configurationFile, registerFile);
}

/** What a project gets, by path. */
export function initialFiles(options: InitOptions): Readonly<Record<string, string>> {
  return {
    [workflowFiles[options.ci]]: options.ci === "github" ? githubWorkflow(options) : gitlabPipeline(options),
    ...(options.verify && { [scheduledFiles[options.ci]]: scheduled(options.ci) }),
    [configurationFile]: configuration(),
    [registerFile]: register,
  };
}

/** What a person still has to do, since it is not in the project's files. */
export function nextSteps({ ci, offline, verify }: Pick<InitOptions, "ci" | "offline" | "verify">): readonly string[] {
  const forVerify = verify ? [scheduledSteps[ci]] : [];
  if (ci === "gitlab") return ["Include the job in .gitlab-ci.yml: include: { local: phiguard.gitlab-ci.yml }", ...forVerify];
  return offline
    ? forVerify
    : [
        "Set the repository's variables PHIGUARD_AWS_ROLE and AWS_REGION, and the secret PULUMI_ACCESS_TOKEN; or take --offline.",
        ...forVerify,
      ];
}
