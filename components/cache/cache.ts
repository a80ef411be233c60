import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type ArgumentTable, listOf, optional, text, wholeNumber } from "../foundation/checks";
import { tagsOf } from "../foundation/classification";
import { clientsArgument, closedSecurityGroup } from "../foundation/closed-security-group";
import { type CommonArgs, commonArguments, commonOf } from "../foundation/common-arguments";
import { componentOptions, typeToken } from "../foundation/component";
import { arn, locationOf } from "../foundation/location";
import { logGroup } from "../foundation/log-group";
import { physicalName } from "../foundation/physical-name";
import {
  alarmsArgument,
  type KeyReference,
  keyArgument,
  type NetworkReference,
  networkArgument,
  type TopicReference,
} from "../foundation/references";
import { resolveKey } from "../foundation/resolve-key";
import { logRetentionArgument } from "../foundation/retention";
import { type Refuse, validated } from "../foundation/validation";
import { cacheAlarms } from "./cache-alarms";
import { type CacheUser, defaultUsers, userArgument, userGroup, usersOf } from "./users";

export interface CacheArgs extends CommonArgs {
  /** The VPC and its private subnets. Serves 45 CFR 164.312(a)(1), (e)(1). */
  network: NetworkReference;
  /** Ids of the security groups of what connects. Default: nothing connects before somebody is let in. Serves 45 CFR 164.312(a)(1). */
  clients?: pulumi.Input<string>[];
  /** Who connects, each by IAM and not by password. Default: "application", who may do all that is not dangerous. Serves 45 CFR 164.312(a)(2)(i), (d). */
  users?: CacheUser[];
  /** The class of the nodes. Default: "cache.t4g.small", about 20 USD a month for each. */
  nodeType?: string;
  /** The parts that keys are spread over, each with nodes of its own: 1 (default) to 90. It is one part, or more than one, for good. */
  shards?: number;
  /** The nodes in each part that stand by in other Availability Zones: 1 (default) to 5. Serves 45 CFR 164.308(a)(7)(i). */
  replicas?: number;
  /** The version of Valkey. Default: "8.0". Minor versions follow by themselves. */
  engineVersion?: string;
  /** The KMS key of what is on disk and of logs, which CloudWatch Logs must be able to use. Default: one is created, 1 USD a month. Serves 45 CFR 164.312(a)(2)(iv). */
  key?: KeyReference;
  /** Days that the backup of each day is kept: 15 to 35, default 35, at 0.085 USD a GB a month. AWS Backup has no caches. Serves 45 CFR 164.308(a)(7)(ii)(A). */
  backupRetentionDays?: number;
  /** Days that logs are kept: 2192, which is six years, to 3653; default 2192. Serves 45 CFR 164.312(b), 164.316(b)(2)(i). */
  logRetentionDays?: number;
  /**
   * The topic that is told of clients that are kept out and of memory that runs out; CloudWatch ("cloudwatch") is among its publishers. It costs 0.30 USD a month
   * for each node. Default: none. Serves 45 CFR 164.308(a)(5)(ii)(C).
   */
  alarms?: TopicReference;
}

const argumentTable: ArgumentTable<CacheArgs> = {
  ...commonArguments,
  network: networkArgument,
  clients: clientsArgument,
  users: optional(listOf(userArgument, { minimum: 1, described: "a list of users" })),
  nodeType: optional(text({ matching: /^cache\.[a-z0-9]+\.[a-z0-9]+$/, described: "a class of nodes, as in cache.r7g.large" })),
  shards: optional(wholeNumber({ minimum: 1, maximum: 90, unit: "shards" })),
  replicas: optional(wholeNumber({ minimum: 1, maximum: 5, unit: "replicas" })),
  engineVersion: optional(text({ matching: /^(7\.2|8\.\d)$/, described: "a version of Valkey, as in 8.0" })),
  key: keyArgument,
  backupRetentionDays: optional(wholeNumber({ minimum: 15, maximum: 35, unit: "days" })),
  logRetentionDays: logRetentionArgument,
  alarms: alarmsArgument,
};

function together({ users = [] }: CacheArgs, refuse: Refuse): void {
  const names = users.map(({ name }) => name);
  const twice = names.findIndex((name, index) => names.indexOf(name) < index);
  if (twice !== -1) refuse(`users[${twice}].name`, "repeats the name of an item before it");
}

const port = 6379;
/** What the server does, and the commands that took long, which hold keys and values. */
const logTypes = ["engine-log", "slow-log"];

/**
 * A cache for ePHI, ElastiCache with Valkey, in private subnets: a KMS key, TLS for everybody, users that connect by IAM and may do what their access string says,
 * standby nodes in other zones, a backup each day, logs kept six years. Serves 45 CFR 164.312(a)(1), (a)(2)(i) and (iv), (b), (d), (e)(1).
 */
