import { judgeContainers } from "../../aws/container-definitions";
import { ternary } from "../../aws/ternary";
import type { Resource } from "../../graph/resource";
import type { Stack } from "../../graph/stack";
import { all, defineRule, pass, undetermined, type Verdict, when } from "../../rule";

/** The agent behind ECS Exec writes into the root file system: Amazon ECS Developer Guide, "Monitor Amazon ECS containers with ECS Exec". */
function unlessExec(task: Resource<"ecs.TaskDefinition">, stack: Stack, verdict: Verdict): Verdict {
  if (verdict.outcome !== "fail") return verdict;
  const needed = undetermined("ECS Exec needs a root file system that can be written to", verdict.evidence);
  return stack
    .attached(task, "ecs.Service", (p) => p.taskDefinition)
    .some(
      (service) =>
        when(
          service.at((p) => p.enableExecuteCommand).is(true),
          () => needed,
          () => verdict,
        ),
      () => verdict,
    );
}

export default defineRule({
  id: "ecs-container-hardening",
  title: "ECS containers cannot change their system or leave it",
  threat: "Who breaks into a container plants a program in it, or goes on to the host and the other containers there that hold ePHI.",
  remedy:
    "Set readonlyRootFilesystem to true for each container and leave privileged out; do not share the host's processes, and give containers on the host's network a user.",
  cites: ["164.312(a)(1)", "164.308(a)(3)(i)", "164.308(a)(3)(ii)(A)", "164.308(a)(4)(ii)(A)", "164.308(a)(4)(ii)(C)", "164.312(c)(1)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["ecs.TaskDefinition"],
  check(task, stack) {
    const containers = task.at((p) => p.containerDefinitions);
    return all(
      when(
        // Windows containers have no read-only root file system: Amazon ECS API Reference, ContainerDefinition.
        task.at((p) => p.runtimePlatform?.operatingSystemFamily).ask((family) => family.toUpperCase().startsWith("WINDOWS")),
        () => pass(),
        () =>
          unlessExec(
            task,
            stack,
            judgeContainers(
              containers,
              ({ readonlyrootfilesystem }) => ternary(readonlyrootfilesystem === true),
              "readonlyRootFilesystem true",
              "a container may change its root file system",
            ),
          ),
      ),
      judgeContainers(containers, ({ privileged }) => ternary(privileged !== true), "privileged left out", "a container is privileged"),
      when(
        task.at((p) => p.networkMode).is("host"),
        () =>
          judgeContainers(
            containers,
            // Where none is named, the image names one, and nothing in the program says which.
            ({ user }) => (user === undefined || user === "" ? "unknown" : ternary(!/^(?:root|0)(?::|$)/.test(user))),
            "a user other than root",
            "a container runs as root on the host's network",
          ),
        () => pass(),
      ),
      task
        .at((p) => p.pidMode)
        .shown()
        .noneOf(["host"], "containers see the processes of the host"),
      task
        .at((p) => p.ipcMode)
        .shown()
        .noneOf(["host"], "containers share memory with the host"),
    );
  },
  equivalents: {
    config: ["ecs-containers-readonly-access", "ecs-task-definition-user-for-host-mode-check"],
    cdkNag: ["HIPAA.Security-ECSTaskDefinitionUserForHostMode"],
    prowler: [
      "ecs_task_definitions_containers_readonly_access",
      "ecs_task_definitions_host_networking_mode_users",
      "ecs_task_definitions_no_privileged_containers",
      "ecs_task_definitions_host_namespace_not_shared",
    ],
    checkov: ["CKV_AWS_334", "CKV_AWS_335", "CKV_AWS_336"],
  },
  examples: {
    good: {
      "read-only": (s) =>
        s.add("ecs.TaskDefinition", {
          family: "records",
          containerDefinitions: JSON.stringify([{ name: "api", image: "api:1", readonlyRootFilesystem: true }]),
        }),
      "Windows container": (s) =>
        s.add("ecs.TaskDefinition", {
          family: "records",
          runtimePlatform: { operatingSystemFamily: "WINDOWS_SERVER_2022_CORE" },
          containerDefinitions: JSON.stringify([{ name: "api", image: "api:1" }]),
        }),
      "named user on the host's network": (s) =>
        s.add("ecs.TaskDefinition", {
          family: "records",
          networkMode: "host",
          containerDefinitions: JSON.stringify([{ name: "api", image: "api:1", readonlyRootFilesystem: true, user: "app" }]),
        }),
      "user whose number ends in 0, on the host's network": (s) =>
        s.add("ecs.TaskDefinition", {
          family: "records",
          networkMode: "host",
          containerDefinitions: JSON.stringify([{ name: "api", image: "api:1", readonlyRootFilesystem: true, user: "1000:1000" }]),
        }),
    },
    bad: {
      "root file system may be changed": (s) =>
        s.add("ecs.TaskDefinition", {
          family: "records",
          containerDefinitions: JSON.stringify([{ name: "api", image: "api:1" }]),
        }),
      privileged: (s) =>
        s.add("ecs.TaskDefinition", {
          family: "records",
          containerDefinitions: JSON.stringify([{ name: "api", image: "api:1", readonlyRootFilesystem: true, privileged: true }]),
        }),
      "root on the host's network": (s) =>
        s.add("ecs.TaskDefinition", {
          family: "records",
          networkMode: "host",
          containerDefinitions: JSON.stringify([{ name: "api", image: "api:1", readonlyRootFilesystem: true, user: "0:0" }]),
        }),
      "processes of the host": (s) =>
        s.add("ecs.TaskDefinition", {
          family: "records",
          pidMode: "host",
          containerDefinitions: JSON.stringify([{ name: "api", image: "api:1", readonlyRootFilesystem: true }]),
        }),
      "memory of the host": (s) =>
        s.add("ecs.TaskDefinition", {
          family: "records",
          ipcMode: "host",
          containerDefinitions: JSON.stringify([{ name: "api", image: "api:1", readonlyRootFilesystem: true }]),
        }),
      "root with a group, on the host's network": (s) =>
        s.add("ecs.TaskDefinition", {
          family: "records",
          networkMode: "host",
          containerDefinitions: JSON.stringify([{ name: "api", image: "api:1", readonlyRootFilesystem: true, user: "0:0" }]),
        }),
      "user 0 on the host's network": (s) =>
        s.add("ecs.TaskDefinition", {
          family: "records",
          networkMode: "host",
          containerDefinitions: JSON.stringify([{ name: "api", image: "api:1", readonlyRootFilesystem: true, user: "0" }]),
        }),
      "Linux container, in so many words": (s) =>
        s.add("ecs.TaskDefinition", {
          family: "records",
          runtimePlatform: { operatingSystemFamily: "LINUX" },
          containerDefinitions: JSON.stringify([{ name: "api", image: "api:1" }]),
        }),
    },
    unknown: {
      "ECS Exec, which writes into the root file system": (s) => {
        const task = s.add("ecs.TaskDefinition", {
          family: "records",
          containerDefinitions: JSON.stringify([{ name: "api", image: "api:1" }]),
        });
        s.add("ecs.Service", { taskDefinition: task.out("arn"), enableExecuteCommand: true });
        return task;
      },
      "definitions known later": (s) => s.add("ecs.TaskDefinition", { family: "records", containerDefinitions: s.later() }),
      "the image's user on the host's network": (s) =>
        s.add("ecs.TaskDefinition", {
          family: "records",
          networkMode: "host",
          containerDefinitions: JSON.stringify([{ name: "api", image: "api:1", readonlyRootFilesystem: true }]),
        }),
      "an empty user on the host's network": (s) =>
        s.add("ecs.TaskDefinition", {
          family: "records",
          networkMode: "host",
          containerDefinitions: JSON.stringify([{ name: "api", image: "api:1", readonlyRootFilesystem: true, user: "" }]),
        }),
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
