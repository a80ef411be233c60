/** What a database understands. */
export const DatabaseEngine = { Postgres: "postgres", Mysql: "mysql" } as const;
/** What a database understands. */
export type DatabaseEngine = (typeof DatabaseEngine)[keyof typeof DatabaseEngine];

/** How a database runs. */
export const DatabaseDeployment = {
  /** An Aurora cluster of instances in several Availability Zones. */
  Aurora: "aurora",
  /** An RDS instance with a standby in another Availability Zone. */
  Instance: "instance",
} as const;
/** How a database runs. */
export type DatabaseDeployment = (typeof DatabaseDeployment)[keyof typeof DatabaseDeployment];

export interface Parameter {
  readonly name: string;
  readonly value: string;
  /** "pending-reboot" where the engine takes a change only when it starts. */
  readonly applyMethod?: string;
}

/** What differs between engines; see the sources at each value. */
export interface Engine {
  /** The engine's name for RDS. */
  readonly name: string;
  readonly version: string;
  /** The family of its parameter groups. */
  readonly family: string;
  readonly port: number;
  /** The logs of connections and of what was asked. */
  readonly logs: readonly string[];
  /** The parameters that safeguards need; nobody else can set them. */
  readonly parameters: readonly Parameter[];
  /** What RDS for MySQL records, by its audit plugin; other engines record by their parameters. */
  readonly auditPluginEvents?: string;
}

export interface EngineChoice {
  readonly engine: DatabaseEngine;
  readonly deployment: DatabaseDeployment;
  readonly version?: string;
  /** Whether reads are recorded too. */
  readonly auditReads: boolean;
  readonly idleMinutes: number;
}

/** `17` and `17.5`; `8.0`, `8.4.3` and `8.0.mysql_aurora.3.10.0`: the major versions that force TLS and audit as these components ask. */
const versions = { postgres: /^(1[4-7])(\.\d+)?$/, mysql: /^(8\.0|8\.4)(\..+)?$/ };
const described = { postgres: "a version of PostgreSQL from 14 to 17, as in 17 or 17.5", mysql: "a version of MySQL 8.0 or 8.4" };

/** What is wrong with a version of an engine, as the end of a sentence. */
export function versionProblem(engine: DatabaseEngine, version: string): string | undefined {
  return versions[engine].test(version) ? undefined : `must be ${described[engine]}`;
}

/** Majors with years of standard support left. RDS and Aurora take the newest minor version where only the major is given. */
const newest = { postgres: { aurora: "17", instance: "17" }, mysql: { aurora: "8.0", instance: "8.4" } };

export function engineOf(choice: EngineChoice): Engine {
  const { engine, deployment } = choice;
  const version = choice.version ?? newest[engine][deployment];
  const major = versions[engine].exec(version)?.[1] ?? version;
  return engine === DatabaseEngine.Postgres ? postgres(choice, version, major) : mysql(choice, version, major);
}

/**
 * Sources: Amazon RDS User Guide and Aurora User Guide, "Using SSL with a PostgreSQL DB instance", "Using pgAudit to log database activity"; PostgreSQL manual,
 * "Client Connection Defaults" (idle_session_timeout, in milliseconds).
 */
function postgres({ deployment, auditReads, idleMinutes }: EngineChoice, version: string, major: string): Engine {
  const name = deployment === DatabaseDeployment.Aurora ? "aurora-postgresql" : "postgres";
  const idle = String(idleMinutes * 60_000);
  return {
    name,
    version,
    family: `${name}${major}`,
    port: 5432,
    logs: ["postgresql"],
    parameters: [
      { name: "rds.force_ssl", value: "1" },
      { name: "ssl_min_protocol_version", value: "TLSv1.2" },
      { name: "shared_preload_libraries", value: "pg_stat_statements,pgaudit", applyMethod: "pending-reboot" },
      { name: "pgaudit.log", value: auditReads ? "ddl,role,write,read" : "ddl,role,write" },
      { name: "log_statement", value: "ddl" },
      { name: "log_connections", value: "1" },
      { name: "log_disconnections", value: "1" },
      { name: "idle_session_timeout", value: idle },
      { name: "idle_in_transaction_session_timeout", value: idle },
    ],
  };
}

/**
 * Sources: Amazon Aurora User Guide, "Using Advanced Auditing with an Amazon Aurora MySQL DB cluster" (whose QUERY_DML has reads in it), "TLS connections to
 * Aurora MySQL"; Amazon RDS User Guide, "MariaDB Audit Plugin support for MySQL"; MySQL manual, "Server System Variables" (time-outs, in seconds).
 */
function mysql({ deployment, auditReads, idleMinutes }: EngineChoice, version: string, major: string): Engine {
  const isAurora = deployment === DatabaseDeployment.Aurora;
  const name = isAurora ? "aurora-mysql" : "mysql";
  const idle = String(idleMinutes * 60);
  const events = `CONNECT,QUERY_DDL,QUERY_DCL,${isAurora || auditReads ? "QUERY_DML" : "QUERY_DML_NO_SELECT"}`;
  return {
    name,
    version,
    family: `${name}${major}`,
    port: 3306,
    logs: ["audit", "error"],
    parameters: [
      { name: "require_secure_transport", value: isAurora ? "ON" : "1" },
      { name: "tls_version", value: "TLSv1.2,TLSv1.3", applyMethod: "pending-reboot" },
      { name: "wait_timeout", value: idle },
      { name: "interactive_timeout", value: idle },
      ...(isAurora
        ? [
            { name: "server_audit_logging", value: "1" },
            { name: "server_audit_events", value: events },
          ]
        : []),
    ],
    ...(!isAurora && { auditPluginEvents: events }),
  };
}
