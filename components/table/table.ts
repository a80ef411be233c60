import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type ArgumentTable, arnOf, flag, listOf, mapOf, objectOf, oneOf, optional, text } from "../foundation/checks";
import { tagsOf } from "../foundation/classification";
import { type CommonArgs, commonArguments, commonOf } from "../foundation/common-arguments";
import { componentOptions, typeToken } from "../foundation/component";
import { askForException, type ExceptionEntry, exceptionArgument, exceptionTags } from "../foundation/exception";
import { arn, locationOf } from "../foundation/location";
import { physicalName } from "../foundation/physical-name";
import { type BackupReference, backupArgument, type KeyReference, keyArgument } from "../foundation/references";
import { backUp } from "../foundation/resolve-backup";
import { resolveKey } from "../foundation/resolve-key";
import { type Refuse, validated } from "../foundation/validation";
import { attributeName, globalIndex, indexesArgument, keyAttributes, type TableIndex } from "./indexes";

/** A copy of the table in another Region, which takes writes too. */
export interface TableReplica {
  /** The Region, as in "us-west-2". */
  region: string;
  /** The ARN of the KMS key of the copy, in that Region. */
  keyArn: pulumi.Input<string>;
}

export interface TableArgs extends CommonArgs {
  /** The attribute that the table is divided by. It cannot be changed later. */
  hashKey: string;
  /** The attribute that items of one `hashKey` are sorted by. Default: none. It cannot be changed later. */
  rangeKey?: string;
  /** The types of the keys that are no texts: "N" for a number, "B" for bytes. Default: "S", a text. */
  attributeTypes?: { [name: string]: string };
  /** Further ways to look items up. Default: none. */
  indexes?: TableIndex[];
  /** The KMS key of the items. Default: one is created, 1 USD a month. Serves 45 CFR 164.312(a)(2)(iv). */
  key?: KeyReference;
  /**
   * The plan that backs the table up beside point-in-time recovery, which reaches back 35 days. Default: a BackupVault is created, whose backups and copies
   * cost 0.10 USD a GB a month each, and its two keys 2 USD a month. Serves 45 CFR 164.308(a)(7)(ii)(A).
   */
  backup?: BackupReference;
  /** What a stream of changes holds: "KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE" or "NEW_AND_OLD_IMAGES". Default: no stream. Whatever reads it handles ePHI too. */
  streamViewType?: string;
  /** The attribute with the time, in seconds since 1970, after which DynamoDB deletes an item. Default: items are kept. */
  expiryAttribute?: string;
  /** Copies of the table in other Regions; with these, items travel there within a second. Default: none. Serves 45 CFR 164.308(a)(7)(ii)(C). */
  replicas?: TableReplica[];
  /** Whether the table refuses to be deleted. Default: true; false needs `exception`. Serves 45 CFR 164.312(c)(1). */
  deletionProtection?: boolean;
  /** Why a safeguard is weakened; asked for with `deletionProtection` false. */
  exception?: ExceptionEntry;
}

const argumentTable: ArgumentTable<TableArgs> = {
  ...commonArguments,
  hashKey: attributeName,
  rangeKey: optional(attributeName),
  attributeTypes: optional(mapOf(attributeName, oneOf(["S", "N", "B"]))),
  indexes: indexesArgument,
  key: keyArgument,
  backup: backupArgument,
  streamViewType: optional(oneOf(["KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES"])),
  expiryAttribute: optional(attributeName),
  replicas: optional(
    listOf(
      objectOf<TableReplica>({
        region: text({ matching: /^[a-z]{2}(-[a-z]+)+-\d$/, described: "a Region, as in us-west-2" }),
        keyArn: arnOf("kms"),
      }),
      { minimum: 1, described: "a list of replicas" },
    ),
  ),
  deletionProtection: optional(flag()),
  exception: exceptionArgument,
};

const mostIndexes = 20;
/** What DynamoDB copies to other Regions it takes from this stream. Source: Amazon DynamoDB Developer Guide, "How DynamoDB global tables work". */
const streamOfReplicas = "NEW_AND_OLD_IMAGES";

