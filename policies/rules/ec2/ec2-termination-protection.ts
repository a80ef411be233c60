import { defineRule } from "../../rule";

const instance = { ami: "ami-0123456789abcdef0", instanceType: "t4g.large" };

export default defineRule({
  id: "ec2-termination-protection",
  title: "EC2 instances are protected against termination",
  threat: "One wrong call terminates a host, and ePHI on its disks goes with it.",
  remedy: "Set disableApiTermination to true on instances that stand alone.",
  cites: ["164.308(a)(7)(i)", "164.308(a)(7)(ii)(C)"],
  severity: "low",
  // Advisory: instances that a group replaces must stay terminable.
  level: "advisory",
  applies: "ephi",
  on: ["ec2.Instance"],
  check: (instance) =>
    instance
      .at((p) => p.disableApiTermination)
      .or(false)
      .equals(true, "the instance is not protected against termination"),
  fix: () => ({ disableApiTermination: true }),
  equivalents: { cdkNag: ["EC2InstanceTerminationProtection"] },
  examples: {
    good: {
      protected: (s) => s.add("ec2.Instance", { ...instance, disableApiTermination: true }),
      "protected, flag as text": (s) => s.addUntyped("ec2.Instance", { ...instance, disableApiTermination: "true" }),
    },
    bad: {
      "flag false": (s) => s.add("ec2.Instance", { ...instance, disableApiTermination: false }),
      "flag left out": (s) => s.add("ec2.Instance", instance),
    },
    unknown: {
      "flag known later": (s) => s.add("ec2.Instance", { ...instance, disableApiTermination: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("ec2.Instance", { ...instance, tags: { DataClassification: "none" } }),
    },
  },
});
