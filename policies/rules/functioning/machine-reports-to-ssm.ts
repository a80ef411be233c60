import { defineFunctioningRule } from "../../functioning/define-functioning-rule";

const machine = { ami: "ami-0123456789abcdef0", instanceType: "t4g.small" };

export default defineFunctioningRule({
  id: "machine-reports-to-ssm",
  title: "Machines report to Systems Manager",
  threat: "Nobody knows what runs on a machine among ePHI, and nothing patches it.",
  remedy:
    "Install the SSM Agent, give the machine a role with AmazonSSMManagedInstanceCore, and let it reach the endpoints of Systems Manager.",
  cites: ["164.308(a)(5)(ii)(B)", "164.308(a)(1)(ii)(B)"],
  severity: "medium",
  // Advisory: machines of clusters that are replaced instead of patched need no agent, and one that is switched off or just started cannot report.
  level: "advisory",
  applies: "ephi",
  observes: ["ec2.Instance"],
  // Source: Systems Manager API Reference, DescribeInstanceInformation.
  check: ({ facts }) => facts.at((p) => p.managed).equals(true, "Systems Manager knows nothing of the machine"),
  equivalents: { config: ["ec2-instance-managed-by-systems-manager"], prowler: ["ec2_instance_managed_by_ssm"] },
  examples: {
    good: {
      managed: (s) => s.add("ec2.Instance", machine, { observed: { managed: true } }),
      "managed, with patches missing": (s) =>
        s.add("ec2.Instance", machine, { observed: { managed: true, patchesMissing: 3, patchScanTime: "2026-11-22T03:00:00.000Z" } }),
    },
    bad: {
      "not managed": (s) => s.add("ec2.Instance", machine, { observed: { managed: false } }),
      "not managed, with a role": (s) =>
        s.add("ec2.Instance", { ...machine, iamInstanceProfile: "machines" }, { observed: { managed: false } }),
    },
    unknown: {
      "the list of machines could not be read": (s) => s.add("ec2.Instance", machine, { observed: { managed: s.later() } }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("ec2.Instance", { ...machine, tags: { DataClassification: "none" } }, { observed: { managed: false } }),
    },
  },
});
