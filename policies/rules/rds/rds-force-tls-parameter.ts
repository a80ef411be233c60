import { judgeParameter, type NamedParameter } from "../../aws/named-parameters";
import { forcesTlsByDefault, isAurora, isCustom, splitFamily, tlsParameter } from "../../aws/rds-engines";
import { or } from "../../aws/ternary";
import type { Cell } from "../../cell";
import type { Resource } from "../../graph/resource";
import type { Stack } from "../../graph/stack";
import type { List } from "../../reader";
import { all, any, decide, defineRule, notApplicable, undetermined, type Verdict, when } from "../../rule";

const because = "connections without TLS are accepted";

/** What a parameter group says, or where it says nothing, what the default of its family is: a new group starts with those values. */
function groupForcesTls(family: Cell<string>, parameters: List<NamedParameter>): Verdict {
  const known = family.value;
  if (known === undefined) return undetermined(`${family.path} is not known before deployment`, [family.evidence("a known family")]);
  const { engine, version } = splitFamily(known);
  const forcing = tlsParameter(engine);
  if (!forcing) return undetermined("how the engine of this family forces TLS is not known", [family.shown().evidence("a known engine")]);
  const wanted = forcing.on.map((value) => `"${value}"`).join(" or ");
  return judgeParameter(
    parameters,
    forcing.name,
    (value) => value.test((text: unknown) => forcing.on.includes(String(text).toLowerCase()), wanted, because),
    () => decide(forcesTlsByDefault(engine, version), because, [parameters.cell.evidence(`${forcing.name} ${wanted}`)]),
  );
}

/** The default group of the engine's version; a group outside the stack is known only where its name is that of a default group. */
function defaultForcesTls(engine: Cell<string>, version: Cell<string>): Verdict {
  const name = engine.value;
  if (name === undefined) return undetermined("which engine it runs is not known here", [engine.evidence("an engine")]);
  return decide(forcesTlsByDefault(name, version.value), because, [
    engine.shown().evidence("an engine whose default parameter group forces TLS"),
    version.shown().evidence("a version whose default parameter group forces TLS"),
  ]);
}

function namedGroupForcesTls(group: Cell<string>): Verdict {
  const family = /^default\.(.+)$/.exec(group.value ?? "")?.[1];
  const evidence = [group.shown().evidence("a parameter group that forces TLS")];
  if (family === undefined) return undetermined("the parameter group lies outside this stack", evidence);
  const { engine, version } = splitFamily(family);
  return decide(forcesTlsByDefault(engine, version), because, evidence);
}

/** Oracle has no parameter for it: the SSL option adds a TLS port, native network encryption covers the other where it is REQUIRED. */
function oracleEncrypts(instance: Resource<"rds.Instance">, stack: Stack): Verdict {
  const group = instance.at((p) => p.optionGroupName);
  return stack.target(instance, group, "rds.OptionGroup").decide({
    resource: (options) =>
      options
        .list((p) => p.options)
        .some(
          (option) =>
            any(
              option
                .at((p) => p.optionName)
                .shown()
                .equals("SSL", because),
              all(
                option
                  .at((p) => p.optionName)
                  .shown()
                  .equals("NATIVE_NETWORK_ENCRYPTION", because),
                option
                  .list((p) => p.optionSettings)
                  .some(
                    (setting) =>
                      all(
                        setting
                          .at((p) => p.name)
                          .shown()
                          .equals("SQLNET.ENCRYPTION_SERVER", because),
                        setting
                          .at((p) => p.value)
                          .shown()
                          .equals("REQUIRED", because),
                      ),
                    () => decide("no", because),
                  ),
              ),
            ),
          () => decide("no", because, [options.at((p) => p.options).evidence("the option SSL")]),
        ),
    absent: () => decide("no", because, [group.evidence("an option group with the option SSL")]),
  });
}

