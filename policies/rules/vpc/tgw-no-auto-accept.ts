import { defineRule } from "../../rule";

export default defineRule({
  id: "tgw-no-auto-accept",
  title: "Transit gateways accept each attachment by hand",
  threat: "Any account that the gateway is shared with joins the network of ePHI unseen.",
  remedy: 'Leave autoAcceptSharedAttachments out, or set it to "disable".',
  cites: ["164.312(a)(1)", "164.312(e)(1)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["ec2transitgateway.TransitGateway"],
  check: (gateway) =>
    gateway
      .at((p) => p.autoAcceptSharedAttachments)
      .shown()
      .or("disable")
      .equals("disable", "attachments of other accounts are accepted without asking"),
  fix: () => ({ autoAcceptSharedAttachments: "disable" }),
  equivalents: { prowler: ["ec2_transitgateway_auto_accept_vpc_attachments"], checkov: ["CKV_AWS_331"] },
  examples: {
    good: {
      "AWS's default": (s) => s.add("ec2transitgateway.TransitGateway", {}),
      "switched off": (s) => s.add("ec2transitgateway.TransitGateway", { autoAcceptSharedAttachments: "disable" }),
    },
    bad: {
      "switched on": (s) => s.add("ec2transitgateway.TransitGateway", { autoAcceptSharedAttachments: "enable" }),
      "switched on, with other settings": (s) =>
        s.add("ec2transitgateway.TransitGateway", { autoAcceptSharedAttachments: "enable", dnsSupport: "enable" }),
    },
    unknown: {
      "known later": (s) => s.add("ec2transitgateway.TransitGateway", { autoAcceptSharedAttachments: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) =>
        s.add("ec2transitgateway.TransitGateway", { autoAcceptSharedAttachments: "enable", tags: { DataClassification: "none" } }),
    },
  },
});
