import { ternary } from "../../aws/ternary";
import { decide, defineRule, notApplicable, undetermined } from "../../rule";

export default defineRule({
  id: "ecs-platform-and-insights",
  title: "ECS services run on the latest platform, and tasks have a role of their own",
  threat: "A task runs on a platform that is no longer patched, or reaches with the agent's role what only the agent needs.",
  remedy: 'Leave platformVersion out or set it to "LATEST", and give taskRoleArn another role than executionRoleArn.',
  // Advisory: a version is pinned for a reason now and then. Container Insights are measurements, not a record of access, and not asked for.
  cites: ["164.308(a)(1)(ii)(B)", "164.312(b)"],
  severity: "low",
  level: "advisory",
  applies: "ephi",
  on: ["ecs.Service", "ecs.TaskDefinition"],
  check(resource, stack) {
    const service = resource.as("ecs.Service");
    if (service) {
      return service
        .at((p) => p.platformVersion)
        .shown()
        .or("LATEST")
        .equals("LATEST", "the platform version is pinned");
    }
    const task = resource.as("ecs.TaskDefinition");
    if (!task) return notApplicable();
    const own = task.at((p) => p.taskRoleArn);
    const agents = task.at((p) => p.executionRoleArn);
    if (own.state === "absent" || agents.state === "absent") return notApplicable("the task has one role at most");
    const wanted = "another role than the agent's";
    const because = "the task has the role of the agent";
    const ownRole = stack.target(task, own, "iam.Role").resource;
    const agentsRole = stack.target(task, agents, "iam.Role").resource;
    if (ownRole && agentsRole) return decide(ternary(ownRole.urn !== agentsRole.urn), because, [own.evidence(wanted)]);
    if (own.value === undefined || agents.value === undefined) {
      return undetermined("which role it is is not known before deployment", [own.evidence(wanted)]);
    }
    return own.test((arn) => arn !== agents.value, wanted, because);
  },
  equivalents: {
    cdkNag: ["ECSClusterCloudWatchContainerInsights"],
    prowler: ["ecs_service_fargate_latest_platform_version", "ecs_cluster_container_insights_enabled"],
    checkov: ["CKV_AWS_65", "CKV_AWS_249", "CKV_AWS_332"],
  },
  examples: {
    good: {
      "latest platform": (s) => s.add("ecs.Service", { platformVersion: "LATEST" }),
      "two roles": (s) =>
        s.add("ecs.TaskDefinition", {
          family: "records",
          containerDefinitions: "[]",
          taskRoleArn: "arn:aws:iam::123456789012:role/records",
          executionRoleArn: "arn:aws:iam::123456789012:role/agent",
        }),
    },
    bad: {
      "pinned platform": (s) => s.add("ecs.Service", { platformVersion: "1.3.0" }),
      "one role of the stack for both": (s) => {
        const role = s.add("iam.Role", { assumeRolePolicy: "{}" });
        return s.add("ecs.TaskDefinition", {
          family: "records",
          containerDefinitions: "[]",
          taskRoleArn: role.out("arn"),
          executionRoleArn: role.out("arn"),
        });
      },
      "one role for both": (s) =>
        s.add("ecs.TaskDefinition", {
          family: "records",
          containerDefinitions: "[]",
          taskRoleArn: "arn:aws:iam::123456789012:role/agent",
          executionRoleArn: "arn:aws:iam::123456789012:role/agent",
        }),
    },
    unknown: {
      "platform known later": (s) => s.add("ecs.Service", { platformVersion: s.later() }),
    },
    notApplicable: {
      "no roles": (s) => s.add("ecs.TaskDefinition", { family: "records", containerDefinitions: "[]" }),
      "no ePHI": (s) => s.add("ecs.Service", { platformVersion: "1.3.0", tags: { DataClassification: "none" } }),
      "no role of its own": (s) =>
        s.add("ecs.TaskDefinition", {
          family: "records",
          containerDefinitions: "[]",
          executionRoleArn: "arn:aws:iam::111122223333:role/agent",
        }),
    },
  },
});
