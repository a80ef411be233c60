import { all, defineRule } from "../../rule";

export default defineRule({
  id: "ec2-nitro-transit-encryption",
  title: "VPC encryption controls enforce, without exclusions",
  threat: "Traffic with ePHI inside the VPC may pass in plain text through what is excluded.",
  remedy: 'Set mode to "enforce" and leave the exclusions of gateways and peering out or "disable".',
  // Advisory: it speaks only where the control is declared, and an Internet gateway needs its exclusion.
  cites: ["164.312(e)(2)(ii)", "164.312(e)(1)"],
  severity: "low",
  level: "advisory",
  applies: "ephi",
  on: ["ec2.VpcEncryptionControl"],
  check: (control) =>
    all(
      control
        .at((p) => p.mode)
        .shown()
        .equals("enforce", "traffic in plain text is only watched"),
      control
        .at((p) => p.internetGatewayExclusion)
        .shown()
        .noneOf(["enable"], "Internet gateways are excluded"),
      control
        .at((p) => p.vpcPeeringExclusion)
        .shown()
        .noneOf(["enable"], "peered VPCs are excluded"),
      control
        .at((p) => p.virtualPrivateGatewayExclusion)
        .shown()
        .noneOf(["enable"], "private gateways are excluded"),
    ),
  equivalents: {},
  examples: {
    good: {
      enforced: (s) => s.add("ec2.VpcEncryptionControl", { vpcId: s.later(), mode: "enforce" }),
      "enforced, exclusion switched off": (s) =>
        s.add("ec2.VpcEncryptionControl", { vpcId: s.later(), mode: "enforce", vpcPeeringExclusion: "disable" }),
    },
    bad: {
      "only watched": (s) => s.add("ec2.VpcEncryptionControl", { vpcId: s.later(), mode: "monitor" }),
      "peered VPCs excluded": (s) =>
        s.add("ec2.VpcEncryptionControl", { vpcId: s.later(), mode: "enforce", vpcPeeringExclusion: "enable" }),
      "Internet gateways excluded": (s) =>
        s.add("ec2.VpcEncryptionControl", { vpcId: s.later(), mode: "enforce", internetGatewayExclusion: "enable" }),
      "private gateways excluded": (s) =>
        s.add("ec2.VpcEncryptionControl", { vpcId: s.later(), mode: "enforce", virtualPrivateGatewayExclusion: "enable" }),
    },
    unknown: {
      "mode known later": (s) => s.add("ec2.VpcEncryptionControl", { vpcId: s.later(), mode: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("ec2.VpcEncryptionControl", { vpcId: s.later(), mode: "monitor", tags: { DataClassification: "none" } }),
    },
  },
});
