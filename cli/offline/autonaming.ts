// Names that the real provider makes up in Check when the program gives none, so that policies see them in a preview.
// The exceptions follow the real provider's own table (provider/resource_overrides.go of github.com/pulumi/pulumi-aws); where it uses
// random digits these come from the URN, so that two previews agree.
import { hexadecimal, letters } from "./fingerprint";
import { isSet, type PropertyMap, plain } from "./property-values";
import type { ResourceType } from "./schema";

interface Naming {
  readonly property: string;
  /** The longest name that AWS takes, in characters. */
  readonly maximumLength: number;
  readonly separator: string;
  readonly lowerCase: boolean;
  /** What makes the name unique: 7 hexadecimal digits, 8 letters where AWS takes no digits, or nothing. */
  readonly ending: "digits" | "letters" | "none";
  readonly prefix: string;
  /** The boolean input that makes AWS ask for the ending ".fifo". */
  readonly fifo?: string;
}

const usual: Naming = { property: "name", maximumLength: 255, separator: "-", lowerCase: false, ending: "digits", prefix: "" };
const loadBalancing: Partial<Naming> = { maximumLength: 32 };
const underscore: Partial<Naming> = { separator: "_" };
const wordsOnly: Partial<Naming> = { separator: "_", ending: "letters" };

const exceptions: Readonly<Record<string, Partial<Naming>>> = {
  "aws:alb/loadBalancer:LoadBalancer": loadBalancing,
  "aws:alb/targetGroup:TargetGroup": loadBalancing,
  "aws:appsync/dataSource:DataSource": underscore,
  "aws:appsync/function:Function": underscore,
  "aws:athena/database:Database": underscore,
  "aws:backup/restoreTestingPlan:RestoreTestingPlan": underscore,
  "aws:cloudwatch/eventRule:EventRule": { maximumLength: 64 },
  "aws:cloudwatch/eventTarget:EventTarget": { property: "targetId" },
  "aws:codedeploy/deploymentConfig:DeploymentConfig": { property: "deploymentConfigName", separator: "_", maximumLength: 100 },
  "aws:ec2/keyPair:KeyPair": { property: "keyName" },
  "aws:efs/fileSystem:FileSystem": { property: "creationToken" },
  "aws:eks/fargateProfile:FargateProfile": { property: "fargateProfileName" },
  "aws:eks/nodeGroup:NodeGroup": { property: "nodeGroupName" },
  "aws:elasticache/cluster:Cluster": { property: "clusterId", maximumLength: 50, lowerCase: true },
  "aws:elasticache/replicationGroup:ReplicationGroup": { property: "replicationGroupId", maximumLength: 40, lowerCase: true },
  "aws:elasticbeanstalk/environment:Environment": { maximumLength: 40 },
  "aws:elasticsearch/domain:Domain": { property: "domainName", maximumLength: 28, lowerCase: true },
  "aws:elb/loadBalancer:LoadBalancer": loadBalancing,
  "aws:glue/catalogDatabase:CatalogDatabase": { ...wordsOnly, lowerCase: true },
  "aws:glue/catalogTable:CatalogTable": { ...wordsOnly, lowerCase: true },
  "aws:iam/role:Role": { maximumLength: 64 },
  "aws:iot/topicRule:TopicRule": underscore,
  "aws:kms/alias:Alias": { prefix: "alias/", maximumLength: 238 },
  "aws:lambda/function:Function": { maximumLength: 64 },
  "aws:lambda/permission:Permission": { property: "statementId", maximumLength: 100 },
  "aws:lb/loadBalancer:LoadBalancer": loadBalancing,
  "aws:lb/targetGroup:TargetGroup": loadBalancing,
  "aws:lex/bot:Bot": wordsOnly,
  "aws:lex/botAlias:BotAlias": wordsOnly,
  "aws:lex/intent:Intent": wordsOnly,
  "aws:lex/slotType:SlotType": wordsOnly,
  "aws:mq/broker:Broker": { property: "brokerName", maximumLength: 55 },
  "aws:msk/cluster:Cluster": { property: "clusterName" },
  "aws:msk/serverlessCluster:ServerlessCluster": { property: "clusterName" },
  "aws:opensearch/domain:Domain": { property: "domainName" },
  "aws:rds/instance:Instance": { property: "identifier", separator: "" },
  "aws:s3/bucket:Bucket": { property: "bucket", maximumLength: 63, lowerCase: true },
  "aws:s3/bucketObject:BucketObject": { property: "key", ending: "none" },
  "aws:s3/bucketObjectv2:BucketObjectv2": { property: "key", ending: "none" },
  "aws:s3/bucketV2:BucketV2": { property: "bucket", maximumLength: 63, lowerCase: true },
  "aws:sns/topic:Topic": { fifo: "fifoTopic", maximumLength: 80 },
  "aws:sqs/queue:Queue": { fifo: "fifoQueue", maximumLength: 80 },
};

/** What the engine's own setting `pulumi:autonaming` asks for. */
export type NameProposal = { readonly mode: "propose" | "enforce"; readonly name: string } | { readonly mode: "disable" };

/** The property that names a resource of this type, if the provider makes up a name when none is given. */
export function namingProperty(type: ResourceType): string | undefined {
  const property = namingOf(type).property;
  const input = type.inputs.get(property);
  return input && !input.required && input.kind === "s" ? property : undefined;
}

export type AutomaticName =
  | { readonly property: string; readonly name: string }
  | { readonly property: string; readonly tooLong: string; readonly maximumLength: number };

/**
 * The name for a resource whose inputs have none, or undefined if it needs none (it has one, or a prefix for AWS to complete).
 *
 * @param logicalName the resource's name in the program
 */
export function automaticName(
  type: ResourceType,
  inputs: PropertyMap,
  urn: string,
  logicalName: string,
  proposal?: NameProposal,
): AutomaticName | undefined {
  const property = namingProperty(type);
  if (property === undefined || isSet(inputs[property]) || isSet(inputs[`${property}Prefix`])) return undefined;
  if (proposal?.mode === "disable") return undefined;
  if (proposal?.mode === "enforce") return { property, name: proposal.name };
  const naming = namingOf(type);
  const base = proposal?.name ?? logicalName + endingOf(naming, urn);
  const cased = naming.lowerCase ? base.toLowerCase() : base;
  const prefixed = cased.startsWith(naming.prefix) ? cased : naming.prefix + cased;
  if (prefixed.length - naming.prefix.length > naming.maximumLength) {
    return { property, tooLong: prefixed, maximumLength: naming.maximumLength };
  }
  const fifo = naming.fifo !== undefined && plain(inputs[naming.fifo]) === true;
  return { property, name: fifo && !prefixed.endsWith(".fifo") ? `${prefixed}.fifo` : prefixed };
}

function namingOf(type: ResourceType): Naming {
  return { ...usual, ...exceptions[type.token] };
}

function endingOf(naming: Naming, urn: string): string {
  if (naming.ending === "none") return "";
  return naming.separator + (naming.ending === "letters" ? letters(urn, 8) : hexadecimal(urn, 7));
}
