import { defineRule } from "../../rule";

export default defineRule({
  id: "ecs-no-public-ip",
  title: "ECS services give tasks no public addresses",
  threat: "A task that holds ePHI can be reached from the Internet.",
  remedy: "Leave networkConfiguration.assignPublicIp out or set it to false, and reach AWS through VPC endpoints or a NAT gateway.",
  cites: ["164.312(a)(1)", "164.308(a)(3)(i)", "164.308(a)(4)(ii)(A)", "164.308(a)(4)(ii)(C)", "164.312(e)(1)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["ecs.Service", "ecs.TaskSet"],
  check: (service) =>
    service
      .at((p) => p.networkConfiguration?.assignPublicIp)
      .or(false)
      .equals(false, "tasks get public addresses"),
  fix: (service) =>
    service.at((p) => p.networkConfiguration).present === "yes" ? { networkConfiguration: { assignPublicIp: false } } : undefined,
  equivalents: { prowler: ["ecs_service_no_assign_public_ip", "ecs_task_set_no_assign_public_ip"], checkov: ["CKV_AWS_333"] },
  examples: {
    good: {
      "left out": (s) => s.add("ecs.Service", { networkConfiguration: { subnets: [s.later()] } }),
      "no network of its own": (s) => s.add("ecs.Service", { launchType: "EC2" }),
    },
    bad: {
      "public addresses": (s) => s.add("ecs.Service", { networkConfiguration: { subnets: [s.later()], assignPublicIp: true } }),
      "task set": (s) =>
        s.add("ecs.TaskSet", {
          cluster: "records",
          service: "records",
          taskDefinition: s.later(),
          networkConfiguration: { subnets: [s.later()], assignPublicIp: true },
        }),
    },
    unknown: {
      "known later": (s) => s.add("ecs.Service", { networkConfiguration: { subnets: [s.later()], assignPublicIp: s.later() } }),
    },
    notApplicable: {
      "no ePHI": (s) =>
        s.add("ecs.Service", {
          networkConfiguration: { subnets: [s.later()], assignPublicIp: true },
          tags: { DataClassification: "public" },
        }),
    },
  },
});
