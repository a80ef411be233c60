import { defineRule, notApplicable } from "../../rule";

const because = "detailed monitoring is not enabled";
const instance = { ami: "ami-0123456789abcdef0", instanceType: "t4g.large" };

export default defineRule({
  id: "ec2-detailed-monitoring",
  title: "EC2 instances are monitored in detail",
  threat: "An attack or a failure on a host of ePHI is seen minutes later than it could be.",
  remedy: "Set monitoring to true on the instance, or monitoring.enabled on its launch template.",
  cites: ["164.312(b)"],
  severity: "low",
  // Advisory: metrics each minute instead of each five are a refinement, and cost.
  level: "advisory",
  applies: "ephi",
  on: ["ec2.Instance", "ec2.LaunchTemplate", "ec2.LaunchConfiguration"],
  check(machine, stack) {
    const template = machine.as("ec2.LaunchTemplate");
    if (template) {
      return template
        .at((p) => p.monitoring?.enabled)
        .or(false)
        .equals(true, because);
    }
    const configuration = machine.as("ec2.LaunchConfiguration");
    if (configuration) {
      return configuration
        .at((p) => p.enableMonitoring)
        .or(true)
        .equals(true, because);
    }
    const instance = machine.as("ec2.Instance");
    if (!instance) return notApplicable();
    const flag = instance.at((p) => p.monitoring);
    if (flag.state !== "absent") return flag.equals(true, because);
    const named = instance.at((p) => p.launchTemplate?.id);
    const reference = named.state === "absent" ? instance.at((p) => p.launchTemplate?.name) : named;
    return stack.target(instance, reference, "ec2.LaunchTemplate").decide({
      resource: (found) =>
        found
          .at((p) => p.monitoring?.enabled)
          .or(false)
          .equals(true, because),
      absent: () => flag.or(false).equals(true, because),
    });
  },
  equivalents: {
    cdkNag: ["HIPAA.Security-EC2InstanceDetailedMonitoringEnabled"],
    prowler: ["ec2_instance_detailed_monitoring_enabled"],
    checkov: ["CKV_AWS_126"],
  },
  examples: {
    good: {
      "flag set": (s) => s.add("ec2.Instance", { ...instance, monitoring: true }),
      "set by the launch template": (s) => {
        const template = s.add("ec2.LaunchTemplate", { monitoring: { enabled: true } });
        return s.add("ec2.Instance", { ...instance, launchTemplate: { id: template.out("id") } });
      },
      "launch configuration by default": (s) =>
        s.add("ec2.LaunchConfiguration", { imageId: "ami-0123456789abcdef0", instanceType: "t4g.large" }),
      "launch template": (s) => s.add("ec2.LaunchTemplate", { monitoring: { enabled: true } }),
      "set by the launch template, by its name": (s) =>
        s.add("ec2.Instance", {
          ...instance,
          launchTemplate: { name: s.add("ec2.LaunchTemplate", { name: "records", monitoring: { enabled: true } }).out("name") },
        }),
    },
    bad: {
      "flag false": (s) => s.add("ec2.Instance", { ...instance, monitoring: false }),
      "flag left out": (s) => s.add("ec2.Instance", instance),
      "launch template without": (s) => s.add("ec2.LaunchTemplate", { imageId: instance.ami }),
      "launch configuration without": (s) =>
        s.add("ec2.LaunchConfiguration", { imageId: instance.ami, instanceType: "t4g.large", enableMonitoring: false }),
      "left out, in the launch template too": (s) =>
        s.add("ec2.Instance", { ...instance, launchTemplate: { id: s.add("ec2.LaunchTemplate", {}).out("id") } }),
      "flag false beside a launch template that sets it": (s) =>
        s.add("ec2.Instance", {
          ...instance,
          monitoring: false,
          launchTemplate: { id: s.add("ec2.LaunchTemplate", { monitoring: { enabled: true } }).out("id") },
        }),
    },
    unknown: {
      "flag known later": (s) => s.add("ec2.Instance", { ...instance, monitoring: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("ec2.Instance", { ...instance, tags: { DataClassification: "none" } }),
    },
  },
});
