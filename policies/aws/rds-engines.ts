import { type Ternary, ternary } from "./ternary";

/** Aurora's storage, backups, logs and settings belong to the cluster; its instances are computers without disks of their own. */
export function isAurora(engine: string): boolean {
  return engine.startsWith("aurora");
}

/** RDS Custom: the owner reaches the operating system and keeps the database's settings, so that parameters and log exports do not exist. */
export function isCustom(engine: string): boolean {
  return engine.startsWith("custom-");
}

/** `postgres16`, `aurora-postgresql17`, `sqlserver-se-15.0`, `mariadb11.8`: a parameter group's family is the engine and its version. */
export function splitFamily(family: string): { readonly engine: string; readonly version: string | undefined } {
  const match = /^(.*?)-?(\d+(?:\.\d+)*)$/.exec(family);
  return match ? { engine: match[1] ?? "", version: match[2] } : { engine: family, version: undefined };
}

interface Engine {
  readonly of: RegExp;
  /** The parameter that makes the server refuse connections without TLS, and the values that do. */
  readonly tls?: { readonly name: string; readonly on: readonly string[] };
  /** The first version whose default parameter group refuses them, or "never". */
  readonly tlsByDefaultFrom: readonly [major: number, minor: number] | "never";
  /** The log types that record connections and activity. */
  readonly logs: readonly string[];
}

const forceSsl = { name: "rds.force_ssl", on: ["1"] };
const secureTransport = { name: "require_secure_transport", on: ["1", "on", "true"] };

/**
 * What engines do about TLS and which logs hold their activity, as of 2026-11.
 * Sources: Amazon RDS User Guide, "Using SSL with a PostgreSQL DB instance" (`rds.force_ssl` is 1 by default from version 15), "Requiring SSL/TLS for
 * all connections to a MariaDB DB instance" (`require_secure_transport` is ON by default from 11.8), the same for MySQL (OFF by default), "Using SSL
 * with a Microsoft SQL Server DB instance" (0 by default); Aurora User Guide, "Securing Aurora PostgreSQL data with SSL/TLS" (1 by default from version 17), "Comparing Aurora
 * MySQL version 3 and Aurora MySQL version 8.4" (ON by default in 8.4); "Publishing database logs to Amazon CloudWatch Logs" for each engine.
 */
const engines: readonly Engine[] = [
  { of: /^aurora-postgresql$/, tls: forceSsl, tlsByDefaultFrom: [17, 0], logs: ["postgresql"] },
  { of: /^postgres$/, tls: forceSsl, tlsByDefaultFrom: [15, 0], logs: ["postgresql"] },
  { of: /^aurora(-mysql)?$/, tls: secureTransport, tlsByDefaultFrom: [8, 4], logs: ["audit", "error"] },
  { of: /^mysql$/, tls: secureTransport, tlsByDefaultFrom: "never", logs: ["audit", "error"] },
  { of: /^mariadb$/, tls: secureTransport, tlsByDefaultFrom: [11, 8], logs: ["audit", "error"] },
  { of: /^sqlserver-/, tls: forceSsl, tlsByDefaultFrom: "never", logs: ["error"] },
  { of: /^db2-/, tls: { name: "db2comm", on: ["ssl"] }, tlsByDefaultFrom: "never", logs: ["diag.log"] },
  { of: /^oracle-/, tlsByDefaultFrom: "never", logs: ["alert", "audit", "listener"] },
];

function engineOf(name: string): Engine | undefined {
  return engines.find(({ of }) => of.test(name));
}

/** Whether a version is at least another one; a version that leaves the deciding part out ("8" beside 8.4) is unknown. */
function reaches(version: string | undefined, [major, minor]: readonly [major: number, minor: number]): Ternary {
  const match = /^(\d+)(?:\.(\d+))?/.exec(version ?? "");
  if (!match) return "unknown";
  const found = Number(match[1]);
  if (found !== major || minor === 0) return ternary(found >= major);
  return match[2] === undefined ? "unknown" : ternary(Number(match[2]) >= minor);
}

/** The parameter that makes an engine's server refuse connections without TLS; undefined for engines without one, and for unknown engines. */
export function tlsParameter(engine: string): { readonly name: string; readonly on: readonly string[] } | undefined {
  return engineOf(engine)?.tls;
}

/**
 * Whether the default parameter group of an engine's version refuses connections without TLS.
 * @param version as a program gives it, a prefix too; undefined where it leaves the choice to AWS
 */
export function forcesTlsByDefault(engine: string, version: string | undefined): Ternary {
  const found = engineOf(engine);
  if (found === undefined) return "unknown";
  return found.tlsByDefaultFrom === "never" ? "no" : reaches(version, found.tlsByDefaultFrom);
}

/** The log types of an engine that record connections and activity; undefined for an engine that is not known. */
export function activityLogs(engine: string): readonly string[] | undefined {
  return engineOf(engine)?.logs;
}
