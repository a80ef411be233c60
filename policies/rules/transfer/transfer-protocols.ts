import { all, defineRule, pass } from "../../rule";

export default defineRule({
  id: "transfer-protocols",
  title: "Transfer servers do not speak plain FTP",
  threat: "Files that hold ePHI, and the passwords to them, cross the network as plain text.",
  remedy: 'Leave protocols out, which means SFTP, or set it to "SFTP", "FTPS" and "AS2".',
  cites: ["164.312(e)(2)(ii)", "164.312(a)(2)(iv)", "164.312(e)(1)", "164.312(e)(2)(i)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["transfer.Server"],
  check: (server) => {
    const protocols = server.list((p) => p.protocols);
    if (protocols.state === "unknown") return protocols.each(() => pass());
    // Without any, the server speaks SFTP alone.
    return all(
      pass(),
      ...protocols.cells.map((protocol) => protocol.shown().noneOf(["FTP"], "files may be transferred without encryption")),
    );
  },
  equivalents: { prowler: ["transfer_server_in_transit_encryption_enabled"], checkov: ["CKV_AWS_357"] },
  examples: {
    good: {
      "SFTP by default": (s) => s.add("transfer.Server", {}),
      "SFTP and FTPS": (s) => s.add("transfer.Server", { protocols: ["SFTP", "FTPS"] }),
    },
    bad: {
      FTP: (s) => s.add("transfer.Server", { protocols: ["FTP"] }),
      "SFTP and FTP": (s) => s.add("transfer.Server", { protocols: ["SFTP", "FTP"] }),
    },
    unknown: {
      "protocols known later": (s) => s.add("transfer.Server", { protocols: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("transfer.Server", { protocols: ["FTP"], tags: { DataClassification: "public" } }),
    },
  },
});
