import { all, any, defineRule, fail, integer } from "../../rule";

const because = "clients may log in with a database password";
const proxy = {
  engineFamily: "POSTGRESQL",
  roleArn: "arn:aws:iam::123456789012:role/proxy",
  vpcSubnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
};
const secretArn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:patients-AbCdEf";

export default defineRule({
  id: "rds-proxy-iam-auth-and-idle",
  title: "RDS proxies know their clients by IAM and end idle connections",
  threat: "A shared password hides who reads ePHI, and a connection that is left open is used by whoever finds it.",
  remedy: 'Set iamAuth to "REQUIRED" on each of auths, or defaultAuthScheme to "IAM_AUTH", and idleClientTimeout to 1800 seconds or less.',
  cites: ["164.312(d)", "164.312(a)(2)(i)", "164.312(a)(2)(iii)"],
  severity: "medium",
  // Advisory: a program with a password of its own is as unique.
  level: "advisory",
  applies: "ephi",
  on: ["rds.Proxy"],
  parameters: {
    maximumIdleSeconds: integer({
      default: 1800,
      minimum: 1,
      maximum: 1800,
      description: "Seconds after which an idle client is disconnected.",
    }),
  },
  check: (proxy, _stack, { parameters }) =>
    all(
      any(
        proxy
          .at((p) => p.defaultAuthScheme)
          .shown()
          .equals("IAM_AUTH", because),
        proxy
          .list((p) => p.auths)
          .each((auth) =>
            auth
              .at((a) => a.iamAuth)
              .shown()
              .equals("REQUIRED", because),
          ),
        fail(because),
      ),
      proxy
        .at((p) => p.idleClientTimeout)
        .or(1800)
        .shown()
        .atMost(parameters.maximumIdleSeconds, "idle clients stay connected for too long"),
    ),
  equivalents: {},
  examples: {
    good: {
      "IAM required": (s) => s.add("rds.Proxy", { ...proxy, auths: [{ secretArn, iamAuth: "REQUIRED" }] }),
      "IAM for all": (s) => s.add("rds.Proxy", { ...proxy, defaultAuthScheme: "IAM_AUTH", idleClientTimeout: 900 }),
    },
    bad: {
      "IAM disabled": (s) => s.add("rds.Proxy", { ...proxy, auths: [{ secretArn, iamAuth: "DISABLED" }] }),
      "two hours idle": (s) => s.add("rds.Proxy", { ...proxy, auths: [{ secretArn, iamAuth: "REQUIRED" }], idleClientTimeout: 7200 }),
      "nothing set": (s) => s.add("rds.Proxy", proxy),
    },
    unknown: {
      "scheme known later": (s) => s.add("rds.Proxy", { ...proxy, auths: [{ secretArn, iamAuth: s.later() }] }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("rds.Proxy", { ...proxy, tags: { DataClassification: "none" } }),
    },
  },
});
