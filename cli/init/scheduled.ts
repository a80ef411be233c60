import { stringify } from "yaml";
import type { ContinuousIntegration } from "./files";

/** Once a day, at an hour when few others ask. */
const everyMorning = "17 5 * * *";
const evidence = "phiguard-evidence";

/** Where the job that verifies the live account lies, beside the one that checks previews. */
export const scheduledFiles: Readonly<Record<ContinuousIntegration, string>> = {
  github: ".github/workflows/phiguard-verify.yml",
  gitlab: "phiguard-verify.gitlab-ci.yml",
};

/** Node and the Pulumi CLI, without an entry point in the way of GitLab's shell. Source: Pulumi's documentation, "Pulumi Docker Images". */
export const imageWithPulumi = { name: "pulumi/pulumi-nodejs-20", entrypoint: [""] };

/** Numbered, since `clinic/app-prod` and `clinic-app/prod` would else have one file. */
const states =
  'n=0; for stack in $STACKS; do n=$((n + 1)); pulumi stack export --stack "$stack" --file "state-$n-$(echo "$stack" | tr / -).json"; done';

function verifyCommand(configuration: string, register: string, formats: string): string {
  return [
    `npx phiguard verify $(for region in $REGIONS; do echo --region "$region"; done) $(ls state-*.json 2>/dev/null | sed 's/^/--state /')`,
    `--config ${configuration} --exceptions ${register} --out ${evidence} --format ${formats}`,
  ].join(" ");
}

/** A cache is never replaced: each attempt of a run has its own. */
const historyKey = `phiguard-evidence-\${{ github.run_id }}-\${{ github.run_attempt }}`;

/** The daily job on GitHub: the history of the evidence goes on from the run before. */
export function scheduledGithub(configuration: string, register: string): string {
  return stringify(
    {
      name: "phiguard verify",
      on: { schedule: [{ cron: everyMorning }], workflow_dispatch: {} },
      permissions: { contents: "read", "id-token": "write" },
      concurrency: { group: "phiguard-verify" },
      jobs: {
        verify: {
          "runs-on": "ubuntu-latest",
          env: { REGIONS: `\${{ vars.PHIGUARD_REGIONS }}`, STACKS: `\${{ vars.PHIGUARD_STACKS }}` },
          steps: [
            { uses: "actions/checkout@v4" },
            { uses: "actions/setup-node@v4", with: { "node-version": 20, cache: "npm" } },
            { uses: "pulumi/actions@v6" },
            { run: "npm ci" },
            {
              uses: "aws-actions/configure-aws-credentials@v5",
              with: { "role-to-assume": `\${{ vars.PHIGUARD_VERIFY_ROLE }}`, "aws-region": `\${{ vars.AWS_REGION }}` },
            },
            {
              name: "Take the history of the evidence along",
              uses: "actions/cache/restore@v4",
              with: { path: evidence, key: historyKey, "restore-keys": "phiguard-evidence-" },
            },
            {
              name: "Export the states",
              if: "env.STACKS != ''",
              env: { PULUMI_ACCESS_TOKEN: `\${{ secrets.PULUMI_ACCESS_TOKEN }}` },
              run: states,
            },
            { name: "Verify the account", run: verifyCommand(configuration, register, "html csv sarif") },
            {
              // Findings end the job with an error, and what was found on such a day is evidence like any other.
              name: "Keep the history for the next run",
              if: `always() && hashFiles('${evidence}/history.jsonl') != ''`,
              uses: "actions/cache/save@v4",
              with: { path: evidence, key: historyKey },
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

/** The job on GitLab: a schedule of the project starts it. */
export function scheduledGitlab(configuration: string, register: string): string {
  return stringify(
    {
      "phiguard-verify": {
        image: imageWithPulumi,
        stage: "test",
        rules: [{ if: '$CI_PIPELINE_SOURCE == "schedule"' }],
        variables: { REGIONS: "us-east-1", STACKS: "" },
        // Also where findings end the job with an error.
        cache: { key: "phiguard-evidence", paths: [evidence], when: "always" },
        script: ["npm ci", `if [ -n "$STACKS" ]; then ${states}; fi`, verifyCommand(configuration, register, "html junit csv")],
        artifacts: {
          when: "always",
          expire_in: "6 yrs",
          paths: [evidence],
          reports: { junit: `${evidence}/reports/junit.xml` },
        },
      },
    },
    { lineWidth: 0 },
  );
}

/** What a person still has to do for it. */
export const scheduledSteps: Readonly<Record<ContinuousIntegration, string>> = {
  github:
    "For the daily job, make a role with the policy of `phiguard verify --print-policy`, and set the variables PHIGUARD_VERIFY_ROLE, PHIGUARD_REGIONS (us-east-1 us-west-2), PHIGUARD_STACKS (may be empty) and AWS_REGION.",
  gitlab:
    "For the daily job, include phiguard-verify.gitlab-ci.yml, add a schedule to the project, and give the job credentials of a role with the policy of `phiguard verify --print-policy`; REGIONS and STACKS are its variables.",
};
