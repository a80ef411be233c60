import ipaddr from "ipaddr.js";
import { isUnknown, type Unknown } from "../unknown";
import { and, or, some, type Ternary, ternary } from "./ternary";

/**
 * The prefix lengths below which a range of addresses is as good as the whole Internet: less than /8 for IPv4 and less than
 * /32 for IPv6. AWS draws the line there itself: Amazon S3 calls a bucket policy public when its aws:SourceIp holds "values
 * broader than /8 for IPv4 and /32 for IPv6". So the trick of splitting 0.0.0.0/0 into 0.0.0.0/1 and 128.0.0.0/1 is seen.
 * Source: Amazon S3 User Guide, "Blocking public access to your Amazon S3 storage", "The meaning of 'public'".
 */
const WIDEST_FIXED_PREFIX = { ipv4: 8, ipv6: 32 } as const;

/** Ranges no packet from the Internet comes from: multicast and reserved (RFC 5771, RFC 1112), unique local (RFC 4193), link-local, multicast. */
const NEVER_A_SOURCE: ReadonlySet<string> = new Set(["multicast", "reserved", "broadcast", "uniqueLocal", "linkLocal"]);

interface Block {
  readonly address: ipaddr.IPv4 | ipaddr.IPv6;
  readonly prefix: number;
}

/** Reads a CIDR block; IPv4-mapped IPv6 blocks (::ffff:0:0/96) count as the IPv4 blocks they hold. */
function parseBlock(cidr: string): Block | undefined {
  const text = cidr.trim();
  if (text.includes("%") || !ipaddr.isValidCIDR(text)) return undefined;
  const [address, prefix] = ipaddr.parseCIDR(text);
  if (address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress()) {
    return { address: address.toIPv4Address(), prefix: Math.max(0, prefix - 96) };
  }
  return { address, prefix };
}

function isWide({ address, prefix }: Block): boolean {
  if (prefix >= WIDEST_FIXED_PREFIX[address.kind()]) return false;
  // A short prefix is wide unless the whole block lies in a range that is never a source; all of those are /4 or longer.
  return prefix < 4 || !NEVER_A_SOURCE.has(address.range());
}

/**
 * Whether a CIDR block lets the whole Internet in: any /0, and any range broader than AWS itself takes for a fixed one (see
 * {@link WIDEST_FIXED_PREFIX}). "unknown" for an unknown value and for what is no CIDR block (an address without a prefix too).
 */
export function isOpenToWorld(cidr: string | Unknown): Ternary {
  if (isUnknown(cidr)) return "unknown";
  const block = parseBlock(cidr);
  return block === undefined ? "unknown" : ternary(isWide(block));
}

/** How many IPv4 addresses the blocks hold together, overlaps counted once. */
function countIpv4Addresses(blocks: readonly Block[]): number {
  const ranges = blocks
    .filter((block): block is Block & { address: ipaddr.IPv4 } => block.address instanceof ipaddr.IPv4)
    .map(({ address, prefix }) => {
      const size = 2 ** (32 - prefix);
      const number = address.octets.reduce((total, octet) => total * 256 + octet, 0);
      const first = number - (number % size);
      return { first, end: first + size };
    })
    .sort((left, right) => left.first - right.first);
  let total = 0;
  let counted = 0;
  for (const { first, end } of ranges) {
    total += Math.max(0, end - Math.max(first, counted));
    counted = Math.max(counted, end);
  }
  return total;
}

/**
 * Whether a list of CIDR blocks lets the whole Internet in: any single block does ({@link isOpenToWorld}), or the IPv4 blocks
 * together hold half of all IPv4 addresses or more. Half, because no list of an organization's or a cloud's own addresses comes
 * near it (all of AWS has about 3 %), while a list that leaves out a few ranges stays above it.
 */
