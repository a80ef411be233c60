import type { Cell } from "../../cell";
import { defineRule, notApplicable, type Verdict, when } from "../../rule";

const because = "the peered VPC is reached as a whole, or as everything";

/** A prefix of 16 or shorter holds a whole VPC, which is never larger: Amazon VPC User Guide, "VPC CIDR blocks". */
function isNarrow(block: string): boolean {
  const prefix = Number(/\/(\d+)$/.exec(block)?.[1]);
  return block.includes(":") ? prefix > 56 : prefix > 16;
}

function judge(peering: Cell<string>, ipv4: Cell<string>, ipv6: Cell<string>): Verdict {
  return when(
    peering.present,
    () =>
      ipv4.state === "absent" && ipv6.state !== "absent"
        ? ipv6.shown().test(isNarrow, "a range narrower than /56", because)
        : ipv4.shown().test(isNarrow, "a range narrower than /16", because),
    () => notApplicable("no route leads to a peered VPC"),
  );
}

export default defineRule({
  id: "vpc-peering-least-route",
  title: "Routes to peered VPCs lead to single subnets",
  threat: "Who breaks into one VPC goes on to everything in the other that holds ePHI.",
  remedy: "Name the address ranges of the subnets that are needed as destinations.",
  // Advisory: security groups on the other side decide as well, and small VPCs are peered whole for good reasons.
  cites: ["164.312(e)(1)", "164.308(a)(4)(ii)(C)"],
  severity: "low",
  level: "advisory",
  applies: "ephi",
  on: ["ec2.Route", "ec2.RouteTable"],
  check(resource) {
    const route = resource.as("ec2.Route");
    if (route) {
      return judge(
        route.at((p) => p.vpcPeeringConnectionId),
        route.at((p) => p.destinationCidrBlock),
        route.at((p) => p.destinationIpv6CidrBlock),
      );
    }
    const table = resource.as("ec2.RouteTable");
    if (!table) return notApplicable();
    return table
      .list((p) => p.routes)
      .each((item) =>
        judge(
          item.at((r) => r.vpcPeeringConnectionId),
          item.at((r) => r.cidrBlock),
          item.at((r) => r.ipv6CidrBlock),
        ),
      );
  },
  equivalents: { prowler: ["vpc_peering_routing_tables_with_least_privilege"], checkov: ["CKV2_AWS_44"] },
  examples: {
    good: {
      "one subnet": (s) =>
        s.add("ec2.Route", { routeTableId: s.later(), destinationCidrBlock: "10.1.2.0/24", vpcPeeringConnectionId: s.later() }),
      "one subnet, inline": (s) =>
        s.add("ec2.RouteTable", { vpcId: s.later(), routes: [{ cidrBlock: "10.1.2.0/24", vpcPeeringConnectionId: s.later() }] }),
      "one subnet, IPv6": (s) =>
        s.add("ec2.Route", {
          routeTableId: s.later(),
          destinationIpv6CidrBlock: "2600:1f18:1234:5601::/64",
          vpcPeeringConnectionId: s.later(),
        }),
      "half of a VPC": (s) =>
        s.add("ec2.Route", { routeTableId: s.later(), destinationCidrBlock: "10.1.0.0/17", vpcPeeringConnectionId: s.later() }),
    },
    bad: {
      "a whole VPC": (s) =>
        s.add("ec2.Route", { routeTableId: s.later(), destinationCidrBlock: "10.1.0.0/16", vpcPeeringConnectionId: s.later() }),
      everything: (s) =>
        s.add("ec2.RouteTable", { vpcId: s.later(), routes: [{ cidrBlock: "0.0.0.0/0", vpcPeeringConnectionId: s.later() }] }),
      "a whole VPC, IPv6": (s) =>
        s.add("ec2.Route", {
          routeTableId: s.later(),
          destinationIpv6CidrBlock: "2600:1f18:1234:5600::/56",
          vpcPeeringConnectionId: s.later(),
        }),
      "a whole VPC, IPv6, inline": (s) =>
        s.add("ec2.RouteTable", {
          vpcId: s.later(),
          routes: [{ ipv6CidrBlock: "2600:1f18:1234:5600::/56", vpcPeeringConnectionId: s.later() }],
        }),
      "no range at all": (s) => s.add("ec2.Route", { routeTableId: s.later(), vpcPeeringConnectionId: s.later() }),
    },
    unknown: {
      "range known later": (s) =>
        s.add("ec2.Route", { routeTableId: s.later(), destinationCidrBlock: s.later(), vpcPeeringConnectionId: s.later() }),
    },
    notApplicable: {
      "no peering": (s) => s.add("ec2.Route", { routeTableId: s.later(), destinationCidrBlock: "0.0.0.0/0", natGatewayId: s.later() }),
      "no ePHI": (s) =>
        s.add("ec2.RouteTable", {
          vpcId: s.later(),
          tags: { DataClassification: "none" },
          routes: [{ cidrBlock: "0.0.0.0/0", vpcPeeringConnectionId: s.later() }],
        }),
    },
  },
});