function instanceForcesTls(instance: Resource<"rds.Instance">, stack: Stack): Verdict {
  const engine = instance.at((p) => p.engine);
  const group = instance.at((p) => p.parameterGroupName);
  const source = instance.at((p) => p.replicateSourceDb);
  const byGroup = () =>
    stack.target(instance, group, "rds.ParameterGroup").decide({
      resource: (found) =>
        groupForcesTls(
          found.at((p) => p.family),
          found.list<NamedParameter>((p) => p.parameters),
        ),
      // A replica in its source's Region takes the source's group: Amazon RDS API Reference, CreateDBInstanceReadReplica.
      absent: () =>
        stack.target(instance, source, "rds.Instance").decide({
          resource: (found) => instanceForcesTls(found, stack),
          absent: () =>
            defaultForcesTls(
              engine,
              instance.at((p) => p.engineVersion),
            ),
        }),
      outside: () => namedGroupForcesTls(group),
    });
  return when(
    or(engine.ask(isAurora), engine.ask(isCustom)),
    () => notApplicable("the parameter group that decides is not this instance's"),
    () =>
      when(
        engine.ask((name) => name.startsWith("oracle-")),
        () => oracleEncrypts(instance, stack),
        byGroup,
      ),
  );
}

export default defineRule({
  id: "rds-force-tls-parameter",
  title: "RDS databases refuse connections without TLS",
  threat: "A client that connects without TLS sends its password and ePHI over the network in clear text.",
  remedy:
    'Give the database a parameter group of its family with rds.force_ssl "1" (PostgreSQL, SQL Server), require_secure_transport "ON" (MySQL, MariaDB) or db2comm "SSL"; Oracle an option group with the option SSL.',
  cites: ["164.312(e)(2)(ii)", "164.312(a)(2)(iv)", "164.312(e)(1)", "164.312(e)(2)(i)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["rds.Instance", "rds.Cluster"],
  check(database, stack) {
    const instance = database.as("rds.Instance");
    if (instance) return instanceForcesTls(instance, stack);
    const cluster = database.as("rds.Cluster");
    if (!cluster) return notApplicable();
    const group = cluster.at((p) => p.dbClusterParameterGroupName);
    return stack.target(cluster, group, "rds.ClusterParameterGroup").decide({
      resource: (found) =>
        groupForcesTls(
          found.at((p) => p.family),
          found.list<NamedParameter>((p) => p.parameters),
        ),
      absent: () =>
        defaultForcesTls(
          cluster.at((p) => p.engine),
          cluster.at((p) => p.engineVersion),
        ),
      outside: () => namedGroupForcesTls(group),
    });
  },
  equivalents: { prowler: ["rds_instance_transport_encrypted"], checkov: ["CKV2_AWS_69"] },
  examples: {
    good: {
      "parameter group that forces TLS": (s) => {
        const group = s.add("rds.ParameterGroup", { family: "postgres14", parameters: [{ name: "rds.force_ssl", value: "1" }] });
        return s.add("rds.Instance", {
          instanceClass: "db.t4g.medium",
          engine: "postgres",
          engineVersion: "14",
          parameterGroupName: group.out("name"),
        });
      },
      "default group of PostgreSQL 16": (s) =>
        s.add("rds.Instance", { instanceClass: "db.t4g.medium", engine: "postgres", engineVersion: "16.4" }),
      "parameter group whose value is a number": (s) => {
        const group = s.addUntyped("rds.ParameterGroup", { family: "postgres14", parameters: [{ name: "rds.force_ssl", value: 1 }] });
        return s.add("rds.Instance", {
          instanceClass: "db.t4g.medium",
          engine: "postgres",
          engineVersion: "14",
          parameterGroupName: group.out("name"),
        });
      },
      "cluster parameter group of Aurora MySQL": (s) => {
        const group = s.add("rds.ClusterParameterGroup", {
          family: "aurora-mysql8.0",
          parameters: [{ name: "require_secure_transport", value: "ON" }],
        });
        return s.add("rds.Cluster", { engine: "aurora-mysql", dbClusterParameterGroupName: group.out("name") });
      },
      "group of PostgreSQL 16 that leaves the default": (s) => {
        const group = s.add("rds.ParameterGroup", { family: "postgres16", parameters: [{ name: "log_statement", value: "ddl" }] });
        return s.add("rds.Instance", {
          instanceClass: "db.t4g.medium",
          engine: "postgres",
          engineVersion: "16",
          parameterGroupName: group.out("name"),
        });
      },
      "Oracle with the SSL option": (s) => {
        const options = s.add("rds.OptionGroup", {
          engineName: "oracle-ee",
          majorEngineVersion: "19",
          options: [{ optionName: "SSL", port: 2484 }],
        });
        return s.add("rds.Instance", { instanceClass: "db.m5.large", engine: "oracle-ee", optionGroupName: options.out("name") });
      },
      "Oracle with native encryption required": (s) =>
        s.add("rds.Instance", {
          instanceClass: "db.m5.large",
          engine: "oracle-ee",
          optionGroupName: s
            .add("rds.OptionGroup", {
              engineName: "oracle-ee",
              majorEngineVersion: "19",
              options: [
                { optionName: "NATIVE_NETWORK_ENCRYPTION", optionSettings: [{ name: "SQLNET.ENCRYPTION_SERVER", value: "REQUIRED" }] },
              ],
            })
            .out("name"),
        }),
      "default group of PostgreSQL 16, by its name": (s) =>
        s.add("rds.Instance", { instanceClass: "db.t4g.medium", engine: "postgres", parameterGroupName: "default.postgres16" }),
      "replica of an instance whose group forces TLS": (s) => {
        const group = s.add("rds.ParameterGroup", { family: "postgres14", parameters: [{ name: "rds.force_ssl", value: "1" }] });
        const source = s.add("rds.Instance", {
          instanceClass: "db.t4g.medium",
          engine: "postgres",
          engineVersion: "14.9",
          parameterGroupName: group.out("name"),
        });
        return s.add("rds.Instance", { instanceClass: "db.t4g.medium", replicateSourceDb: source.out("identifier") });
      },
      "cluster with the default group of Aurora PostgreSQL 17, by its name": (s) =>
        s.add("rds.Cluster", { engine: "aurora-postgresql", dbClusterParameterGroupName: "default.aurora-postgresql17" }),
    },
    bad: {
      "parameter group that does not force TLS": (s) => {
        const group = s.add("rds.ParameterGroup", { family: "postgres14", parameters: [{ name: "rds.force_ssl", value: "0" }] });
        return s.add("rds.Instance", {
          instanceClass: "db.t4g.medium",
          engine: "postgres",
          engineVersion: "14",
          parameterGroupName: group.out("name"),
        });
      },
      "default group of PostgreSQL 14": (s) =>
        s.add("rds.Instance", { instanceClass: "db.t4g.medium", engine: "postgres", engineVersion: "14.12" }),
      "default group of MySQL 8.0, by its name": (s) =>
        s.add("rds.Instance", {
          instanceClass: "db.t4g.medium",
          engine: "mysql",
          engineVersion: "8.0",
          parameterGroupName: "default.mysql8.0",
        }),
      "default group of MySQL, whatever its version": (s) => s.add("rds.Instance", { instanceClass: "db.t4g.medium", engine: "mysql" }),
      "Aurora PostgreSQL 15 without a group": (s) => s.add("rds.Cluster", { engine: "aurora-postgresql", engineVersion: "15.4" }),
      "Oracle without an option group": (s) => s.add("rds.Instance", { instanceClass: "db.m5.large", engine: "oracle-ee" }),
      "Oracle with an option group without options": (s) =>
        s.add("rds.Instance", {
          instanceClass: "db.m5.large",
          engine: "oracle-ee",
          optionGroupName: s.add("rds.OptionGroup", { engineName: "oracle-ee", majorEngineVersion: "19" }).out("name"),
        }),
      "Oracle with native encryption left as it is": (s) =>
        s.add("rds.Instance", {
          instanceClass: "db.m5.large",
          engine: "oracle-ee",
          optionGroupName: s
            .add("rds.OptionGroup", {
              engineName: "oracle-ee",
              majorEngineVersion: "19",
              options: [{ optionName: "NATIVE_NETWORK_ENCRYPTION" }],
            })
            .out("name"),
        }),
      "Oracle with native encryption requested": (s) =>
        s.add("rds.Instance", {
          instanceClass: "db.m5.large",
          engine: "oracle-ee",
          optionGroupName: s
            .add("rds.OptionGroup", {
              engineName: "oracle-ee",
              majorEngineVersion: "19",
              options: [
                { optionName: "NATIVE_NETWORK_ENCRYPTION", optionSettings: [{ name: "SQLNET.ENCRYPTION_SERVER", value: "REQUESTED" }] },
              ],
            })
            .out("name"),
        }),
      "Oracle with checksums required only": (s) =>
        s.add("rds.Instance", {
          instanceClass: "db.m5.large",
          engine: "oracle-ee",
          optionGroupName: s
            .add("rds.OptionGroup", {
              engineName: "oracle-ee",
              majorEngineVersion: "19",
              options: [
                { optionName: "NATIVE_NETWORK_ENCRYPTION", optionSettings: [{ name: "SQLNET.CRYPTO_CHECKSUM_SERVER", value: "REQUIRED" }] },
              ],
            })
            .out("name"),
        }),
      "Oracle with another option": (s) =>
        s.add("rds.Instance", {
          instanceClass: "db.m5.large",
          engine: "oracle-ee",
          optionGroupName: s
            .add("rds.OptionGroup", {
              engineName: "oracle-ee",
              majorEngineVersion: "19",
              options: [{ optionName: "OEM", optionSettings: [{ name: "SQLNET.ENCRYPTION_SERVER", value: "REQUIRED" }] }],
            })
            .out("name"),
        }),
    },
    unknown: {
      "value known later": (s) => {
        const group = s.add("rds.ParameterGroup", { family: "postgres14", parameters: [{ name: "rds.force_ssl", value: s.later() }] });
        return s.add("rds.Instance", { instanceClass: "db.t4g.medium", engine: "postgres", parameterGroupName: group.out("name") });
      },
      "version left to AWS": (s) => s.add("rds.Instance", { instanceClass: "db.t4g.medium", engine: "postgres" }),
      "parameter group outside the stack": (s) =>
        s.add("rds.Instance", { instanceClass: "db.t4g.medium", engine: "postgres", parameterGroupName: "hospital-postgres" }),
      "a group whose name only holds that of a default group": (s) =>
        s.add("rds.Instance", { instanceClass: "db.t4g.medium", engine: "mysql", parameterGroupName: "our-default.mysql8.0" }),
      "group of a family of no known engine": (s) =>
        s.add("rds.Instance", {
          instanceClass: "db.t4g.medium",
          engine: "postgres",
          parameterGroupName: s.addUntyped("rds.ParameterGroup", { family: "graph1" }).out("name"),
        }),
      "group of a family known later": (s) =>
        s.add("rds.Instance", {
          instanceClass: "db.t4g.medium",
          engine: "postgres",
          parameterGroupName: s.add("rds.ParameterGroup", { family: s.later() }).out("name"),
        }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("rds.Cluster", { engine: "aurora-postgresql", tags: { DataClassification: "none" } }),
      "an Aurora instance has its cluster's parameters": (s) =>
        s.add("rds.Instance", { instanceClass: "db.r7g.large", engine: "aurora-postgresql" }),
    },
  },
});