export class Cache extends pulumi.ComponentResource {
  /** The ARN of the replication group: with `userArns` the resources of elasticache:Connect. */
  readonly arn: pulumi.Output<string>;
  /** The host to connect to. */
  readonly endpoint: pulumi.Output<string>;
  /** The host for reads; with several shards the same. */
  readonly readerEndpoint: pulumi.Output<string>;
  /** The port to connect to. */
  readonly port: pulumi.Output<number>;
  /** The names to connect with, in the order of `users`. */
  readonly userNames: pulumi.Output<string>[];
  /** The ARNs of the users, in the order of `users`. */
  readonly userArns: pulumi.Output<string>[];
  /** The id of the security group, to let clients in. */
  readonly securityGroupId: pulumi.Output<string>;
  /** The ARN of the KMS key. */
  readonly keyArn: pulumi.Output<string>;

  constructor(name: string, args: CacheArgs, opts?: pulumi.ComponentResourceOptions) {
    super(typeToken("Cache"), name, validated("Cache", name, args, argumentTable, together), componentOptions("Cache", opts));
    const location = locationOf(this);
    const tags = tagsOf(args);
    const keyArn = resolveKey(this, name, args.key, {
      description: `Disks, backups and logs of ${name}`,
      through: ["elasticache"],
      services: ["logs"],
      ...commonOf(args),
    });
    const ownName = physicalName(name, 40);
    const subnets = new aws.elasticache.SubnetGroup(
      name,
      { name: ownName, description: "Private subnets", subnetIds: args.network.privateSubnetIds, tags },
      { parent: this },
    );
    const group = closedSecurityGroup(this, name, {
      vpcId: args.network.vpcId,
      description: "The cache's clients",
      port,
      clients: args.clients ?? [],
      tags,
    });
    const users = usersOf(this, name, args.users ?? defaultUsers, tags);
    const logs = logTypes.map((logType) => ({
      logType,
      group: logGroup(this, `${name}-${logType}`, {
        path: `/aws/elasticache/${ownName}/${logType}`,
        keyArn,
        tags,
        ...(args.logRetentionDays !== undefined && { retentionInDays: args.logRetentionDays }),
      }),
    }));
    const { shards = 1, replicas = 1, engineVersion = "8.0" } = args;
    const family = `default.valkey${engineVersion.split(".")[0] ?? engineVersion}`;
    const cache = new aws.elasticache.ReplicationGroup(
      name,
      {
        replicationGroupId: ownName,
        description: name,
        engine: "valkey",
        engineVersion,
        nodeType: args.nodeType ?? "cache.t4g.small",
        port,
        ...(shards > 1
          ? { clusterMode: "enabled", parameterGroupName: `${family}.cluster.on`, numNodeGroups: shards, replicasPerNodeGroup: replicas }
          : { clusterMode: "disabled", parameterGroupName: family, numCacheClusters: replicas + 1 }),
        automaticFailoverEnabled: true,
        multiAzEnabled: true,
        subnetGroupName: subnets.name,
        securityGroupIds: [group.id],
        atRestEncryptionEnabled: true,
        kmsKeyId: keyArn,
        transitEncryptionEnabled: true,
        transitEncryptionMode: "required",
        userGroupIds: [userGroup(this, name, users, tags)],
        snapshotRetentionLimit: args.backupRetentionDays ?? 35,
        finalSnapshotIdentifier: `${ownName}-final`,
        autoMinorVersionUpgrade: true,
        logDeliveryConfigurations: logs.map(({ logType, group: { name: destination } }) => ({
          logType,
          logFormat: "json",
          destinationType: "cloudwatch-logs",
          destination,
        })),
        tags,
      },
      { parent: this },
    );
    if (args.alarms) cacheAlarms(this, name, { groupId: ownName, shards, nodesOfShard: replicas + 1, topic: args.alarms, tags });
    this.arn = arn(location, "elasticache", `replicationgroup:${ownName}`);
    this.endpoint = shards > 1 ? cache.configurationEndpointAddress : cache.primaryEndpointAddress;
    this.readerEndpoint = shards > 1 ? cache.configurationEndpointAddress : cache.readerEndpointAddress;
    this.port = pulumi.output(port);
    this.userNames = users.map(({ userName }) => userName);
    this.userArns = users.map(({ userId }) => arn(location, "elasticache", pulumi.interpolate`user:${userId}`));
    this.securityGroupId = group.id;
    this.keyArn = keyArn;
    this.registerOutputs({
      arn: this.arn,
      endpoint: this.endpoint,
      readerEndpoint: this.readerEndpoint,
      port: this.port,
      userNames: this.userNames,
      userArns: this.userArns,
      securityGroupId: this.securityGroupId,
      keyArn: this.keyArn,
    });
  }
}
