import { type Container, judgeContainers } from "../../aws/container-definitions";
import { isPlainSecret } from "../../aws/plain-secret";
import { every, not, type Ternary } from "../../aws/ternary";
import type { Cell } from "../../cell";
import { all, decide, defineRule, notApplicable } from "../../rule";
import { UNKNOWN, type Unknown } from "../../unknown";

/** Environments and the options of log drivers, which hold `splunk-token` and the like. Source: Amazon ECS API Reference, LogConfiguration. */
function hasNoSecrets({ environment, logconfiguration }: Container): Ternary {
  const variables = (environment ?? []).map(({ name = "", value = "" }): [string, string] => [name, value]);
  const options = Object.entries(logconfiguration?.options ?? {});
  return every([...variables, ...options], ([name, value]) => not(isPlainSecret(name, value)));
}

function textOf(cell: Cell<string>): string | Unknown {
  return cell.state === "unknown" ? UNKNOWN : String(cell.value ?? "");
}

export default defineRule({
  id: "ecs-no-plain-secrets",
  title: "Containers get no secrets in plain text",
  threat: "Whoever may read the task or job definition reads the password or key, and with it ePHI.",
  remedy:
    "Keep the secret in AWS Secrets Manager or Parameter Store, and name it in the container's secrets, or in secretOptions of its logConfiguration, with valueFrom.",
  cites: ["164.308(a)(5)(ii)(D)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["ecs.TaskDefinition", "batch.JobDefinition"],
  check(resource) {
    const wanted = "no secrets in environment or in options of the log driver";
    const because = "a secret is written in plain text";
    const task = resource.as("ecs.TaskDefinition");
    if (task)
      return judgeContainers(
        task.at((p) => p.containerDefinitions),
        hasNoSecrets,
        wanted,
        because,
      );
    const job = resource.as("batch.JobDefinition");
    if (!job) return notApplicable();
    return all(
      judgeContainers(
        job.at((p) => p.containerProperties),
        hasNoSecrets,
        wanted,
        because,
      ),
      judgeContainers(
        job.at((p) => p.ecsProperties),
        hasNoSecrets,
        wanted,
        because,
      ),
      judgeContainers(
        job.at((p) => p.nodeProperties),
        hasNoSecrets,
        wanted,
        because,
      ),
      job
        .list((p) => p.eksProperties?.podProperties.containers)
        .each((container) =>
          container
            .list((c) => c.envs)
            .each((variable) => {
              const value = variable.at((v) => v.value);
              const answer = isPlainSecret(textOf(variable.at((v) => v.name)), textOf(value));
              return decide(not(answer), because, [value.evidence(wanted)]);
            }),
        ),
    );
  },
  equivalents: {
    cdkNag: ["ECSTaskDefinitionNoEnvironmentVariables"],
    prowler: ["ecs_task_definitions_no_environment_secrets", "batch_job_definition_no_secrets"],
  },
  examples: {
    good: {
      "secret by its ARN": (s) =>
        s.add("ecs.TaskDefinition", {
          family: "records",
          containerDefinitions: JSON.stringify([
            {
              name: "api",
              image: "api:1",
              environment: [{ name: "STAGE", value: "live" }],
              secrets: [{ name: "DB_PASSWORD", valueFrom: "arn:aws:secretsmanager:us-east-1:123456789012:secret:db" }],
            },
          ]),
        }),
      "options of a log driver, with the token in a secret": (s) =>
        s.add("ecs.TaskDefinition", {
          family: "records",
          containerDefinitions: JSON.stringify([
            {
              name: "api",
              image: "api:1",
              logConfiguration: {
                logDriver: "splunk",
                options: { "splunk-url": "https://splunk.clinic.example:8088" },
                secretOptions: [{ name: "splunk-token", valueFrom: "arn:aws:secretsmanager:us-east-1:123456789012:secret:splunk" }],
              },
            },
          ]),
        }),
      "batch job": (s) =>
        s.add("batch.JobDefinition", {
          type: "container",
          containerProperties: JSON.stringify({ image: "import:1", environment: [{ name: "BUCKET", value: "imports" }] }),
        }),
    },
    bad: {
      "password of a job on EKS": (s) =>
        s.add("batch.JobDefinition", {
          type: "container",
          eksProperties: { podProperties: { containers: [{ image: "import:1", envs: [{ name: "DB_PASSWORD", value: "example" }] }] } },
        }),
      password: (s) =>
        s.add("ecs.TaskDefinition", {
          family: "records",
          containerDefinitions: JSON.stringify([{ name: "api", image: "api:1", environment: [{ name: "DB_PASSWORD", value: "example" }] }]),
        }),
      "token of a log driver": (s) =>
        s.add("ecs.TaskDefinition", {
          family: "records",
          containerDefinitions: JSON.stringify([
            {
              name: "api",
              image: "api:1",
              logConfiguration: {
                logDriver: "splunk",
                options: { "splunk-url": "https://splunk.clinic.example:8088", "splunk-token": "00000000-0000-4000-8000-000000000000" },
              },
            },
          ]),
        }),
      "address with a password, in a batch job": (s) =>
        s.add("batch.JobDefinition", {
          type: "container",
          containerProperties: JSON.stringify({
            image: "import:1",
            environment: [{ name: "DATABASE", value: "postgres://records:example@db.example.com/records" }],
          }),
        }),
      "password of a job on ECS": (s) =>
        s.add("batch.JobDefinition", {
          type: "container",
          ecsProperties: JSON.stringify({
            taskProperties: [{ containers: [{ image: "import:1", environment: [{ name: "DB_PASSWORD", value: "example" }] }] }],
          }),
        }),
      "password of one node of a job": (s) =>
        s.add("batch.JobDefinition", {
          type: "multinode",
          nodeProperties: JSON.stringify({
            mainNode: 0,
            numNodes: 1,
            nodeRangeProperties: [
              { targetNodes: "0:", container: { image: "import:1", environment: [{ name: "DB_PASSWORD", value: "example" }] } },
            ],
          }),
        }),
    },
    unknown: {
      "definitions known later": (s) => s.add("ecs.TaskDefinition", { family: "records", containerDefinitions: s.later() }),
      "name that may mean a secret": (s) =>
        s.add("ecs.TaskDefinition", {
          family: "records",
          containerDefinitions: JSON.stringify([{ name: "api", image: "api:1", environment: [{ name: "API_TOKEN", value: "example" }] }]),
        }),
    },
    notApplicable: {
      "job on EKS": (s) =>
        s.add("batch.JobDefinition", { type: "container", eksProperties: { podProperties: { containers: [{ image: "import:1" }] } } }),
      "no ePHI": (s) =>
        s.add("ecs.TaskDefinition", {
          family: "site",
          tags: { DataClassification: "none" },
          containerDefinitions: JSON.stringify([{ name: "api", image: "api:1", environment: [{ name: "DB_PASSWORD", value: "example" }] }]),
        }),
    },
  },
});
