import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type ArgumentTable, flag, mapOf, oneOf, optional, text, wholeNumber } from "../foundation/checks";
import { tagsOf } from "../foundation/classification";
import { clientsArgument, closedSecurityGroup } from "../foundation/closed-security-group";
import { type CommonArgs, commonArguments, commonOf } from "../foundation/common-arguments";
import { componentOptions, typeToken } from "../foundation/component";
import { askForException, type ExceptionEntry, exceptionArgument, exceptionTags } from "../foundation/exception";
import { arn, locationOf } from "../foundation/location";
import { logGroup } from "../foundation/log-group";
import { physicalName } from "../foundation/physical-name";
import {
  alarmsArgument,
  type BackupReference,
  backupArgument,
  type KeyReference,
  keyArgument,
  type NetworkReference,
  networkArgument,
  type TopicReference,
} from "../foundation/references";
import { backUp } from "../foundation/resolve-backup";
import { resolveKey } from "../foundation/resolve-key";
import { logRetentionArgument } from "../foundation/retention";
import { type Refuse, validated } from "../foundation/validation";
import { DatabaseDeployment, DatabaseEngine, engineOf, type Parameter, versionProblem } from "./engine";
import { monitoringRole, tellOfEvents } from "./monitoring";
import { auroraCluster, singleInstance } from "./storage";

export interface DatabaseArgs extends CommonArgs {
  /** What the database understands: "postgres" or "mysql". */
  engine: DatabaseEngine;
  /** The VPC and its private subnets, in two Availability Zones at least. The database has no public address. Serves 45 CFR 164.312(a)(1), (e)(1). */
  network: NetworkReference;
  /** Ids of the security groups of what connects. Default: nothing connects before somebody is let in. Serves 45 CFR 164.312(a)(1). */
  clients?: pulumi.Input<string>[];
  /** "aurora" (default): a cluster of instances that share their storage. "instance": an RDS instance with a standby in another Availability Zone. */
  deployment?: DatabaseDeployment;
  /** The engine's version, as in "17" or "17.5". Default: PostgreSQL 17, MySQL 8.4, Aurora MySQL 8.0. Minor versions follow by themselves. */
  engineVersion?: string;
  /** The class of the instances. Default: "db.r7g.large", about 200 USD a month for each in Aurora. */
  instanceClass?: string;
  /** The instances of an Aurora cluster: 2 (default) to 16, so that one is left when a zone is lost. Serves 45 CFR 164.308(a)(7)(i). */
  instances?: number;
  /** GiB of storage of an RDS instance: 20 to 65536, default 100. It grows by itself to four times as much. A GiB costs about 0.23 USD a month. */
  storageGigabytes?: number;
  /** The name of the database in it: letters, digits and underscores. Default: none is made. */
  databaseName?: string;
  /**
   * The name of the first user, which is no common one. Default: the component's name and "_owner". Its password is RDS's to make, to keep in Secrets Manager
   * and to change every seven days. Serves 45 CFR 164.312(a)(2)(i), (d).
   */
  ownerName?: string;
  /** The KMS key of storage, backups, password and logs, which CloudWatch Logs must be able to use. Default: one is created, 1 USD a month. Serves 45 CFR 164.312(a)(2)(iv). */
  key?: KeyReference;
  /**
   * The plan that backs the database up beside its own backups, which reach back 35 days. Default: a BackupVault is created, whose backups and copies cost 0.02 to
   * 0.10 USD a GB a month each, and its two keys 2 USD a month. Serves 45 CFR 164.308(a)(7)(ii)(A).
   */
  backup?: BackupReference;
  /** Days that logs are kept: 2192, which is six years, to 3653; default 2192. Serves 45 CFR 164.312(b), 164.316(b)(2)(i). */
  logRetentionDays?: number;
  /** Whether the record of what was asked has reads in it. Default: false; Aurora MySQL records them anyway. It may multiply the logs. Serves 45 CFR 164.312(b). */
  auditReads?: boolean;
  /** Minutes after which a session that nobody uses ends: 1 to 480, default 15. Pools of programs connect anew. Serves 45 CFR 164.312(a)(2)(iii). */
  idleMinutes?: number;
  /** Hours that an Aurora MySQL cluster can be set back in place: 0 to 72, default 24. Not all Regions have it, and none of AWS GovCloud (US): 0 leaves it out. Serves 45 CFR 164.312(c)(1). */
  backtrackHours?: number;
  /** Further parameters of the engine, each taken at the next restart. Those that safeguards need cannot be set. */
  parameters?: { [name: string]: string };
  /** The topic that is told of failures, changes, failover and deletion; RDS ("events.rds") is among its publishers. Default: none. */
  alarms?: TopicReference;
  /** Whether the database refuses to be deleted. Default: true; false needs `exception`. Serves 45 CFR 164.312(c)(1). */
  deletionProtection?: boolean;
  /** Why a safeguard is weakened; asked for with `deletionProtection` false. */
  exception?: ExceptionEntry;
}

