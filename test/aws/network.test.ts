import { areOpenToWorld, isOpenToWorld, opensPort, type PortRange, parseProtocol } from "../../policies/aws/network";
import type { Ternary } from "../../policies/aws/ternary";
import { UNKNOWN } from "../../policies/unknown";

test.each<[string | typeof UNKNOWN, Ternary]>([
  ["0.0.0.0/0", "yes"],
  [" 0.0.0.0/0 ", "yes"],
  ["203.0.113.7/0", "yes"],
  ["0.0.0.0/1", "yes"],
  ["128.0.0.0/1", "yes"],
  ["16.0.0.0/7", "yes"],
  ["10.0.0.0/8", "no"],
  ["203.0.113.0/24", "no"],
  ["203.0.113.7/32", "no"],
  ["240.0.0.0/4", "no"],
  ["224.0.0.0/4", "no"],
  ["::/0", "yes"],
  ["0:0:0:0:0:0:0:0/0", "yes"],
  ["2000::/3", "yes"],
  ["2001::/16", "yes"],
  ["2001:db8::/32", "no"],
  ["2001:db8::/64", "no"],
  ["fc00::/7", "no"],
  ["fd00::/8", "no"],
  ["fe80::/10", "no"],
  ["::ffff:0.0.0.0/96", "yes"],
  ["::ffff:10.0.0.0/104", "no"],
  ["::ffff:0:0/97", "yes"],
  ["10.0.0.1", "unknown"],
  ["", "unknown"],
  ["0.0.0.0/33", "unknown"],
  ["fe80::1%eth0/64", "unknown"],
  ["pl-12345678", "unknown"],
  [UNKNOWN, "unknown"],
])("%p is open to the world: %s", (cidr, answer) => {
  expect(isOpenToWorld(cidr)).toBe(answer);
});

test("a list is open when a block is, or when its blocks together hold half of the addresses", () => {
  const eighths = (first: number, end: number) => Array.from({ length: end - first }, (_, at) => `${first + at}.0.0.0/8`);
  expect(areOpenToWorld([])).toBe("no");
  expect(areOpenToWorld(["10.0.0.0/8", "0.0.0.0/0"])).toBe("yes");
  expect(areOpenToWorld(["10.0.0.0/8", UNKNOWN])).toBe("unknown");
  expect(areOpenToWorld([UNKNOWN, "::/0"])).toBe("yes");
  expect(areOpenToWorld(eighths(1, 129))).toBe("yes");
  expect(areOpenToWorld(eighths(1, 128))).toBe("no");
  expect(areOpenToWorld([...eighths(1, 100), ...eighths(1, 100)])).toBe("no");
});

test.each<[string | number, string | undefined]>([
  ["-1", "all"],
  [-1, "all"],
  ["all", "all"],
  ["TCP", "tcp"],
  ["6", "tcp"],
  [6, "tcp"],
  ["17", "udp"],
  ["icmp", "icmp"],
  ["58", "icmpv6"],
  ["47", "47"],
  ["256", undefined],
  ["-2", undefined],
  ["https", undefined],
  ["", undefined],
])("protocol %p is %p", (value, protocol) => {
  expect(parseProtocol(value)).toBe(protocol);
});

const range = (protocol: PortRange["protocol"], fromPort: PortRange["fromPort"], toPort: PortRange["toPort"]): PortRange => ({
  protocol,
  fromPort,
  toPort,
});

test.each<[PortRange, Ternary]>([
  [range("tcp", 5432, 5432), "yes"],
  [range("6", 0, 65535), "yes"],
  [range("tcp", 5433, 6000), "no"],
  [range("tcp", 443, 443), "no"],
  [range("-1", 0, 0), "yes"],
  [range("-1", undefined, undefined), "yes"],
  [range("all", UNKNOWN, UNKNOWN), "yes"],
  [range("tcp", -1, -1), "yes"],
  [range("tcp", undefined, undefined), "yes"],
  [range("udp", 5432, 5432), "no"],
  [range("icmp", -1, -1), "no"],
  [range("icmp", 8, 0), "no"],
  [range("47", 0, 65535), "no"],
  [range("tcp", UNKNOWN, 5432), "unknown"],
  [range("tcp", UNKNOWN, 443), "no"],
  [range("tcp", 6000, UNKNOWN), "no"],
  [range(UNKNOWN, 443, 443), "unknown"],
  [range(UNKNOWN, 5432, 5432), "unknown"],
  [range(undefined, 5432, 5432), "unknown"],
])("%p opens TCP port 5432: %s", (ports, answer) => {
  expect(opensPort(ports, 5432, "tcp")).toBe(answer);
});

test("either transport counts when none is asked for", () => {
  expect(opensPort(range("udp", 11211, 11211), 11211)).toBe("yes");
  expect(opensPort(range("icmp", -1, -1), 11211)).toBe("no");
});

test("masking a part of a rule never turns the answer round", () => {
  const protocols: readonly PortRange["protocol"][] = ["-1", "tcp", "udp", "icmp", "47", "bogus", UNKNOWN];
  const ports: readonly PortRange["fromPort"][] = [-1, 0, 22, 443, undefined, UNKNOWN];
  for (const protocol of protocols) {
    for (const fromPort of ports) {
      for (const toPort of ports) {
        const full = opensPort(range(protocol, fromPort, toPort), 22);
        const masked = [range(UNKNOWN, fromPort, toPort), range(protocol, UNKNOWN, toPort), range(protocol, fromPort, UNKNOWN)];
        for (const part of masked) expect([full, "unknown"]).toContain(opensPort(part, 22));
      }
    }
  }
});
