import { defineRule, notApplicable } from "../../rule";

const because = "no instance profile is attached";
const instance = { ami: "ami-0123456789abcdef0", instanceType: "t4g.large" };

export default defineRule({
  id: "ec2-instance-profile",
  title: "EC2 instances have an instance profile",
  threat: "A program on an instance without a role of its own is given long-lived access keys, which leak and open ePHI from anywhere.",
  remedy: "Set iamInstanceProfile on the instance or its launch template.",
  cites: [
    "164.312(a)(1)",
    "164.308(a)(3)(i)",
    "164.308(a)(3)(ii)(A)",
    "164.308(a)(4)(ii)(A)",
    "164.308(a)(4)(ii)(B)",
    "164.308(a)(4)(ii)(C)",
  ],
  severity: "medium",
  // Advisory: an instance that calls no AWS API needs no role.
  level: "advisory",
  applies: "ephi",
  on: ["ec2.Instance", "ec2.LaunchTemplate", "ec2.LaunchConfiguration"],
  check(machine, stack) {
    const template = machine.as("ec2.LaunchTemplate");
    if (template) return template.at((p) => p.iamInstanceProfile).isSet(because, "an instance profile");
    const configuration = machine.as("ec2.LaunchConfiguration");
    if (configuration) return configuration.at((p) => p.iamInstanceProfile).isSet(because, "an instance profile");
    const instance = machine.as("ec2.Instance");
    if (!instance) return notApplicable();
    const own = instance.at((p) => p.iamInstanceProfile).isSet(because, "an instance profile");
    if (own.outcome === "pass") return own;
    const named = instance.at((p) => p.launchTemplate?.id);
    const reference = named.state === "absent" ? instance.at((p) => p.launchTemplate?.name) : named;
    return stack.target(instance, reference, "ec2.LaunchTemplate").decide({
      resource: (found) => found.at((p) => p.iamInstanceProfile).isSet(because, "an instance profile"),
      absent: () => own,
    });
  },
  equivalents: {
    config: ["ec2-instance-profile-attached"],
    cdkNag: ["HIPAA.Security-EC2InstanceProfileAttached"],
    prowler: ["ec2_instance_profile_attached"],
    checkov: ["CKV2_AWS_41"],
  },
  examples: {
    good: {
      attached: (s) => s.add("ec2.Instance", { ...instance, iamInstanceProfile: "records" }),
      "attached by the launch template": (s) => {
        const template = s.add("ec2.LaunchTemplate", { iamInstanceProfile: { name: "records" } });
        return s.add("ec2.Instance", { ...instance, launchTemplate: { id: template.out("id") } });
      },
      "launch template with one": (s) => s.add("ec2.LaunchTemplate", { iamInstanceProfile: { name: "records" } }),
      "launch configuration with one": (s) =>
        s.add("ec2.LaunchConfiguration", { imageId: instance.ami, instanceType: "t4g.large", iamInstanceProfile: "records" }),
      "attached by the launch template, by its name": (s) =>
        s.add("ec2.Instance", {
          ...instance,
          launchTemplate: { name: s.add("ec2.LaunchTemplate", { name: "records", iamInstanceProfile: { name: "records" } }).out("name") },
        }),
      "attached beside a launch template without one": (s) =>
        s.add("ec2.Instance", {
          ...instance,
          iamInstanceProfile: "records",
          launchTemplate: { id: s.add("ec2.LaunchTemplate", {}).out("id") },
        }),
    },
    bad: {
      none: (s) => s.add("ec2.Instance", instance),
      "template without one": (s) => s.add("ec2.LaunchTemplate", { imageId: "ami-0123456789abcdef0" }),
      "launch configuration without one": (s) =>
        s.add("ec2.LaunchConfiguration", { imageId: "ami-0123456789abcdef0", instanceType: "t4g.large" }),
    },
    unknown: {
      "launch template outside the stack": (s) => s.add("ec2.Instance", { ...instance, launchTemplate: { id: "lt-0123456789abcdef0" } }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("ec2.Instance", { ...instance, tags: { DataClassification: "none" } }),
    },
  },
});