/** Names that attackers try first, and names that engines keep for themselves. */
const commonNames = ["admin", "administrator", "master", "mysql", "postgres", "rdsadmin", "root", "sa", "user"];
const identifier = /^[A-Za-z][A-Za-z0-9_]*$/;

const argumentTable: ArgumentTable<DatabaseArgs> = {
  ...commonArguments,
  engine: oneOf(Object.values(DatabaseEngine)),
  network: networkArgument,
  clients: clientsArgument,
  deployment: optional(oneOf(Object.values(DatabaseDeployment))),
  engineVersion: optional(text({ maximum: 60 })),
  instanceClass: optional(text({ matching: /^db\.[a-z0-9]+\.[a-z0-9]+$/, described: "a class of instances, as in db.r7g.large" })),
  instances: optional(wholeNumber({ minimum: 2, maximum: 16, unit: "instances" })),
  storageGigabytes: optional(wholeNumber({ minimum: 20, maximum: 65536, unit: "GiB" })),
  databaseName: optional(text({ maximum: 63, matching: identifier, described: "a name of letters, digits and underscores" })),
  ownerName: optional(text({ maximum: 16, matching: identifier, described: "a name of letters, digits and underscores" })),
  key: keyArgument,
  backup: backupArgument,
  logRetentionDays: logRetentionArgument,
  auditReads: optional(flag()),
  idleMinutes: optional(wholeNumber({ minimum: 1, maximum: 480, unit: "minutes" })),
  backtrackHours: optional(wholeNumber({ minimum: 0, maximum: 72, unit: "hours" })),
  parameters: optional(mapOf(text({ matching: /^[a-z0-9_.]+$/, described: "a parameter of the engine" }), text({ maximum: 4096 }))),
  alarms: alarmsArgument,
  deletionProtection: optional(flag()),
  exception: exceptionArgument,
};

function deploymentOf({ deployment }: DatabaseArgs): DatabaseDeployment {
  return deployment ?? DatabaseDeployment.Aurora;
}

function engineFor(args: DatabaseArgs) {
  return engineOf({
    engine: args.engine,
    deployment: deploymentOf(args),
    auditReads: args.auditReads ?? false,
    idleMinutes: args.idleMinutes ?? 15,
    ...(args.engineVersion !== undefined && { version: args.engineVersion }),
  });
}

function together(args: DatabaseArgs, refuse: Refuse): void {
  const isAurora = deploymentOf(args) === DatabaseDeployment.Aurora;
  const problem = args.engineVersion === undefined ? undefined : versionProblem(args.engine, args.engineVersion);
  if (problem !== undefined) refuse("engineVersion", problem);
  if (!isAurora && args.instances !== undefined) refuse("instances", 'goes with deployment "aurora" only');
  if (isAurora && args.storageGigabytes !== undefined)
    refuse("storageGigabytes", 'goes with deployment "instance" only; Aurora\'s grows by itself');
  if (args.backtrackHours !== undefined && !(isAurora && args.engine === DatabaseEngine.Mysql)) {
    refuse("backtrackHours", 'goes with engine "mysql" and deployment "aurora" only');
  }
  if (args.ownerName !== undefined && commonNames.includes(args.ownerName.toLowerCase())) {
    refuse("ownerName", "must be no common name, which attackers try first");
  }
  const locked = new Set(engineFor(args).parameters.map(({ name }) => name));
  const taken = Object.keys(args.parameters ?? {}).find((name) => locked.has(name));
  if (taken !== undefined) refuse(`parameters.${taken}`, "is set by the component, since a safeguard needs it");
  askForException(args.deletionProtection === false ? { deletionProtection: "lets the database be deleted" } : {}, args.exception, refuse);
}

/** MySQL takes 16 characters. */
function defaultOwner(name: string): string {
  const own = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^[^a-z]+/, "");
  return `${own.slice(0, 16 - "_owner".length) || "database"}_owner`;
}

/**
 * A database for ePHI in private subnets: Aurora PostgreSQL or MySQL, or a single RDS instance with a standby. A KMS key for storage, backups, password and logs;
 * TLS 1.2 for everybody; IAM authentication, a password that RDS changes, no common user name; a record of connections and statements, kept six years; idle
 * sessions end; backups of its own and in a locked vault with a copy in another Region; no deletion by mistake. Serves 45 CFR 164.312(a)(1), (a)(2)(i), (iii)
 * and (iv), (b), (c)(1), (d), (e)(1), 164.308(a)(7).
 */
