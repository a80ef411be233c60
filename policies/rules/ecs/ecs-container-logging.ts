import { judgeContainers } from "../../aws/container-definitions";
import { ternary } from "../../aws/ternary";
import { defineRule } from "../../rule";

export default defineRule({
  id: "ecs-container-logging",
  title: "ECS containers send their logs somewhere",
  threat: "What an application did with ePHI is lost with the container.",
  remedy: "Give each container a logConfiguration with a logDriver, such as awslogs or awsfirelens.",
  cites: ["164.312(b)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["ecs.TaskDefinition"],
  check: (task) =>
    judgeContainers(
      task.at((p) => p.containerDefinitions),
      ({ logconfiguration }) => ternary(logconfiguration?.logdriver !== undefined && logconfiguration.logdriver !== "none"),
      "logConfiguration.logDriver",
      "a container sends its logs nowhere",
    ),
  equivalents: {
    cdkNag: ["ECSTaskDefinitionContainerLogging"],
    prowler: ["ecs_task_definitions_logging_enabled", "ecs_task_definitions_logging_block_mode"],
  },
  examples: {
    good: {
      "CloudWatch Logs": (s) =>
        s.add("ecs.TaskDefinition", {
          family: "records",
          containerDefinitions: JSON.stringify([
            { name: "api", image: "api:1", logConfiguration: { logDriver: "awslogs", options: { "awslogs-group": "records" } } },
          ]),
        }),
      "keys in another case": (s) =>
        s.add("ecs.TaskDefinition", {
          family: "records",
          containerDefinitions: JSON.stringify([{ Name: "api", Image: "api:1", LogConfiguration: { LogDriver: "awsfirelens" } }]),
        }),
    },
    bad: {
      "no configuration": (s) =>
        s.add("ecs.TaskDefinition", {
          family: "records",
          containerDefinitions: JSON.stringify([{ name: "api", image: "api:1" }]),
        }),
      "one of two containers": (s) =>
        s.add("ecs.TaskDefinition", {
          family: "records",
          containerDefinitions: JSON.stringify([
            { name: "api", image: "api:1", logConfiguration: { logDriver: "awslogs" } },
            { name: "proxy", image: "proxy:1" },
          ]),
        }),
    },
    unknown: {
      "definitions known later": (s) => s.add("ecs.TaskDefinition", { family: "records", containerDefinitions: s.later() }),
      "definitions that are no JSON": (s) => s.add("ecs.TaskDefinition", { family: "records", containerDefinitions: "containers.json" }),
    },
    notApplicable: {
      "no ePHI": (s) =>
        s.add("ecs.TaskDefinition", {
          family: "site",
          containerDefinitions: JSON.stringify([{ name: "site", image: "site:1" }]),
          tags: { DataClassification: "public" },
        }),
    },
  },
});
