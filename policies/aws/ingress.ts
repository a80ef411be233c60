import type { Cell } from "../cell";
import type { Resource } from "../graph/resource";
import type { Stack } from "../graph/stack";
import type { List } from "../reader";
import { UNKNOWN, type Unknown } from "../unknown";
import { all, decide, notApplicable, pass, type Verdict, when } from "../verdict";
import { areOpenToWorld, isOpenToWorld, type PortRange } from "./network";
import { not, type Ternary } from "./ternary";

/** The kinds that let traffic into a security group: groups with their own blocks, and the two kinds of separate rules. */
export const INGRESS_KINDS = [
  "ec2.SecurityGroup",
  "ec2.DefaultSecurityGroup",
  "ec2.SecurityGroupRule",
  "vpc.SecurityGroupIngressRule",
] as const;

type IngressResource = Resource<(typeof INGRESS_KINDS)[number]>;

/** One opening of a security group: what it lets through, and a verdict that fails where it lets the whole Internet in. */
interface Opening {
  readonly range: PortRange;
  closed(because: string): Verdict;
}

const closedSource = "a source that is not the whole Internet";

/**
 * Judges what a security group, or a separate rule of one, lets in from the whole Internet. A source that is a security group or the group
 * itself is never open; a prefix list of the stack is read, one outside of it leaves the question open.
 * @param opens whether the ports of an opening are of those that the rule speaks of
 */
export function closedToWorld(resource: IngressResource, stack: Stack, opens: (range: PortRange) => Ternary, because: string): Verdict {
  return eachOpening(resource, stack, (opening) =>
    when(
      opens(opening.range),
      () => opening.closed(because),
      () => pass(),
      "which ports it opens is not known before deployment",
    ),
  );
}

function eachOpening(resource: IngressResource, stack: Stack, judge: (opening: Opening) => Verdict): Verdict {
  const group = resource.as("ec2.SecurityGroup") ?? resource.as("ec2.DefaultSecurityGroup");
  if (group) {
    const judged = group
      .list((p) => p.ingress)
      .each((block) =>
        judge({
          range: rangeOf(
            block.at((b) => b.protocol),
            block.at((b) => b.fromPort),
            block.at((b) => b.toPort),
          ),
          closed: (because) =>
            closedLists(
              block.list((b) => b.cidrBlocks),
              block.list((b) => b.ipv6CidrBlocks),
              because,
              closedPrefixLists(
                resource,
                stack,
                block.list((b) => b.prefixListIds),
                because,
              ),
            ),
        }),
      );
    return judged.outcome === "not-applicable" ? pass() : judged;
  }
  const rule = resource.as("ec2.SecurityGroupRule");
  if (rule) {
    return when(
      rule.at((p) => p.type).is("ingress"),
      () =>
        judge({
          range: rangeOf(
            rule.at((p) => p.protocol),
            rule.at((p) => p.fromPort),
            rule.at((p) => p.toPort),
          ),
          closed: (because) =>
            closedLists(
              rule.list((p) => p.cidrBlocks),
              rule.list((p) => p.ipv6CidrBlocks),
              because,
              closedPrefixLists(
                resource,
                stack,
                rule.list((p) => p.prefixListIds),
                because,
              ),
            ),
        }),
      () => notApplicable("the rule lets traffic out, not in"),
    );
  }
  const single = resource.as("vpc.SecurityGroupIngressRule");
  if (!single) return notApplicable();
  return judge({
    range: rangeOf(
      single.at((p) => p.ipProtocol),
      single.at((p) => p.fromPort),
      single.at((p) => p.toPort),
    ),
    closed: (because) =>
      all(
        pass(),
        closedBlock(
          single.at((p) => p.cidrIpv4),
          because,
        ),
        closedBlock(
          single.at((p) => p.cidrIpv6),
          because,
        ),
        closedPrefixList(
          resource,
          stack,
          single.at((p) => p.prefixListId),
          because,
        ),
      ),
  });
}

function portOf(cell: Cell<number>): number | Unknown | undefined {
  if (cell.state === "absent") return undefined;
  const port = Number(cell.value);
  return Number.isInteger(port) ? port : UNKNOWN;
}

function rangeOf(protocol: Cell<string>, fromPort: Cell<number>, toPort: Cell<number>): PortRange {
  return {
    protocol: protocol.state === "unknown" ? UNKNOWN : protocol.value,
    fromPort: portOf(fromPort),
    toPort: portOf(toPort),
  };
}

function closedBlock(cell: Cell<string>, because: string): Verdict {
  if (cell.state === "absent") return notApplicable();
  return cell.shown().test((block) => not(isOpenToWorld(block)), closedSource, because);
}

function closedList(blocks: List<string>, because: string): Verdict {
  if (blocks.state === "absent") return notApplicable();
  const open = blocks.state === "unknown" ? "unknown" : areOpenToWorld(blocks.cells.map((cell) => cell.value ?? UNKNOWN));
  // Blocks that are open only together are shown as the list that they form.
  const alone = blocks.cells.filter((cell) => cell.ask(isOpenToWorld) === "yes").map((cell) => cell.shown().evidence(closedSource));
  return decide(not(open), because, alone.length > 0 ? alone : [blocks.cell.evidence(closedSource)]);
}

function closedLists(ipv4: List<string>, ipv6: List<string>, because: string, prefixLists: Verdict): Verdict {
  return all(pass(), closedList(ipv4, because), closedList(ipv6, because), prefixLists);
}

function closedPrefixLists(resource: IngressResource, stack: Stack, ids: List<string>, because: string): Verdict {
  return ids.eachValue((id) => closedPrefixList(resource, stack, id, because));
}

function closedPrefixList(resource: IngressResource, stack: Stack, id: Cell<string>, because: string): Verdict {
  return stack.target(resource, id, "ec2.ManagedPrefixList").decide({
    resource: (prefixList) =>
      all(
        prefixList
          .list((p) => p.entries)
          .each((entry) =>
            closedBlock(
              entry.at((e) => e.cidr),
              because,
            ),
          ),
        stack
          .attached(prefixList, "ec2.ManagedPrefixListEntry", (p) => p.prefixListId)
          .decide({
            present: (entry) =>
              closedBlock(
                entry.at((p) => p.cidr),
                because,
              ),
            absent: () => pass(),
          }),
      ),
    absent: () => notApplicable(),
  });
}
