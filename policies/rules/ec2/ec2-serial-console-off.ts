import { all, defineAccountRule, pass } from "../../rule";

export default defineAccountRule({
  id: "ec2-serial-console-off",
  title: "The account does not open the serial console of EC2 instances",
  threat: "Whoever reaches the serial console works on a host of ePHI past its network and its login records.",
  remedy: "Set enabled to false on the aws.ec2.SerialConsoleAccess, or remove it.",
  cites: ["164.312(a)(1)"],
  severity: "low",
  level: "mandatory",
  // The account's own default is off, while the resource's is on: Amazon EC2 User Guide, "Configure access to the EC2 Serial Console".
  check: (stack) =>
    all(
      pass(),
      ...stack.all("ec2.SerialConsoleAccess").map((access) =>
        access
          .at((p) => p.enabled)
          .or(true)
          .equals(false, "the serial console is open"),
      ),
    ),
  equivalents: {},
  examples: {
    good: {
      "switched off": (s) => void s.add("ec2.SerialConsoleAccess", { enabled: false }),
      "left alone": (s) => void s.add("ebs.EncryptionByDefault", {}),
    },
    bad: {
      "switched on": (s) => void s.add("ec2.SerialConsoleAccess", { enabled: true }),
      "switched on by default": (s) => void s.add("ec2.SerialConsoleAccess", {}),
    },
    unknown: {
      "flag known later": (s) => void s.add("ec2.SerialConsoleAccess", { enabled: s.later() }),
    },
    notApplicable: {
      "a stack that does not own the account's baseline": (s) => void s.settings({ accountBaseline: false }),
    },
  },
});
