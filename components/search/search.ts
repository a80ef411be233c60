import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type ArgumentTable, arnOf, listOf, optional, text, wholeNumber } from "../foundation/checks";
import { tagsOf } from "../foundation/classification";
import { clientsArgument, closedSecurityGroup } from "../foundation/closed-security-group";
import { type CommonArgs, commonArguments, commonOf } from "../foundation/common-arguments";
import { componentOptions, typeToken } from "../foundation/component";
import { arn, iamArn, locationOf } from "../foundation/location";
import { physicalName } from "../foundation/physical-name";
import { policyDocument } from "../foundation/policy-document";
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
import { privateSubnets, subnetCount } from "../foundation/subnets";
import { type Refuse, validated } from "../foundation/validation";
import { searchAlarms } from "./search-alarms";
import { searchLogs } from "./search-logs";

export interface SearchArgs extends CommonArgs {
  /** The VPC and its private subnets. The domain has no public address; it cannot leave the VPC later. Serves 45 CFR 164.312(a)(1), (e)(1). */
  network: NetworkReference;
  /** The ARN of the role that says inside of the domain who may read and write which index: fine-grained access control. Serves 45 CFR 164.312(a)(1), (a)(2)(i). */
  administratorArn: pulumi.Input<string>;
  /** ARNs of the roles that may ask the domain at all. Default: whoever the account's IAM policies let. Serves 45 CFR 164.312(a)(1), (d). */
  users?: pulumi.Input<string>[];
  /** Ids of the security groups of what connects. Default: nothing connects before somebody is let in. Serves 45 CFR 164.312(a)(1). */
  clients?: pulumi.Input<string>[];
  /** The Availability Zones, and the subnets counted from the first, that nodes lie in: 2 (default) or 3. Serves 45 CFR 164.308(a)(7)(i). */
  zones?: number;
  /** The data nodes, as many in each zone: 3 to 80. Default: 4 in two zones, 3 in three. */
  nodes?: number;
  /** The class of the data nodes. Default: "r7g.large.search", about 125 USD a month for each. */
  instanceType?: string;
  /** The class of the three nodes that keep the cluster together. Default: "m7g.large.search", about 100 USD a month for each. */
  masterInstanceType?: string;
  /** GiB of storage of each data node: 10 to 3072, default 100, at about 0.12 USD a month. */
  storageGigabytes?: number;
  /** The engine's version. Default: "OpenSearch_2.19". */
  engineVersion?: string;
  /** The KMS key of indices, snapshots and logs, which CloudWatch Logs must be able to use. Default: one is created, 1 USD a month. Serves 45 CFR 164.312(a)(2)(iv). */
  key?: KeyReference;
  /** Days that logs are kept: 2192, which is six years, to 3653; default 2192. Serves 45 CFR 164.312(b), 164.316(b)(2)(i). */
  logRetentionDays?: number;
  /** The topic that is told when the domain may be lost: a red cluster, failed snapshots, a key that is gone; CloudWatch ("cloudwatch") is among its publishers. Default: none. */
  alarms?: TopicReference;
}

const instanceClass = text({ matching: /^[a-z0-9]+\.[a-z0-9]+\.search$/, described: "a class of nodes, as in r7g.large.search" });

const argumentTable: ArgumentTable<SearchArgs> = {
  ...commonArguments,
  network: networkArgument,
  administratorArn: arnOf("iam"),
  users: optional(listOf(arnOf("iam"), { minimum: 1, described: "a list of ARNs of roles" })),
  clients: clientsArgument,
  zones: optional(wholeNumber({ minimum: 2, maximum: 3, unit: "zones" })),
  nodes: optional(wholeNumber({ minimum: 3, maximum: 80, unit: "nodes" })),
  instanceType: optional(instanceClass),
  masterInstanceType: optional(instanceClass),
  storageGigabytes: optional(wholeNumber({ minimum: 10, maximum: 3072, unit: "GiB" })),
  engineVersion: optional(text({ matching: /^OpenSearch_[123]\.\d+$/, described: "a version of OpenSearch, as in OpenSearch_2.19" })),
  key: keyArgument,
  logRetentionDays: logRetentionArgument,
  alarms: alarmsArgument,
};

const defaultZones = 2;

function together({ nodes, zones = defaultZones, network }: SearchArgs, refuse: Refuse): void {
  if (nodes !== undefined && nodes % zones !== 0) refuse("nodes", `must be a multiple of zones, which is ${zones}`);
  const subnets = subnetCount(network);
  if (subnets !== undefined && zones > subnets) refuse("zones", `must be at most ${subnets}, the number of network.privateSubnetIds`);
}

