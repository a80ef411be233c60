import { or, type Ternary } from "../../aws/ternary";
import type { List } from "../../reader";
import { defineRule, notApplicable, when } from "../../rule";

const group = { minSize: 2, maxSize: 4, vpcZoneIdentifiers: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"] };
const targetGroup = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/web/0123456789abcdef";

function hasItems<Item>(list: List<Item>): Ternary {
  if (list.state === "unknown") return "unknown";
  return list.items.length > 0 ? "yes" : "no";
}

export default defineRule({
  id: "asg-elb-health-check",
  title: "Auto Scaling groups replace instances that their load balancer finds unhealthy",
  threat: "Requests for ePHI go to instances that run but do not answer.",
  remedy: 'Set healthCheckType to "ELB".',
  cites: ["164.308(a)(7)(i)", "164.312(b)"],
  severity: "low",
  // Advisory: a matter of availability that the load balancer mends in part by itself.
  level: "advisory",
  applies: "ephi",
  on: ["autoscaling.Group"],
  check(group, stack) {
    const attached = stack.attached(group, "autoscaling.Attachment", (p) => p.autoscalingGroupName);
    const sources = stack.attached(group, "autoscaling.TrafficSourceAttachment", (p) => p.autoscalingGroupName);
    const separate: Ternary =
      attached.certain.length + sources.certain.length > 0
        ? "yes"
        : attached.complete && attached.possible.length + sources.possible.length === 0
          ? "no"
          : "unknown";
    return when(
      or(
        hasItems(group.list((p) => p.loadBalancers)),
        hasItems(group.list((p) => p.targetGroupArns)),
        hasItems(group.list((p) => p.trafficSources)),
        separate,
      ),
      () =>
        group
          .at((p) => p.healthCheckType)
          .or("EC2")
          .shown()
          .test((types) => types.split(",").includes("ELB"), '"ELB"', "the load balancer's health checks are not used"),
      () => notApplicable("the group has no load balancer"),
    );
  },
  equivalents: {
    config: ["autoscaling-group-elb-healthcheck-required"],
    cdkNag: ["HIPAA.Security-AutoScalingGroupELBHealthCheckRequired"],
    prowler: ["autoscaling_group_elb_health_check_enabled"],
    checkov: ["CKV2_AWS_15"],
  },
  examples: {
    good: {
      "health checks of the load balancer": (s) =>
        s.add("autoscaling.Group", { ...group, targetGroupArns: [targetGroup], healthCheckType: "ELB" }),
      "attached separately": (s) => {
        const found = s.add("autoscaling.Group", { ...group, healthCheckType: "ELB" });
        s.add("autoscaling.Attachment", { autoscalingGroupName: found.out("name"), lbTargetGroupArn: targetGroup });
        return found;
      },
    },
    bad: {
      "health checks of the instance": (s) =>
        s.add("autoscaling.Group", { ...group, targetGroupArns: [targetGroup], healthCheckType: "EC2" }),
      "nothing set": (s) => s.add("autoscaling.Group", { ...group, loadBalancers: ["web"] }),
      "attached separately": (s) => {
        const found = s.add("autoscaling.Group", group);
        s.add("autoscaling.Attachment", { autoscalingGroupName: found.out("name"), lbTargetGroupArn: targetGroup });
        return found;
      },
      "a traffic source": (s) => s.add("autoscaling.Group", { ...group, trafficSources: [{ identifier: targetGroup, type: "elbv2" }] }),
      "a traffic source, attached separately": (s) => {
        const found = s.add("autoscaling.Group", group);
        s.add("autoscaling.TrafficSourceAttachment", {
          autoscalingGroupName: found.out("name"),
          trafficSource: { identifier: targetGroup, type: "elbv2" },
        });
        return found;
      },
    },
    unknown: {
      "type known later": (s) => s.add("autoscaling.Group", { ...group, targetGroupArns: [targetGroup], healthCheckType: s.later() }),
      "an attachment to a group known later": (s) => {
        s.add("autoscaling.Attachment", { autoscalingGroupName: s.later(), lbTargetGroupArn: targetGroup });
        return s.add("autoscaling.Group", group);
      },
      "a traffic source of a group known later": (s) => {
        s.add("autoscaling.TrafficSourceAttachment", {
          autoscalingGroupName: s.later(),
          trafficSource: { identifier: targetGroup, type: "elbv2" },
        });
        return s.add("autoscaling.Group", group);
      },
      "load balancers known later": (s) => s.add("autoscaling.Group", { ...group, loadBalancers: s.later() }),
    },
    notApplicable: {
      "no load balancer": (s) => s.add("autoscaling.Group", group),
    },
  },
});
