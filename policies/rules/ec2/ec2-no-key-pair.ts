import { all, defineRule, notApplicable } from "../../rule";

const because = "a key pair lets people log in as a user that they share";
const instance = { ami: "ami-0123456789abcdef0", instanceType: "t4g.large" };

export default defineRule({
  id: "ec2-no-key-pair",
  title: "Nobody logs in to EC2 instances with a shared key pair",
  threat: "Who reads ePHI on the host cannot be told: all who hold the key are the same user.",
  remedy: "Leave keyName out, and log in by Session Manager or EC2 Instance Connect, where each person has an identity.",
  cites: ["164.312(a)(2)(i)", "164.312(d)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["ec2.Instance", "ec2.SpotInstanceRequest", "ec2.LaunchTemplate", "ec2.LaunchConfiguration"],
  // A key pair is judged where it is used, not where it is made.
  check(machine, stack) {
    const own = machine.at((p) => p.keyName).isNotSet(because);
    const instance = machine.as("ec2.Instance") ?? machine.as("ec2.SpotInstanceRequest");
    if (!instance) return own;
    const named = instance.at((p) => p.launchTemplate?.id);
    const reference = named.state === "absent" ? instance.at((p) => p.launchTemplate?.name) : named;
    const inherited = stack
      .target(instance, reference, "ec2.LaunchTemplate")
      .decide({ resource: (found) => found.at((p) => p.keyName).isNotSet(because), absent: () => notApplicable() });
    return all(own, inherited);
  },
  equivalents: {},
  examples: {
    good: {
      "no key pair": (s) => s.add("ec2.Instance", instance),
      "none in the launch template either": (s) => {
        const template = s.add("ec2.LaunchTemplate", { imageId: "ami-0123456789abcdef0" });
        return s.add("ec2.Instance", { ...instance, launchTemplate: { id: template.out("id") } });
      },
    },
    bad: {
      "key pair": (s) => s.add("ec2.Instance", { ...instance, keyName: "operations" }),
      "key pair of the launch template": (s) => {
        const template = s.add("ec2.LaunchTemplate", { imageId: "ami-0123456789abcdef0", keyName: "operations" });
        return s.add("ec2.Instance", { ...instance, launchTemplate: { id: template.out("id") } });
      },
      "spot instance with a key pair": (s) => s.add("ec2.SpotInstanceRequest", { ...instance, keyName: "operations" }),
      "template with a key pair": (s) => s.add("ec2.LaunchTemplate", { keyName: "operations" }),
      "launch configuration with a key pair": (s) =>
        s.add("ec2.LaunchConfiguration", { imageId: instance.ami, instanceType: "t4g.large", keyName: "operations" }),
      "key pair of the spot instance's launch template": (s) =>
        s.add("ec2.SpotInstanceRequest", {
          ...instance,
          launchTemplate: { id: s.add("ec2.LaunchTemplate", { keyName: "operations" }).out("id") },
        }),
    },
    unknown: {
      "launch template outside the stack": (s) => s.add("ec2.Instance", { ...instance, launchTemplate: { name: "web" } }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("ec2.Instance", { ...instance, keyName: "operations", tags: { DataClassification: "none" } }),
    },
  },
});