/**
 * An OpenSearch domain for ePHI in private subnets: a KMS key, encryption between nodes, HTTPS with TLS 1.2 and forward secrecy, fine-grained access control by IAM,
 * logs of requests and failures kept six years, nodes in several zones, hourly snapshots that AWS keeps for 14 days. What audit logs hold is switched on inside of
 * the domain too, in its security settings. The account needs the service-linked role of OpenSearch, which the console makes with a first domain.
 * Serves 45 CFR 164.312(a)(1), (a)(2)(i) and (iv), (b), (d), (e)(1), 164.308(a)(7)(i).
 */
export class Search extends pulumi.ComponentResource {
  /** The domain's ARN. */
  readonly arn: pulumi.Output<string>;
  /** The domain's name. */
  readonly domainName: pulumi.Output<string>;
  /** The host to ask, over HTTPS. */
  readonly endpoint: pulumi.Output<string>;
  /** The id of the security group, to let clients in. */
  readonly securityGroupId: pulumi.Output<string>;
  /** The ARN of the KMS key. */
  readonly keyArn: pulumi.Output<string>;

  constructor(name: string, args: SearchArgs, opts?: pulumi.ComponentResourceOptions) {
    super(typeToken("Search"), name, validated("Search", name, args, argumentTable, together), componentOptions("Search", opts));
    const location = locationOf(this);
    const tags = tagsOf(args);
    const keyArn = resolveKey(this, name, args.key, {
      description: `Indices, snapshots and logs of ${name}`,
      through: ["es"],
      services: ["logs"],
      ...commonOf(args),
    });
    const domainName = physicalName(name, 28);
    const domainArn = arn(location, "es", `domain/${domainName}`);
    const logs = searchLogs(this, name, {
      location,
      domainName,
      domainArn,
      keyArn,
      tags,
      ...(args.logRetentionDays !== undefined && { retentionInDays: args.logRetentionDays }),
    });
    const group = closedSecurityGroup(this, name, {
      vpcId: args.network.vpcId,
      description: "The domain's clients",
      port: 443,
      clients: args.clients ?? [],
      tags,
    });
    const zones = args.zones ?? defaultZones;
    const domain = new aws.opensearch.Domain(
      name,
      {
        domainName,
        engineVersion: args.engineVersion ?? "OpenSearch_2.19",
        clusterConfig: {
          instanceType: args.instanceType ?? "r7g.large.search",
          instanceCount: args.nodes ?? (zones === 2 ? 4 : 3),
          zoneAwarenessEnabled: true,
          zoneAwarenessConfig: { availabilityZoneCount: zones },
          dedicatedMasterEnabled: true,
          dedicatedMasterCount: 3,
          dedicatedMasterType: args.masterInstanceType ?? "m7g.large.search",
        },
        ebsOptions: { ebsEnabled: true, volumeType: "gp3", volumeSize: args.storageGigabytes ?? 100 },
        vpcOptions: { subnetIds: privateSubnets(args.network, zones), securityGroupIds: [group.id] },
        encryptAtRest: { enabled: true, kmsKeyId: keyArn },
        nodeToNodeEncryption: { enabled: true },
        domainEndpointOptions: { enforceHttps: true, tlsSecurityPolicy: "Policy-Min-TLS-1-2-PFS-2023-10" },
        advancedSecurityOptions: {
          enabled: true,
          anonymousAuthEnabled: false,
          internalUserDatabaseEnabled: false,
          masterUserOptions: { masterUserArn: args.administratorArn },
        },
        accessPolicies: policyDocument([
          {
            Sid: "UsersAsk",
            Effect: "Allow",
            Principal: { AWS: args.users ?? iamArn(location, "root") },
            Action: "es:ESHttp*",
            Resource: pulumi.interpolate`${domainArn}/*`,
          },
        ]),
        logPublishingOptions: logs.options,
        softwareUpdateOptions: { autoSoftwareUpdateEnabled: true },
        offPeakWindowOptions: { enabled: true },
        tags,
      },
      { parent: this, protect: true, dependsOn: logs.permission },
    );
    if (args.alarms) searchAlarms(this, name, { location, domainName, topic: args.alarms, tags });
    this.arn = domainArn;
    this.domainName = domain.domainName;
    this.endpoint = domain.endpoint;
    this.securityGroupId = group.id;
    this.keyArn = keyArn;
    this.registerOutputs({
      arn: this.arn,
      domainName: this.domainName,
      endpoint: this.endpoint,
      securityGroupId: this.securityGroupId,
      keyArn: this.keyArn,
    });
  }
}