function together(args: TableArgs, refuse: Refuse): void {
  const { indexes = [], replicas = [], attributeTypes = {}, streamViewType, rangeKey, hashKey } = args;
  if (rangeKey === hashKey) refuse("rangeKey", "must be another attribute than hashKey");
  if (indexes.length > mostIndexes) refuse("indexes", `must have at most ${mostIndexes} items`);
  const names = indexes.map(({ name }) => name);
  const twice = names.findIndex((name, index) => names.indexOf(name) < index);
  if (twice !== -1) refuse(`indexes[${twice}].name`, "repeats the name of an item before it");
  const keys = keyAttributes(args);
  const foreign = Object.keys(attributeTypes).find((name) => !keys.includes(name));
  if (foreign !== undefined)
    refuse(`attributeTypes.${foreign}`, "is no key of the table or of an index; DynamoDB takes the types of keys only");
  if (replicas.length > 0 && streamViewType !== undefined && streamViewType !== streamOfReplicas) {
    refuse("streamViewType", `must be "${streamOfReplicas}" where the table has replicas`);
  }
  askForException(
    args.deletionProtection === false ? { deletionProtection: "lets the table be deleted with its items" } : {},
    args.exception,
    refuse,
  );
}

/**
 * A DynamoDB table for ePHI: a KMS key, recovery to any second of the last 35 days, backups in a locked vault with a copy in another Region, no deletion by
 * mistake. It is paid by request, so that its capacity follows its load. Serves 45 CFR 164.312(a)(2)(iv), (c)(1), 164.308(a)(7)(ii)(A), (B).
 */
export class Table extends pulumi.ComponentResource {
  /** The table's name. */
  readonly tableName: pulumi.Output<string>;
  /** The table's ARN. */
  readonly arn: pulumi.Output<string>;
  /** The ARN of the stream of changes; empty where there is none. */
  readonly streamArn: pulumi.Output<string>;
  /** The ARN of the KMS key of the items. */
  readonly keyArn: pulumi.Output<string>;
  /** The id of the plan that backs the table up. */
  readonly backupPlanId: pulumi.Output<string>;

  constructor(name: string, args: TableArgs, opts?: pulumi.ComponentResourceOptions) {
    super(typeToken("Table"), name, validated("Table", name, args, argumentTable, together), componentOptions("Table", opts));
    const location = locationOf(this);
    const deletionProtectionEnabled = args.deletionProtection ?? true;
    const keyArn = resolveKey(this, name, args.key, { description: `Items in ${name}`, through: ["dynamodb"], ...commonOf(args) });
    const tableName = physicalName(name, 255);
    const streamViewType = args.streamViewType ?? (args.replicas && streamOfReplicas);
    const table = new aws.dynamodb.Table(
      name,
      {
        name: tableName,
        billingMode: "PAY_PER_REQUEST",
        hashKey: args.hashKey,
        ...(args.rangeKey !== undefined && { rangeKey: args.rangeKey }),
        attributes: keyAttributes(args).map((attribute) => ({ name: attribute, type: args.attributeTypes?.[attribute] ?? "S" })),
        ...(args.indexes && { globalSecondaryIndexes: args.indexes.map(globalIndex) }),
        serverSideEncryption: { enabled: true, kmsKeyArn: keyArn },
        pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: 35 },
        deletionProtectionEnabled,
        ...(streamViewType !== undefined && { streamEnabled: true, streamViewType }),
        ...(args.expiryAttribute !== undefined && { ttl: { enabled: true, attributeName: args.expiryAttribute } }),
        ...(args.replicas && {
          replicas: args.replicas.map(({ region, keyArn: replicaKey }) => ({
            regionName: region,
            kmsKeyArn: replicaKey,
            pointInTimeRecovery: true,
            deletionProtectionEnabled,
            propagateTags: true,
          })),
        }),
        tags: { ...tagsOf(args), ...exceptionTags(args.exception) },
      },
      { parent: this, protect: deletionProtectionEnabled },
    );
    const planId = backUp(this, name, args.backup, table.arn, { restoreTest: { resourceType: "DynamoDB" }, ...commonOf(args) });
    this.tableName = table.name;
    this.arn = arn(location, "dynamodb", `table/${tableName}`);
    this.streamArn = streamViewType === undefined ? pulumi.output("") : table.streamArn;
    this.keyArn = keyArn;
    this.backupPlanId = pulumi.output(planId);
    this.registerOutputs({
      tableName: this.tableName,
      arn: this.arn,
      streamArn: this.streamArn,
      keyArn: this.keyArn,
      backupPlanId: this.backupPlanId,
    });
  }
}
