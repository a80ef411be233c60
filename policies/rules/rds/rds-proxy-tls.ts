import { all, defineRule } from "../../rule";

const proxy = {
  engineFamily: "POSTGRESQL",
  roleArn: "arn:aws:iam::123456789012:role/proxy",
  vpcSubnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
};

export default defineRule({
  id: "rds-proxy-tls",
  title: "RDS proxies require TLS and do not log statements",
  threat: "A client that connects without TLS sends ePHI in clear text, and debug logs copy the text of statements.",
  remedy: "Set requireTls to true, and debugLogging to false.",
  cites: ["164.312(e)(2)(ii)", "164.312(a)(2)(iv)", "164.312(e)(1)", "164.312(e)(2)(i)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["rds.Proxy"],
  check: (proxy) =>
    all(
      proxy
        .at((p) => p.requireTls)
        .or(false)
        .equals(true, "connections without TLS are accepted"),
      proxy
        .at((p) => p.debugLogging)
        .or(false)
        .equals(false, "statements are logged"),
    ),
  fix: () => ({ requireTls: true, debugLogging: false }),
  equivalents: {},
  examples: {
    good: {
      "TLS required": (s) => s.add("rds.Proxy", { ...proxy, requireTls: true }),
      "TLS required, no debug logs": (s) => s.add("rds.Proxy", { ...proxy, requireTls: true, debugLogging: false }),
    },
    bad: {
      "TLS not required": (s) => s.add("rds.Proxy", { ...proxy, requireTls: false }),
      "nothing set": (s) => s.add("rds.Proxy", proxy),
      "statements logged": (s) => s.add("rds.Proxy", { ...proxy, requireTls: true, debugLogging: true }),
    },
    unknown: {
      "flag known later": (s) => s.add("rds.Proxy", { ...proxy, requireTls: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("rds.Proxy", { ...proxy, tags: { DataClassification: "none" } }),
    },
  },
});
