import { isOpenToWorld } from "../../aws/network";
import { or } from "../../aws/ternary";
import type { Cell } from "../../cell";
import type { Referrer, Stack } from "../../graph/stack";
import { decide, defineRule, fail, notApplicable, pass, type Verdict, when } from "../../rule";

interface Path {
  readonly ipv4: Cell<string>;
  readonly ipv6: Cell<string>;
  readonly gateway: Cell<string>;
}

function avoidsInternetGateway(stack: Stack, from: Referrer, { ipv4, ipv6, gateway }: Path): Verdict {
  const evidence = [gateway.evidence("anything but an Internet gateway")];
  const because = "all traffic is routed to an Internet gateway";
  return when(
    or(ipv4.ask(isOpenToWorld), ipv6.ask(isOpenToWorld)),
    () =>
      stack.target(from, gateway, ["ec2.InternetGateway", "ec2.VpnGateway"]).decide({
        resource: (found) => (found.node.kind === "ec2.InternetGateway" ? fail(because, evidence) : pass("", evidence)),
        absent: () => pass("", evidence),
        outside: () =>
          decide(
            gateway.ask((id) => !id.startsWith("igw-")),
            because,
            evidence,
          ),
      }),
    () => pass("", evidence),
  );
}

export default defineRule({
  id: "vpc-no-unrestricted-igw-route",
  title: "No route leads from ePHI straight to the Internet",
  threat: "A server that holds ePHI can be reached from the Internet, or send it there, past every proxy and log.",
  remedy:
    "Route 0.0.0.0/0 and ::/0 to a NAT gateway, an egress-only gateway or a transit gateway; classify route tables of public subnets as holding no ePHI.",
  // Advisory: subnets of public load balancers and NAT gateways need such a route.
  cites: ["164.312(e)(1)"],
  severity: "medium",
  level: "advisory",
  applies: "ephi",
  on: ["ec2.Route", "ec2.RouteTable", "ec2.DefaultRouteTable"],
  check(resource, stack) {
    const route = resource.as("ec2.Route");
    if (route) {
      return avoidsInternetGateway(stack, route, {
        ipv4: route.at((p) => p.destinationCidrBlock),
        ipv6: route.at((p) => p.destinationIpv6CidrBlock),
        gateway: route.at((p) => p.gatewayId),
      });
    }
    const routes = resource.as("ec2.RouteTable")?.list((p) => p.routes) ?? resource.as("ec2.DefaultRouteTable")?.list((p) => p.routes);
    if (!routes) return notApplicable();
    const verdict = routes.each((item) =>
      avoidsInternetGateway(stack, resource, {
        ipv4: item.at((r) => r.cidrBlock),
        ipv6: item.at((r) => r.ipv6CidrBlock),
        gateway: item.at((r) => r.gatewayId),
      }),
    );
    return verdict.outcome === "not-applicable" ? pass("", [routes.cell.evidence("no route to an Internet gateway")]) : verdict;
  },
  equivalents: {
    config: ["no-unrestricted-route-to-igw"],
    cdkNag: ["HIPAA.Security-VPCNoUnrestrictedRouteToIGW"],
    prowler: ["vpc_subnet_separate_private_public"],
    checkov: ["CKV2_AWS_35"],
  },
  examples: {
    good: {
      "to a NAT gateway": (s) =>
        s.add("ec2.Route", { routeTableId: s.later(), destinationCidrBlock: "0.0.0.0/0", natGatewayId: s.later() }),
      "to a private gateway, inline": (s) =>
        s.add("ec2.RouteTable", {
          vpcId: s.later(),
          routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: s.add("ec2.VpnGateway", {}).out("id") }],
        }),
      "no routes": (s) => s.add("ec2.RouteTable", { vpcId: s.later() }),
    },
    bad: {
      "to an Internet gateway": (s) =>
        s.add("ec2.Route", {
          routeTableId: s.later(),
          destinationCidrBlock: "0.0.0.0/0",
          gatewayId: s.add("ec2.InternetGateway", {}).out("id"),
        }),
      "to an Internet gateway, inline and by its id": (s) =>
        s.add("ec2.DefaultRouteTable", { defaultRouteTableId: s.later(), routes: [{ ipv6CidrBlock: "::/0", gatewayId: "igw-12345678" }] }),
    },
    unknown: {
      "gateway known later": (s) =>
        s.add("ec2.Route", { routeTableId: s.later(), destinationCidrBlock: "0.0.0.0/0", gatewayId: s.later() }),
    },
    notApplicable: {
      "public subnets without ePHI": (s) =>
        s.add("ec2.Route", {
          routeTableId: s.add("ec2.RouteTable", { vpcId: s.later(), tags: { DataClassification: "none" } }).out("id"),
          destinationCidrBlock: "0.0.0.0/0",
          gatewayId: s.add("ec2.InternetGateway", {}).out("id"),
        }),
    },
  },
});
