import { activityLogs, forcesTlsByDefault, isAurora, isCustom, splitFamily, tlsParameter } from "../../policies/aws/rds-engines";
import type { Ternary } from "../../policies/aws/ternary";

test.each<[string, string, string | undefined]>([
  ["postgres16", "postgres", "16"],
  ["aurora-postgresql17", "aurora-postgresql", "17"],
  ["sqlserver-se-15.0", "sqlserver-se", "15.0"],
  ["mariadb11.8", "mariadb", "11.8"],
  ["aurora5.6", "aurora", "5.6"],
  ["aurora-mysql5.7", "aurora-mysql", "5.7"],
  ["oracle-ee", "oracle-ee", undefined],
  ["mysql8.0 beta", "mysql8.0 beta", undefined],
])("the family %s is %s %p", (family, engine, version) => {
  expect(splitFamily(family)).toEqual({ engine, version });
});

const forceSsl = { name: "rds.force_ssl", on: ["1"] };
const secureTransport = { name: "require_secure_transport", on: ["1", "on", "true"] };

test.each<[string, { name: string; on: string[] } | undefined, string[] | undefined]>([
  ["aurora-postgresql", forceSsl, ["postgresql"]],
  ["postgres", forceSsl, ["postgresql"]],
  ["aurora", secureTransport, ["audit", "error"]],
  ["aurora-mysql", secureTransport, ["audit", "error"]],
  ["mysql", secureTransport, ["audit", "error"]],
  ["mariadb", secureTransport, ["audit", "error"]],
  ["sqlserver-se", forceSsl, ["error"]],
  ["db2-ae", { name: "db2comm", on: ["ssl"] }, ["diag.log"]],
  ["oracle-ee", undefined, ["alert", "audit", "listener"]],
  ...["my-postgres", "postgres-next", "my-mysql", "mysql-next", "my-mariadb", "mariadb-next", "not-aurora", "aurora-next", "graph"].map(
    (name): [string, undefined, undefined] => [name, undefined, undefined],
  ),
  ...["my-aurora-postgresql", "aurora-postgresql-next", "my-sqlserver-se", "my-db2-ae", "my-oracle-ee"].map(
    (name): [string, undefined, undefined] => [name, undefined, undefined],
  ),
])("%s: TLS by %p, logs %p", (engine, tls, logs) => {
  expect([tlsParameter(engine), activityLogs(engine)]).toEqual([tls, logs]);
});

test.each<[string, string | undefined, Ternary]>([
  ["aurora-postgresql", "16.4", "no"],
  ["aurora-postgresql", "17", "yes"],
  ["postgres", "14.9", "no"],
  ["postgres", "15", "yes"],
  ["postgres", "100", "yes"],
  ["postgres", undefined, "unknown"],
  ["postgres", "v15", "unknown"],
  ["aurora-mysql", "8.0.mysql_aurora.3.08.0", "no"],
  ["aurora-mysql", "8.4", "yes"],
  ["aurora-mysql", "8.10", "yes"],
  ["aurora-mysql", "8", "unknown"],
  ["aurora-mysql", "9", "yes"],
  ["mysql", "8.4", "no"],
  ["mariadb", "11.4", "no"],
  ["mariadb", "11.8", "yes"],
  ["mariadb", "12", "yes"],
  ["sqlserver-se", "16.00", "no"],
  ["db2-ae", "11.5", "no"],
  ["oracle-ee", "19", "no"],
  ["graph", "1", "unknown"],
])("the default group of %s %p forces TLS: %s", (engine, version, answer) => {
  expect(forcesTlsByDefault(engine, version)).toBe(answer);
});

test("Aurora and RDS Custom by their engines' names", () => {
  expect([isAurora("aurora-mysql"), isAurora("mysql"), isAurora("not-aurora")]).toEqual([true, false, false]);
  expect([isCustom("custom-oracle-ee"), isCustom("oracle-ee"), isCustom("my-custom-")]).toEqual([true, false, false]);
});
