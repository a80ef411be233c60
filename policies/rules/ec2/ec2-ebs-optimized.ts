import type { Example } from "../../examples";
import { defineRule, notApplicable, when } from "../../rule";

const instance = { ami: "ami-0123456789abcdef0" };

/**
 * The types that can be EBS-optimized and are not by default; every newer one is, and older ones cannot be.
 * Source: Amazon EC2 User Guide, "Amazon EBS-optimized instance types", "EBS optimization supported" (as of 2026-11).
 */
const optional = /^(c1\.xlarge|c3\.[24]?xlarge|g2\.2xlarge|i2\.[24]?xlarge|m1\.x?large|m2\.[24]xlarge|m3\.2?xlarge|r3\.[24]?xlarge)$/;

export default defineRule({
  id: "ec2-ebs-optimized",
  title: "EC2 instances of older types are EBS-optimized",
  threat: "Backups and recovery of ePHI compete with other traffic for the bandwidth to the disks.",
  remedy: "Use a current instance type, which is EBS-optimized by itself, or set ebsOptimized to true.",
  cites: ["164.308(a)(7)(i)"],
  severity: "low",
  // Advisory: a matter of performance.
  level: "advisory",
  applies: "ephi",
  on: ["ec2.Instance", "ec2.LaunchTemplate", "ec2.LaunchConfiguration"],
  check(machine) {
    const flag =
      machine.as("ec2.Instance")?.at((p) => p.ebsOptimized) ??
      machine.as("ec2.LaunchConfiguration")?.at((p) => p.ebsOptimized) ??
      machine.as("ec2.LaunchTemplate")?.at((p) => p.ebsOptimized);
    if (!flag) return notApplicable();
    return when(
      machine.at((p) => p.instanceType).ask((type) => optional.test(type)),
      () => flag.test((value: unknown) => String(value).toLowerCase() === "true", "true", "the instance is not EBS-optimized"),
      () => notApplicable("the type is EBS-optimized by itself, or cannot be"),
    );
  },
  fix: (machine) => (machine.as("ec2.LaunchTemplate") ? { ebsOptimized: "true" } : { ebsOptimized: true }),
  equivalents: { cdkNag: ["HIPAA.Security-EC2EBSOptimizedInstance"], checkov: ["CKV_AWS_135"] },
  examples: {
    good: {
      "flag set": (s) => s.add("ec2.Instance", { ...instance, instanceType: "r3.xlarge", ebsOptimized: true }),
      "template with the flag as text": (s) => s.add("ec2.LaunchTemplate", { instanceType: "m3.xlarge", ebsOptimized: "true" }),
    },
    bad: {
      "flag false": (s) => s.add("ec2.Instance", { ...instance, instanceType: "r3.xlarge", ebsOptimized: false }),
      "flag left out": (s) => s.add("ec2.LaunchTemplate", { instanceType: "m3.xlarge" }),
      "launch configuration": (s) => s.add("ec2.LaunchConfiguration", { imageId: instance.ami, instanceType: "c3.2xlarge" }),
      ...Object.fromEntries(
        [
          "c1.xlarge",
          "c3.xlarge",
          "c3.4xlarge",
          "g2.2xlarge",
          "i2.xlarge",
          "i2.2xlarge",
          "m1.large",
          "m1.xlarge",
          "m2.2xlarge",
          "m3.2xlarge",
          "r3.4xlarge",
        ].map((instanceType): [string, Example] => [
          `${instanceType} with nothing set`,
          (s) => s.add("ec2.Instance", { ...instance, instanceType }),
        ]),
      ),
    },
    unknown: {
      "flag known later": (s) => s.add("ec2.Instance", { ...instance, instanceType: "r3.xlarge", ebsOptimized: s.later() }),
    },
    notApplicable: {
      "a type that is EBS-optimized by itself": (s) => s.add("ec2.Instance", { ...instance, instanceType: "m7g.large" }),
      "no ePHI": (s) => s.add("ec2.Instance", { ...instance, instanceType: "r3.xlarge", tags: { DataClassification: "none" } }),
      ...Object.fromEntries(
        ["c3.8xlarge", "i2.8xlarge", "r3.8xlarge", "m1.medium", "m3.medium", "m2.xlarge"].map((instanceType): [string, Example] => [
          `${instanceType}, which cannot be`,
          (s) => s.add("ec2.Instance", { ...instance, instanceType }),
        ]),
      ),
    },
  },
});
