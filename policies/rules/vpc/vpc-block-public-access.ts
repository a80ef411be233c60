import type { Resource } from "../../graph/resource";
import { all, defineAccountRule, fail } from "../../rule";

const blocks = (options: Resource<"ec2.VpcBlockPublicAccessOptions">) =>
  options
    .at((p) => p.internetGatewayBlockMode)
    .shown()
    .oneOf(["block-ingress", "block-bidirectional"], "VPC Block Public Access is off");

export default defineAccountRule({
  id: "vpc-block-public-access",
  title: "VPC Block Public Access is on for the account",
  threat: "A route or an address that somebody adds by mistake opens the network of ePHI to the Internet.",
  remedy:
    'Add an aws.ec2.VpcBlockPublicAccessOptions with internetGatewayBlockMode "block-ingress" or "block-bidirectional", and exclusions for public subnets.',
  // Advisory: an account that serves the Internet from many VPCs may keep the Internet out of the others by other means.
  cites: ["164.312(a)(1)", "164.308(a)(3)(i)", "164.308(a)(4)(ii)(A)", "164.308(a)(4)(ii)(C)", "164.312(e)(1)"],
  severity: "medium",
  level: "advisory",
  // The setting is held per Region: each that the program makes must block.
  check: (stack) =>
    all(
      stack.some("ec2.VpcBlockPublicAccessOptions", blocks, () => fail("VPC Block Public Access is not declared")),
      ...stack.all("ec2.VpcBlockPublicAccessOptions").map(blocks),
    ),
  equivalents: {},
  examples: {
    good: {
      "nothing comes in": (s) => {
        s.add("ec2.VpcBlockPublicAccessOptions", { internetGatewayBlockMode: "block-ingress" });
        return undefined;
      },
      "nothing comes in or goes out": (s) => {
        s.add("ec2.VpcBlockPublicAccessOptions", { internetGatewayBlockMode: "block-bidirectional" });
        return undefined;
      },
    },
    bad: {
      off: (s) => {
        s.add("ec2.VpcBlockPublicAccessOptions", { internetGatewayBlockMode: "off" });
        return undefined;
      },
      "off in one of two Regions": (s) => {
        s.add("ec2.VpcBlockPublicAccessOptions", { internetGatewayBlockMode: "block-ingress", region: "us-east-1" });
        s.add("ec2.VpcBlockPublicAccessOptions", { internetGatewayBlockMode: "off", region: "us-west-2" });
        return undefined;
      },
      "not declared": (s) => {
        s.add("ec2.Vpc", { cidrBlock: "10.0.0.0/16" });
        return undefined;
      },
    },
    unknown: {
      "mode known later": (s) => {
        s.add("ec2.VpcBlockPublicAccessOptions", { internetGatewayBlockMode: s.later() });
        return undefined;
      },
    },
    notApplicable: {
      "stack that does not own the account's baseline": (s) => {
        s.settings({ accountBaseline: false });
        return undefined;
      },
    },
  },
});
