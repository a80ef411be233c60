import { all, defineRule } from "../../rule";

const instance = {
  allocatedStorage: 20,
  bucket: "vitals",
  dbInstanceType: "db.influx.medium",
  organization: "hospital",
  username: "owner",
  vpcSecurityGroupIds: ["sg-0123456789abcdef0"],
  vpcSubnetIds: ["subnet-0123456789abcdef0"],
};
const logs = { s3Configuration: { bucketName: "logs", enabled: true } };

// AWS encrypts the storage with a key of its own, and takes no other.
export default defineRule({
  id: "timestream-influxdb-private-logged",
  title: "Timestream for InfluxDB has no public address and delivers its logs",
  threat: "A database with a public address is open to whoever guesses a token, and nobody can tell who used it.",
  remedy: "Leave publiclyAccessible out or set it to false, and set logDeliveryConfiguration.s3Configuration with enabled true.",
  cites: ["164.312(a)(1)", "164.308(a)(3)(i)", "164.308(a)(4)(ii)(A)", "164.308(a)(4)(ii)(C)", "164.312(b)", "164.312(e)(1)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["timestreaminfluxdb.DbInstance", "timestreaminfluxdb.DbCluster"],
  check: (database) =>
    all(
      database
        .at((p) => p.publiclyAccessible)
        .or(false)
        .equals(false, "the database has a public address"),
      database
        .at((p) => p.logDeliveryConfiguration?.s3Configuration?.enabled)
        .or(false)
        .equals(true, "logs are not delivered"),
    ),
  equivalents: {},
  examples: {
    good: {
      instance: (s) => s.add("timestreaminfluxdb.DbInstance", { ...instance, password: s.later(), logDeliveryConfiguration: logs }),
      cluster: (s) =>
        s.add("timestreaminfluxdb.DbCluster", {
          dbInstanceType: "db.influx.medium",
          vpcSecurityGroupIds: ["sg-0123456789abcdef0"],
          vpcSubnetIds: ["subnet-0123456789abcdef0"],
          publiclyAccessible: false,
          logDeliveryConfiguration: logs,
        }),
    },
    bad: {
      public: (s) =>
        s.add("timestreaminfluxdb.DbInstance", {
          ...instance,
          password: s.later(),
          publiclyAccessible: true,
          logDeliveryConfiguration: logs,
        }),
      "no logs": (s) => s.add("timestreaminfluxdb.DbInstance", { ...instance, password: s.later() }),
    },
    unknown: {
      "flag known later": (s) =>
        s.add("timestreaminfluxdb.DbInstance", {
          ...instance,
          password: s.later(),
          publiclyAccessible: s.later(),
          logDeliveryConfiguration: logs,
        }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("timestreaminfluxdb.DbInstance", { ...instance, password: s.later(), tags: { DataClassification: "none" } }),
    },
  },
});
