import type { List } from "../../reader";
import { all, defineRule, fail, type Verdict } from "../../rule";

/**
 * What the Internet standard for IKEv2 no longer takes: IKEv1 (RFC 9395), SHA-1 and the Diffie-Hellman groups 2, 5 and 22 to 24
 * (RFC 8247, section 2.4: MUST NOT or SHOULD NOT).
 */
const oldVersions = ["ikev1"];
const oldHashes = ["SHA1"];
const oldGroups: readonly number[] = [2, 5, 22, 23, 24];

function leavesOut<Value>(list: List<Value>, old: readonly NonNullable<Value>[], because: string): Verdict {
  // AWS takes everything that it knows where the program names nothing.
  if (list.state === "absent") return fail(because, [list.cell.evidence("a list without what is old")]);
  return list.eachValue((value) => value.shown().noneOf(old, because));
}

export default defineRule({
  id: "vpn-two-tunnels-and-crypto",
  title: "Both tunnels of a VPN connection refuse old cryptography",
  threat: "Traffic between a site and the VPC that carries ePHI can be read by who breaks an old cipher.",
  remedy:
    'For both tunnels set IkeVersions to ["ikev2"], the integrity algorithms of both phases without SHA1, and the Diffie-Hellman groups to 14 to 21.',
  // Advisory: what the tunnels agree on is decided by the other end as well, and whether both are up shows only live.
  cites: ["164.312(e)(2)(ii)", "164.308(a)(7)(i)", "164.308(a)(7)(ii)(C)", "164.312(e)(1)"],
  severity: "medium",
  level: "advisory",
  applies: "ephi",
  on: ["ec2.VpnConnection"],
  check(connection) {
    const version = "IKEv1 is accepted";
    const hash = "SHA-1 is accepted";
    const group = "a weak Diffie-Hellman group is accepted";
    return all(
      leavesOut(
        connection.list((p) => p.tunnel1IkeVersions),
        oldVersions,
        version,
      ),
      leavesOut(
        connection.list((p) => p.tunnel2IkeVersions),
        oldVersions,
        version,
      ),
      leavesOut(
        connection.list((p) => p.tunnel1Phase1IntegrityAlgorithms),
        oldHashes,
        hash,
      ),
      leavesOut(
        connection.list((p) => p.tunnel1Phase2IntegrityAlgorithms),
        oldHashes,
        hash,
      ),
      leavesOut(
        connection.list((p) => p.tunnel2Phase1IntegrityAlgorithms),
        oldHashes,
        hash,
      ),
      leavesOut(
        connection.list((p) => p.tunnel2Phase2IntegrityAlgorithms),
        oldHashes,
        hash,
      ),
      leavesOut(
        connection.list((p) => p.tunnel1Phase1DhGroupNumbers),
        oldGroups,
        group,
      ),
      leavesOut(
        connection.list((p) => p.tunnel1Phase2DhGroupNumbers),
        oldGroups,
        group,
      ),
      leavesOut(
        connection.list((p) => p.tunnel2Phase1DhGroupNumbers),
        oldGroups,
        group,
      ),
      leavesOut(
        connection.list((p) => p.tunnel2Phase2DhGroupNumbers),
        oldGroups,
        group,
      ),
    );
  },
  equivalents: { config: ["vpc-vpn-2-tunnels-up"], prowler: ["vpc_vpn_connection_tunnels_up"] },
  examples: {
    good: {
      "current algorithms": (s) =>
        s.add("ec2.VpnConnection", {
          customerGatewayId: s.later(),
          type: "ipsec.1",
          tunnel1IkeVersions: ["ikev2"],
          tunnel2IkeVersions: ["ikev2"],
          tunnel1Phase1IntegrityAlgorithms: ["SHA2-256"],
          tunnel1Phase2IntegrityAlgorithms: ["SHA2-256"],
          tunnel2Phase1IntegrityAlgorithms: ["SHA2-256"],
          tunnel2Phase2IntegrityAlgorithms: ["SHA2-256"],
          tunnel1Phase1DhGroupNumbers: [20],
          tunnel1Phase2DhGroupNumbers: [20],
          tunnel2Phase1DhGroupNumbers: [20],
          tunnel2Phase2DhGroupNumbers: [20],
        }),
      "several to choose from": (s) =>
        s.add("ec2.VpnConnection", {
          customerGatewayId: s.later(),
          type: "ipsec.1",
          tunnel1IkeVersions: ["ikev2"],
          tunnel2IkeVersions: ["ikev2"],
          tunnel1Phase1IntegrityAlgorithms: ["SHA2-384", "SHA2-512"],
          tunnel1Phase2IntegrityAlgorithms: ["SHA2-384", "SHA2-512"],
          tunnel2Phase1IntegrityAlgorithms: ["SHA2-384", "SHA2-512"],
          tunnel2Phase2IntegrityAlgorithms: ["SHA2-384", "SHA2-512"],
          tunnel1Phase1DhGroupNumbers: [19, 20, 21],
          tunnel1Phase2DhGroupNumbers: [19, 20, 21],
          tunnel2Phase1DhGroupNumbers: [19, 20, 21],
          tunnel2Phase2DhGroupNumbers: [19, 20, 21],
        }),
    },
    bad: {
      "AWS's default": (s) => s.add("ec2.VpnConnection", { customerGatewayId: s.later(), type: "ipsec.1" }),
      "SHA-1 in one phase of one tunnel": (s) =>
        s.add("ec2.VpnConnection", {
          customerGatewayId: s.later(),
          type: "ipsec.1",
          tunnel1IkeVersions: ["ikev2"],
          tunnel2IkeVersions: ["ikev2"],
          tunnel1Phase1IntegrityAlgorithms: ["SHA2-256"],
          tunnel1Phase2IntegrityAlgorithms: ["SHA2-256"],
          tunnel2Phase1IntegrityAlgorithms: ["SHA2-256"],
          tunnel2Phase2IntegrityAlgorithms: ["SHA2-256", "SHA1"],
          tunnel1Phase1DhGroupNumbers: [20],
          tunnel1Phase2DhGroupNumbers: [20],
          tunnel2Phase1DhGroupNumbers: [20],
          tunnel2Phase2DhGroupNumbers: [20],
        }),
    },
    unknown: {
      "versions known later": (s) =>
        s.add("ec2.VpnConnection", {
          customerGatewayId: s.later(),
          type: "ipsec.1",
          tunnel1IkeVersions: s.later(),
          tunnel2IkeVersions: ["ikev2"],
          tunnel1Phase1IntegrityAlgorithms: ["SHA2-256"],
          tunnel1Phase2IntegrityAlgorithms: ["SHA2-256"],
          tunnel2Phase1IntegrityAlgorithms: ["SHA2-256"],
          tunnel2Phase2IntegrityAlgorithms: ["SHA2-256"],
          tunnel1Phase1DhGroupNumbers: [20],
          tunnel1Phase2DhGroupNumbers: [20],
          tunnel2Phase1DhGroupNumbers: [20],
          tunnel2Phase2DhGroupNumbers: [20],
        }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("ec2.VpnConnection", { customerGatewayId: s.later(), type: "ipsec.1", tags: { DataClassification: "none" } }),
    },
  },
});
