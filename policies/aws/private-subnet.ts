import type { Cell } from "../cell";
import type { Resource } from "../graph/resource";
import type { Judged, Stack } from "../graph/stack";
import type { List } from "../reader";
import { all, fail, pass, undetermined, type Verdict } from "../verdict";

/**
 * Passes where the route table of a subnet of this stack has no route to an internet gateway; a subnet without a table of its own has the
 * main one of its VPC, which is left open.
 * Source: Amazon VPC User Guide, "Subnets for your VPC": a public subnet is one with a direct route to an internet gateway.
 */
export function subnetIsPrivate(subnet: Resource<"ec2.Subnet">, stack: Stack, because: string): Verdict {
  return stack
    .attached(subnet, "ec2.RouteTableAssociation", (p) => p.subnetId)
    .decide({
      present: (association) => {
        const table = association.at((p) => p.routeTableId);
        return stack.target(association, table, "ec2.RouteTable").decide({
          resource: (found) => tableIsPrivate(found, stack, because),
          absent: () => undetermined("the subnet's route table is not named", [table.evidence("a route table")]),
        });
      },
      absent: () =>
        undetermined("the routes of the VPC's main route table are not known here", [subnet.evidence("no route table", "a route table")]),
    });
}

function tableIsPrivate(table: Resource<"ec2.RouteTable">, stack: Stack, because: string): Verdict {
  const routes = table.list((p) => p.routes);
  const inline = routes.each((route) =>
    isNoInternetGateway(
      table,
      route.at((r) => r.gatewayId),
      stack,
      because,
    ),
  );
  const separate = stack
    .attached(table, "ec2.Route", (p) => p.routeTableId)
    .decide({
      present: (route) =>
        isNoInternetGateway(
          route,
          route.at((p) => p.gatewayId),
          stack,
          because,
        ),
      absent: () => pass(),
    });
  return all(inline, separate);
}

function isNoInternetGateway(of: Judged, gateway: Cell<string>, stack: Stack, because: string): Verdict {
  const wanted = "no internet gateway";
  return stack.target(of, gateway, ["ec2.InternetGateway", "ec2.VpnGateway"]).decide({
    resource: (found) =>
      found.node.kind === "ec2.InternetGateway" ? fail(because, [gateway.evidence(wanted)]) : pass("", [gateway.evidence(wanted)]),
    absent: () => pass(),
    outside: () => gateway.test((id) => !id.startsWith("igw-"), wanted, because),
  });
}

/** As {@link subnetIsPrivate}, for a list of subnets by their ids. The subnets of a default VPC are public from the start. */
export function subnetsArePrivate(of: Judged, subnets: List<string>, stack: Stack, because: string): Verdict {
  if (subnets.state === "unknown")
    return undetermined(`${subnets.cell.path} is not known before deployment`, [subnets.cell.evidence("known subnets")]);
  return all(...subnets.cells.map((subnet) => namedSubnetIsPrivate(of, subnet, stack, because)));
}

/** As {@link subnetIsPrivate}, for a subnet by its id; one that lies outside of the stack is left open. */
export function namedSubnetIsPrivate(of: Judged, subnet: Cell<string>, stack: Stack, because: string): Verdict {
  return stack.target(of, subnet, ["ec2.Subnet", "ec2.DefaultSubnet"]).decide({
    resource: (found) => {
      const own = found.as("ec2.Subnet");
      return own ? subnetIsPrivate(own, stack, because) : fail(because, [subnet.evidence("a private subnet")]);
    },
    absent: () => undetermined("no subnet is named", [subnet.evidence("a private subnet")]),
  });
}
