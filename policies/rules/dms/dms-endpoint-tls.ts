import { all, defineRule, notApplicable, undetermined } from "../../rule";

const because = "the endpoint is reached without TLS";
const endpoint = { endpointId: "source", endpointType: "source" };

/** Engines whose endpoints take an sslMode: AWS DMS User Guide, "Using SSL with AWS Database Migration Service". */
const withMode =
  /^(aurora(-postgresql)?(-serverless)?|mariadb|mysql|postgres|oracle|sqlserver|babelfish|mongodb|docdb|db2(-zos)?|sybase|azuredb|azure-sql-managed-instance)$/;

/** Endpoints that DMS always reaches over HTTPS, or over TLS. */
const alwaysTls = /^(s3|dynamodb|kinesis|opensearch|elasticsearch|neptune|redshift(-serverless)?|timestream)$/;

export default defineRule({
  id: "dms-endpoint-tls",
  title: "DMS reaches its endpoints over TLS",
  threat: "Passwords and ePHI cross the network in clear text while a database is moved.",
  remedy:
    'Set sslMode to "require", "verify-ca" or "verify-full"; kafkaSettings.securityProtocol to "ssl-encryption", "ssl-authentication" or "sasl-ssl"; leave redisSettings.sslSecurityProtocol out.',
  cites: ["164.312(e)(2)(ii)", "164.312(a)(2)(iv)", "164.312(e)(1)", "164.312(e)(2)(i)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["dms.Endpoint"],
  // An S3 endpoint (dms.S3Endpoint) is reached over HTTPS in any case.
  check(endpoint) {
    const engine = endpoint.at((p) => p.engineName);
    const name = engine.value;
    if (name === undefined) return undetermined(`${engine.path} is not known before deployment`, [engine.evidence("a known engine")]);
    if (alwaysTls.test(name)) return notApplicable("the engine is reached over HTTPS in any case");
    if (name === "kafka") {
      return endpoint
        .at((p) => p.kafkaSettings?.securityProtocol)
        .or("plaintext")
        .shown()
        .oneOf(["ssl-encryption", "ssl-authentication", "sasl-ssl"], because);
    }
    if (name === "redis") {
      return endpoint
        .at((p) => p.redisSettings?.sslSecurityProtocol)
        .or("ssl-encryption")
        .shown()
        .equals("ssl-encryption", because);
    }
    if (!withMode.test(name))
      return undetermined("how the engine is reached over TLS is not known", [engine.shown().evidence("a known engine")]);
    const mode = endpoint
      .at((p) => p.sslMode)
      .or("none")
      .shown()
      .oneOf(["require", "verify-ca", "verify-full"], because);
    if (name !== "mongodb" && name !== "docdb") return mode;
    return all(
      mode,
      endpoint
        .at((p) => p.mongodbSettings?.authType)
        .or("password")
        .shown()
        .noneOf(["no"], "the endpoint is reached without a user"),
    );
  },
  equivalents: {
    prowler: [
      "dms_endpoint_ssl_enabled",
      "dms_endpoint_redis_in_transit_encryption_enabled",
      "dms_endpoint_mongodb_authentication_enabled",
      "dms_endpoint_neptune_iam_authorization_enabled",
    ],
    checkov: ["CKV2_AWS_49"],
  },
  examples: {
    good: {
      "PostgreSQL, verified": (s) => s.add("dms.Endpoint", { ...endpoint, engineName: "postgres", sslMode: "verify-full" }),
      "Kafka over TLS": (s) =>
        s.add("dms.Endpoint", {
          ...endpoint,
          engineName: "kafka",
          kafkaSettings: { broker: "broker.example.org:9094", securityProtocol: "ssl-encryption" },
        }),
      "Redis by default": (s) =>
        s.add("dms.Endpoint", {
          ...endpoint,
          endpointType: "target",
          engineName: "redis",
          redisSettings: { authType: "none", port: 6379, serverName: "cache.example.org" },
        }),
      "Kafka with certificates": (s) =>
        s.add("dms.Endpoint", {
          ...endpoint,
          engineName: "kafka",
          kafkaSettings: { broker: "kafka.clinic.example:9096", securityProtocol: "ssl-authentication" },
        }),
      "Kafka with a user": (s) =>
        s.add("dms.Endpoint", {
          ...endpoint,
          engineName: "kafka",
          kafkaSettings: { broker: "kafka.clinic.example:9096", securityProtocol: "sasl-ssl" },
        }),
      "Aurora, encrypted": (s) => s.add("dms.Endpoint", { ...endpoint, engineName: "aurora", sslMode: "require" }),
      "Aurora PostgreSQL, serverless, verified": (s) =>
        s.add("dms.Endpoint", { ...endpoint, engineName: "aurora-postgresql-serverless", sslMode: "verify-ca" }),
      "DB2 on z/OS, verified": (s) => s.add("dms.Endpoint", { ...endpoint, engineName: "db2-zos", sslMode: "verify-ca" }),
      "MongoDB with a user": (s) =>
        s.add("dms.Endpoint", { ...endpoint, engineName: "mongodb", sslMode: "require", mongodbSettings: { authType: "password" } }),
      "MongoDB with a user by default": (s) => s.add("dms.Endpoint", { ...endpoint, engineName: "mongodb", sslMode: "require" }),
      "MySQL, which knows no MongoDB settings": (s) =>
        s.add("dms.Endpoint", { ...endpoint, engineName: "mysql", sslMode: "require", mongodbSettings: { authType: "no" } }),
    },
    bad: {
      "PostgreSQL without TLS": (s) => s.add("dms.Endpoint", { ...endpoint, engineName: "postgres", sslMode: "none" }),
      "MySQL with nothing set": (s) => s.add("dms.Endpoint", { ...endpoint, engineName: "mysql" }),
      "MongoDB without a user": (s) =>
        s.add("dms.Endpoint", { ...endpoint, engineName: "mongodb", sslMode: "require", mongodbSettings: { authType: "no" } }),
      "DocumentDB without a user": (s) =>
        s.add("dms.Endpoint", { ...endpoint, engineName: "docdb", sslMode: "verify-full", mongodbSettings: { authType: "no" } }),
      "Redis in plain text": (s) =>
        s.add("dms.Endpoint", {
          ...endpoint,
          endpointType: "target",
          engineName: "redis",
          redisSettings: { authType: "none", port: 6379, serverName: "cache.clinic.example", sslSecurityProtocol: "plaintext" },
        }),
    },
    unknown: {
      "mode known later": (s) => s.add("dms.Endpoint", { ...endpoint, engineName: "postgres", sslMode: s.later() }),
      "engine known later": (s) => s.add("dms.Endpoint", { ...endpoint, engineName: s.later(), sslMode: "none" }),
      "engine of no known kind": (s) => s.addUntyped("dms.Endpoint", { ...endpoint, engineName: "my-postgres", sslMode: "none" }),
      "engine of no known kind, with a known name's beginning": (s) =>
        s.addUntyped("dms.Endpoint", { ...endpoint, engineName: "s3-tables-to-come" }),
      "engine of no known kind, with a known name's end": (s) => s.addUntyped("dms.Endpoint", { ...endpoint, engineName: "not-s3" }),
      "engine of no known kind, a newer PostgreSQL": (s) =>
        s.addUntyped("dms.Endpoint", { ...endpoint, engineName: "postgres-next", sslMode: "none" }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("dms.Endpoint", { ...endpoint, engineName: "postgres", tags: { DataClassification: "none" } }),
      "a stream of Kinesis": (s) => s.add("dms.Endpoint", { ...endpoint, endpointType: "target", engineName: "kinesis" }),
      "Redshift without servers": (s) => s.add("dms.Endpoint", { ...endpoint, endpointType: "target", engineName: "redshift-serverless" }),
      Redshift: (s) => s.add("dms.Endpoint", { ...endpoint, endpointType: "target", engineName: "redshift" }),
    },
  },
});
