import { holdsSecret } from "../../aws/secret-text";
import { not, or } from "../../aws/ternary";
import type { Cell } from "../../cell";
import { all, defineRule, notApplicable, type Verdict } from "../../rule";

const instance = { ami: "ami-0123456789abcdef0", instanceType: "t4g.large" };
// The id of AWS's own examples: IAM User Guide, "Manage access keys for IAM users".
const leaking = "#!/bin/sh\nexport AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE\n";
const harmless = "#!/bin/sh\naws secretsmanager get-secret-value --secret-id records\n";
const encoded = (text: string) => Buffer.from(text).toString("base64");

/** The provider takes user data that is Base64 already as it is, also where plain text is expected. */
function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text);
}

function judged(data: Cell<string>, isEncoded: boolean): Verdict {
  return data.test(
    (text) => {
      const decoded = isEncoded || isBase64(text) ? holdsSecret(Buffer.from(text, "base64").toString("utf8")) : "no";
      return not(isEncoded ? decoded : or(holdsSecret(text), decoded));
    },
    "no credentials",
    "the user data holds what looks like a credential",
  );
}

export default defineRule({
  id: "ec2-no-secrets-in-user-data",
  title: "The user data of EC2 instances holds no credentials",
  threat: "Whoever may describe the instance, or runs anything on it, reads the credential, and with it ePHI.",
  remedy: "Keep credentials in Secrets Manager and read them at start with the instance's role.",
  cites: ["164.312(a)(1)", "164.308(a)(5)(ii)(D)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["ec2.Instance", "ec2.LaunchTemplate", "ec2.LaunchConfiguration", "ec2.SpotInstanceRequest"],
  check(machine) {
    const template = machine.as("ec2.LaunchTemplate");
    const plain = template ? undefined : machine.at((p) => p.userData);
    // Launch templates take user data in Base64 only.
    const base64 =
      template?.at((p) => p.userData) ??
      machine.as("ec2.Instance")?.at((p) => p.userDataBase64) ??
      machine.as("ec2.LaunchConfiguration")?.at((p) => p.userDataBase64) ??
      machine.as("ec2.SpotInstanceRequest")?.at((p) => p.userDataBase64);
    const found = [
      ...(plain && plain.state !== "absent" ? [judged(plain, false)] : []),
      ...(base64 && base64.state !== "absent" ? [judged(base64, true)] : []),
    ];
    return found.length === 0 ? notApplicable("it has no user data") : all(...found);
  },
  equivalents: {
    prowler: ["ec2_instance_secrets_user_data", "ec2_launch_template_no_secrets", "autoscaling_find_secrets_ec2_launch_configuration"],
    checkov: ["CKV_AWS_46"],
  },
  examples: {
    good: {
      "secret read at start": (s) => s.add("ec2.Instance", { ...instance, userData: harmless }),
      "encoded, without a secret": (s) => s.add("ec2.LaunchTemplate", { userData: encoded(harmless) }),
      "encoded without a secret, in an instance": (s) => s.add("ec2.Instance", { ...instance, userDataBase64: encoded(harmless) }),
    },
    bad: {
      "access key": (s) => s.add("ec2.Instance", { ...instance, userData: leaking }),
      "encoded in an instance": (s) => s.add("ec2.Instance", { ...instance, userDataBase64: encoded(leaking) }),
      "encoded where plain text is expected": (s) => s.add("ec2.Instance", { ...instance, userData: encoded(leaking) }),
      "encoded in a launch template": (s) => s.add("ec2.LaunchTemplate", { userData: encoded(leaking) }),
      "encoded in a launch configuration": (s) =>
        s.add("ec2.LaunchConfiguration", { imageId: instance.ami, instanceType: "t4g.large", userDataBase64: encoded(leaking) }),
      "encoded in a spot instance": (s) => s.add("ec2.SpotInstanceRequest", { ...instance, userDataBase64: encoded(leaking) }),
    },
    unknown: {
      "user data known later": (s) => s.add("ec2.Instance", { ...instance, userData: s.later() }),
      "something that looks like a password": (s) =>
        s.add("ec2.Instance", { ...instance, userData: "#!/bin/sh\nPGPASSWORD=correct-horse psql\n" }),
    },
    notApplicable: {
      "no user data": (s) => s.add("ec2.Instance", instance),
      "no ePHI": (s) => s.add("ec2.Instance", { ...instance, userData: leaking, tags: { DataClassification: "none" } }),
    },
  },
});
