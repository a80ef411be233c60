import { all, defineRule, notApplicable, when } from "../../rule";

export default defineRule({
  id: "directconnect-macsec",
  title: "Direct Connect connections are encrypted by MACsec",
  threat: "Whoever gets at the cable or at a switch between a site and AWS reads ePHI.",
  remedy: 'Set requestMacsec to true and encryptionMode to "must_encrypt", or run a VPN over the connection.',
  // Advisory: a VPN or TLS over the connection encrypts as well, and is not part of it.
  cites: ["164.312(e)(2)(ii)", "164.312(e)(1)"],
  severity: "medium",
  level: "advisory",
  applies: "ephi",
  on: ["directconnect.Connection"],
  check: (connection) =>
    when(
      // Direct Connect User Guide, "MAC Security": dedicated connections of 10, 100 and 400 Gbps only.
      connection.at((p) => p.bandwidth).is("10Gbps", "100Gbps", "400Gbps"),
      () =>
        all(
          connection
            .at((p) => p.requestMacsec)
            .or(false)
            .equals(true, "MACsec is not asked for"),
          connection
            .at((p) => p.encryptionMode)
            .shown()
            .or("no_encrypt")
            .equals("must_encrypt", "traffic may pass without encryption"),
        ),
      () => notApplicable("AWS has no MACsec for this bandwidth"),
    ),
  equivalents: { prowler: ["directconnect_connection_redundancy", "directconnect_virtual_interface_redundancy"] },
  examples: {
    good: {
      "10 Gbps": (s) =>
        s.add("directconnect.Connection", { bandwidth: "10Gbps", location: "EqDC2", requestMacsec: true, encryptionMode: "must_encrypt" }),
      "100 Gbps": (s) =>
        s.add("directconnect.Connection", { bandwidth: "100Gbps", location: "EqDC2", requestMacsec: true, encryptionMode: "must_encrypt" }),
    },
    bad: {
      "may be encrypted": (s) =>
        s.add("directconnect.Connection", {
          bandwidth: "10Gbps",
          location: "EqDC2",
          requestMacsec: true,
          encryptionMode: "should_encrypt",
        }),
      "nothing set": (s) => s.add("directconnect.Connection", { bandwidth: "10Gbps", location: "EqDC2" }),
      "400 Gbps": (s) => s.add("directconnect.Connection", { bandwidth: "400Gbps", location: "EqDC2" }),
      "encryption asked for by none": (s) =>
        s.add("directconnect.Connection", { bandwidth: "10Gbps", location: "EqDC2", encryptionMode: "must_encrypt" }),
    },
    unknown: {
      "mode known later": (s) =>
        s.add("directconnect.Connection", { bandwidth: "10Gbps", location: "EqDC2", requestMacsec: true, encryptionMode: s.later() }),
    },
    notApplicable: {
      "1 Gbps": (s) => s.add("directconnect.Connection", { bandwidth: "1Gbps", location: "EqDC2" }),
      "no ePHI": (s) => s.add("directconnect.Connection", { bandwidth: "10Gbps", location: "EqDC2", tags: { DataClassification: "none" } }),
    },
  },
});
