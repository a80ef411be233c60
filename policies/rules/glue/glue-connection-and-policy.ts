import { grantsNothingToEveryone } from "../../aws/iam/judge-policy";
import { all, defineRule, notApplicable, when } from "../../rule";

const jdbc = { JDBC_CONNECTION_URL: "jdbc:postgresql://db.clinic.example/results", SECRET_ID: "results/database" };
const allow = (principal: object | string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: principal, Action: "glue:GetTable", Resource: "arn:aws:glue:us-east-1:111122223333:*" }],
  });

export default defineRule({
  id: "glue-connection-and-policy",
  title: "Glue connections use TLS and no plain password, and the catalog's policy lets not everyone in",
  threat: "Records that hold ePHI travel in plain text, or a password or the catalog's metadata is open to whoever looks.",
  remedy: 'Set JDBC_ENFORCE_SSL to "true" and SECRET_ID in connectionProperties, and name the principals in the catalog\'s policy.',
  cites: ["164.312(e)(2)(ii)", "164.312(e)(1)", "164.312(a)(1)", "164.308(a)(5)(ii)(D)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["glue.Connection", "glue.ResourcePolicy"],
  check(resource) {
    const policy = resource.as("glue.ResourcePolicy");
    if (policy) return grantsNothingToEveryone(policy.at((p) => p.policy));
    const connection = resource.as("glue.Connection");
    if (!connection) return notApplicable();
    const type = connection.at((p) => p.connectionType).or("JDBC");
    return when(type.is("NETWORK"), notApplicable, () =>
      all(
        when(type.is("JDBC"), () =>
          connection
            .at((p) => p.connectionProperties?.JDBC_ENFORCE_SSL)
            .or("false")
            .test((flag) => String(flag).toLowerCase() === "true", "true", "TLS is not enforced"),
        ),
        // On where nothing is set: Glue Developer Guide, "AWS Glue connection properties", KAFKA_SSL_ENABLED.
        when(type.is("KAFKA"), () =>
          connection
            .at((p) => p.connectionProperties?.KAFKA_SSL_ENABLED)
            .or("true")
            .test((flag) => String(flag).toLowerCase() === "true", "true", "records travel without TLS"),
        ),
        connection.at((p) => p.connectionProperties?.PASSWORD).isNotSet("the password is in the program and in the catalog"),
      ),
    );
  },
  equivalents: {
    prowler: ["glue_database_connections_ssl_enabled", "glue_catalog_connection_no_secrets", "glue_data_catalogs_not_publicly_accessible"],
  },
  examples: {
    good: {
      "JDBC with TLS and a secret": (s) => s.add("glue.Connection", { connectionProperties: { ...jdbc, JDBC_ENFORCE_SSL: "true" } }),
      "JDBC with TLS, as a boolean": (s) => s.addUntyped("glue.Connection", { connectionProperties: { ...jdbc, JDBC_ENFORCE_SSL: true } }),
      "catalog for one account": (s) => s.add("glue.ResourcePolicy", { policy: allow({ AWS: "arn:aws:iam::444455556666:root" }) }),
    },
    bad: {
      "JDBC without TLS": (s) => s.add("glue.Connection", { connectionProperties: jdbc }),
      "Kafka without TLS": (s) =>
        s.add("glue.Connection", {
          connectionType: "KAFKA",
          connectionProperties: { KAFKA_BOOTSTRAP_SERVERS: "kafka.clinic.example:9092", KAFKA_SSL_ENABLED: "false" },
        }),
      "a password": (s) =>
        s.add("glue.Connection", {
          connectionProperties: { ...jdbc, JDBC_ENFORCE_SSL: "true", USERNAME: "etl", PASSWORD: "correct-horse-battery" },
        }),
      "catalog for everyone": (s) => s.add("glue.ResourcePolicy", { policy: allow("*") }),
    },
    unknown: {
      "TLS known later": (s) => s.add("glue.Connection", { connectionProperties: { ...jdbc, JDBC_ENFORCE_SSL: s.later() } }),
    },
    notApplicable: {
      "a connection to a network only": (s) => s.add("glue.Connection", { connectionType: "NETWORK" }),
      "no ePHI": (s) => s.add("glue.Connection", { connectionProperties: jdbc, tags: { DataClassification: "none" } }),
    },
  },
});