export class Database extends pulumi.ComponentResource {
  /** The ARN of the cluster or instance. */
  readonly arn: pulumi.Output<string>;
  /** The host to connect to. */
  readonly endpoint: pulumi.Output<string>;
  /** The host for reads; of a single instance the same. */
  readonly readerEndpoint: pulumi.Output<string>;
  /** The port to connect to. */
  readonly port: pulumi.Output<number>;
  /** The name of the first user. */
  readonly ownerName: pulumi.Output<string>;
  /** The ARN of the secret with the first user's password. */
  readonly secretArn: pulumi.Output<string>;
  /** The id by which IAM policies name the database: `rds-db:connect` on `dbuser:<resourceId>/<user>`. */
  readonly resourceId: pulumi.Output<string>;
  /** The id of the security group, to let clients in. */
  readonly securityGroupId: pulumi.Output<string>;
  /** The ARN of the KMS key. */
  readonly keyArn: pulumi.Output<string>;
  /** The id of the plan that backs the database up. */
  readonly backupPlanId: pulumi.Output<string>;

  constructor(name: string, args: DatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super(typeToken("Database"), name, validated("Database", name, args, argumentTable, together), componentOptions("Database", opts));
    const location = locationOf(this);
    const isAurora = deploymentOf(args) === DatabaseDeployment.Aurora;
    const engine = engineFor(args);
    const tags = { ...tagsOf(args), ...exceptionTags(args.exception) };
    const keyArn = resolveKey(this, name, args.key, {
      description: `Storage, password and logs of ${name}`,
      through: ["rds", "secretsmanager"],
      services: ["logs"],
      ...commonOf(args),
    });
    // The longest suffixes are those of parameter groups, which have 255 characters, and "-16" of instances, which have 63.
    const ownName = physicalName(name, 60);
    const subnets = new aws.rds.SubnetGroup(
      name,
      { name: ownName, description: "Private subnets", subnetIds: args.network.privateSubnetIds, tags },
      { parent: this },
    );
    const group = closedSecurityGroup(this, name, {
      vpcId: args.network.vpcId,
      description: "The database's clients",
      port: engine.port,
      clients: args.clients ?? [],
      tags,
    });
    const logPath = `/aws/rds/${isAurora ? "cluster" : "instance"}/${ownName}`;
    const further = Object.entries(args.parameters ?? {}).map(
      ([parameter, value]): Parameter => ({ name: parameter, value, applyMethod: "pending-reboot" }),
    );
    const ownerName = args.ownerName ?? defaultOwner(name);
    const settings = {
      identifier: ownName,
      engine,
      parameters: [...engine.parameters, ...further],
      databaseName: args.databaseName,
      masterUsername: ownerName,
      keyArn,
      subnetGroupName: subnets.name,
      securityGroupId: group.id,
      monitoringRoleArn: monitoringRole(this, `${name}-monitoring`, location, tags),
      instanceClass: args.instanceClass ?? "db.r7g.large",
      deletionProtection: args.deletionProtection ?? true,
      tags,
      logGroups: engine.logs.map((log) =>
        logGroup(this, `${name}-${log}`, {
          path: `${logPath}/${log}`,
          keyArn,
          tags,
          ...(args.logRetentionDays !== undefined && { retentionInDays: args.logRetentionDays }),
        }),
      ),
    };
    const backtrackHours = engine.name === "aurora-mysql" ? (args.backtrackHours ?? 24) : 0;
    const storageGigabytes = args.storageGigabytes ?? 100;
    const created = isAurora
      ? auroraCluster(this, name, {
          ...settings,
          instances: args.instances ?? 2,
          backtrackWindow: backtrackHours > 0 ? backtrackHours * 3600 : undefined,
        })
      : singleInstance(this, name, { ...settings, storageGigabytes, maximumStorageGigabytes: Math.min(storageGigabytes * 4, 65536) });
    if (args.alarms) {
      tellOfEvents(this, name, { topic: args.alarms, sourceType: isAurora ? "db-cluster" : "db-instance", sourceId: created.id, tags });
    }
    const planId = backUp(this, name, args.backup, created.arn, {
      restoreTest: { resourceType: isAurora ? "Aurora" : "RDS", metadata: { dbSubnetGroupName: subnets.name } },
      ...commonOf(args),
    });
    this.arn = arn(location, "rds", `${isAurora ? "cluster" : "db"}:${ownName}`);
    this.endpoint = created.endpoint;
    this.readerEndpoint = created.readerEndpoint;
    this.port = pulumi.output(engine.port);
    this.ownerName = pulumi.output(ownerName);
    this.secretArn = created.secretArn;
    this.resourceId = created.resourceId;
    this.securityGroupId = group.id;
    this.keyArn = keyArn;
    this.backupPlanId = pulumi.output(planId);
    this.registerOutputs({
      arn: this.arn,
      endpoint: this.endpoint,
      readerEndpoint: this.readerEndpoint,
      port: this.port,
      ownerName: this.ownerName,
      secretArn: this.secretArn,
      resourceId: this.resourceId,
      securityGroupId: this.securityGroupId,
      keyArn: this.keyArn,
      backupPlanId: this.backupPlanId,
    });
  }
}
