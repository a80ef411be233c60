import { awsManagedPolicyName } from "../../aws/iam/attached-policies";
import type { Cell } from "../../cell";
import type { List } from "../../reader";
import { any, defineRule, fail, undetermined, type Verdict } from "../../rule";

const because = "the instance's role does not let Systems Manager manage it";
const instance = { ami: "ami-0123456789abcdef0", instanceType: "t4g.large" };
const policy = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";
const trust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
});

function isCore(arn: Cell<string>): Verdict {
  return arn.test((value) => awsManagedPolicyName(value) === "AmazonSSMManagedInstanceCore", "AmazonSSMManagedInstanceCore", because);
}

function namesCore(arns: List<string>): Verdict {
  if (arns.state !== "unknown") return any(...arns.cells.map(isCore));
  return undetermined(`${arns.cell.path} is not known before deployment`, [arns.cell.evidence("a known list")]);
}

export default defineRule({
  id: "ec2-managed-by-ssm",
  title: "EC2 instances are managed by Systems Manager",
  threat: "An instance that nobody patches or inspects keeps known holes, and malicious software on it goes unseen.",
  remedy: "Attach AmazonSSMManagedInstanceCore to the role of the instance's profile.",
  cites: ["164.308(a)(5)(ii)(B)"],
  severity: "medium",
  // Advisory, as it is a hint: the account's default host management, or a policy of one's own, gives the same permissions.
  level: "advisory",
  applies: "ephi",
  on: ["ec2.Instance"],
  check(instance, stack) {
    const profile = instance.at((p) => p.iamInstanceProfile);
    const none = () => fail(because, [profile.evidence("a profile whose role has AmazonSSMManagedInstanceCore")]);
    return stack.target(instance, profile, "iam.InstanceProfile").decide({
      absent: none,
      resource: (found) => {
        const name = found.at((p) => p.role);
        return stack.target(found, name, "iam.Role").decide({
          absent: none,
          resource: (role) =>
            any(
              stack
                .attached(role, "iam.RolePolicyAttachment", (p) => p.role)
                .some((attachment) => isCore(attachment.at((p) => p.policyArn)), none),
              namesCore(role.list((p) => p.managedPolicyArns)),
            ),
        });
      },
    });
  },
  equivalents: { config: ["ec2-instance-managed-by-systems-manager"], prowler: ["ec2_instance_managed_by_ssm"] },
  examples: {
    good: {
      "policy attached to the role": (s) => {
        const role = s.add("iam.Role", { assumeRolePolicy: trust });
        s.add("iam.RolePolicyAttachment", { role: role.out("name"), policyArn: policy });
        const profile = s.add("iam.InstanceProfile", { role: role.out("name") });
        return s.add("ec2.Instance", { ...instance, iamInstanceProfile: profile.out("name") });
      },
      "policy named by the role": (s) => {
        const role = s.add("iam.Role", { assumeRolePolicy: trust, managedPolicyArns: [policy] });
        const profile = s.add("iam.InstanceProfile", { role: role.out("name") });
        return s.add("ec2.Instance", { ...instance, iamInstanceProfile: profile.out("name") });
      },
    },
    bad: {
      "another policy attached": (s) => {
        const role = s.add("iam.Role", { assumeRolePolicy: trust });
        s.add("iam.RolePolicyAttachment", { role: role.out("name"), policyArn: "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy" });
        const profile = s.add("iam.InstanceProfile", { role: role.out("name") });
        return s.add("ec2.Instance", { ...instance, iamInstanceProfile: profile.out("name") });
      },
      "no profile": (s) => s.add("ec2.Instance", instance),
    },
    unknown: {
      "profile outside the stack": (s) => s.add("ec2.Instance", { ...instance, iamInstanceProfile: "records" }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("ec2.Instance", { ...instance, tags: { DataClassification: "none" } }),
    },
  },
});