export function areOpenToWorld(cidrs: Iterable<string | Unknown>): Ternary {
  const known: Block[] = [];
  const listed = [...cidrs];
  for (const cidr of listed) {
    const block = isUnknown(cidr) ? undefined : parseBlock(cidr);
    if (block !== undefined) known.push(block);
  }
  return or(some(listed, isOpenToWorld), ternary(countIpv4Addresses(known) >= 2 ** 31));
}

/** A protocol in a security group's rule: "all" for -1, a name for the numbers with one, else the number as text. */
export type Protocol = "all" | "tcp" | "udp" | "icmp" | "icmpv6" | `${number}`;

const PROTOCOLS: ReadonlyMap<string, Protocol> = new Map<string, Protocol>([
  ["-1", "all"],
  ["all", "all"],
  ["tcp", "tcp"],
  ["6", "tcp"],
  ["udp", "udp"],
  ["17", "udp"],
  ["icmp", "icmp"],
  ["1", "icmp"],
  ["icmpv6", "icmpv6"],
  ["58", "icmpv6"],
]);

/**
 * Reads the protocol of a security group's or network ACL's rule.
 * Source: Amazon EC2 API Reference, IpPermission: "tcp, udp, icmp, icmpv6" or a protocol number; -1 is all protocols. The provider
 * also takes "all".
 * @returns undefined when it is neither a name nor a number from 0 to 255
 */
export function parseProtocol(value: string | number): Protocol | undefined {
  const text = String(value).trim().toLowerCase();
  const known = PROTOCOLS.get(text);
  if (known !== undefined) return known;
  const number = /^\d{1,3}$/.test(text) ? Number(text) : 256;
  return number <= 255 ? `${number}` : undefined;
}

/** The protocol and ports of a security group's rule, as the program gives them. */
export interface PortRange {
  readonly protocol: string | number | Unknown | undefined;
  readonly fromPort: number | Unknown | undefined;
  readonly toPort: number | Unknown | undefined;
}

/**
 * Whether a rule lets TCP or UDP traffic to a port through.
 * Source: Amazon EC2 API Reference, IpPermission: protocol -1, or any other than tcp, udp, icmp and icmpv6, "allows traffic on all
 * ports, regardless of any port range you specify"; for ICMP the two numbers are a type and a code, never ports. A protocol number
 * other than TCP's and UDP's carries neither, so it opens no TCP or UDP port.
 * @param port from 0 to 65535
 * @param transport only this transport; either unless told
 */
export function opensPort(range: PortRange, port: number, transport?: "tcp" | "udp"): Ternary {
  return and(carries(range.protocol, transport), allPorts(range.protocol) === "yes" ? "yes" : holds(range, port));
}

function carries(protocol: PortRange["protocol"], transport: "tcp" | "udp" | undefined): Ternary {
  if (protocol === undefined || isUnknown(protocol)) return "unknown";
  const parsed = parseProtocol(protocol);
  if (parsed === undefined) return "unknown";
  if (parsed === "all") return "yes";
  return ternary(transport === undefined ? parsed === "tcp" || parsed === "udp" : parsed === transport);
}

function allPorts(protocol: PortRange["protocol"]): Ternary {
  if (protocol === undefined || isUnknown(protocol)) return "unknown";
  return ternary(parseProtocol(protocol) === "all");
}

/** A missing bound or -1 stands for all ports: EC2 API Reference, IpPermission, `FromPort` and `ToPort`. */
function holds({ protocol, fromPort, toPort }: PortRange, port: number): Ternary {
  const all = allPorts(protocol);
  const first = isUnknown(fromPort) ? "unknown" : ternary(fromPort === undefined || fromPort === -1 || fromPort <= port);
  const last = isUnknown(toPort) ? "unknown" : ternary(toPort === undefined || toPort === -1 || toPort >= port);
  const inside = and(first, last);
  // With an unknown protocol the bounds may be void: only a range that holds the port either way is certain.
  return all === "no" ? inside : or(inside, "unknown");
}
