import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type ArgumentTable, arnOf, flag, listOf, optional, text, wholeNumber } from "../foundation/checks";
import { tagsOf } from "../foundation/classification";
import { type CommonArgs, commonArguments } from "../foundation/common-arguments";
import { componentOptions, typeToken } from "../foundation/component";
import { askForException, type ExceptionEntry, exceptionArgument, exceptionTags } from "../foundation/exception";
import { locationOf } from "../foundation/location";
import { physicalName } from "../foundation/physical-name";
import { validated } from "../foundation/validation";
import { keyPolicy } from "./key-policy";

export interface EncryptionKeyArgs extends CommonArgs {
  /** What the key encrypts, in a sentence. Default: the component's name. */
  description?: string;
  /**
   * ARNs of the roles that administer the key: change its policy, disable it, schedule its deletion. They cannot decrypt with it.
   * The role that deploys has to be one of them: KMS refuses a policy that its own author could not change again. Default: whoever the account's IAM policies let. Serves 45 CFR 164.312(a)(1), 164.308(a)(4)(ii)(B).
   */
  administrators?: pulumi.Input<string>[];
  /**
   * ARNs of the roles that encrypt and decrypt with the key. The role that deploys has to be one of them where it makes what works by grants, as databases, file
   * systems and functions do. Default: whoever the account's IAM policies let. Serves 45 CFR 164.312(a)(1).
   */
  users?: pulumi.Input<string>[];
  /**
   * The AWS services by way of which users may use the key, by their endpoint's name: "s3", "rds", "dynamodb". What is encrypted can then be read
   * through these services only, and never by a call to KMS. Default: no such limit.
   */
  through?: string[];
  /**
   * AWS services that use the key for this account themselves, by their principal's name: "logs", "cloudtrail", "sns", "events",
   * "delivery.logs". Default: none.
   */
  services?: string[];
  /**
   * Days from a request to delete the key until it is gone, and all that it encrypted with it: 7 to 30, default 30. Fewer needs `exception`.
   * Serves 45 CFR 164.308(a)(7)(ii)(C).
   */
  deletionWindowInDays?: number;
  /**
   * Days from one rotation to the next: 90 to 365, default 365. Each of the first two rotations adds 1 USD a month to the 1 USD that a key costs.
   * Serves 45 CFR 164.312(a)(2)(iv).
   */
  rotationPeriodInDays?: number;
  /** The key's Region, as in "us-east-1", where what CloudFront needs lives. Default: the provider's. */
  region?: string;
  /** Whether the key can be replicated into other Regions; it cannot be changed later. Each replica costs what a key costs. Default: false. */
  multiRegion?: boolean;
  /** Why a safeguard is weakened; asked for with `deletionWindowInDays` below 30. */
  exception?: ExceptionEntry;
}

const longestDeletionWindow = 30;
const serviceName = text({ matching: /^[a-z0-9][a-z0-9.-]*$/, described: 'the name of an AWS service, without ".amazonaws.com"' });

const argumentTable: ArgumentTable<EncryptionKeyArgs> = {
  ...commonArguments,
  description: optional(text({ maximum: 8192 })),
  administrators: optional(listOf(arnOf("iam"), { minimum: 1, described: "a list of ARNs of roles" })),
  users: optional(listOf(arnOf("iam"), { minimum: 1, described: "a list of ARNs of roles" })),
  through: optional(listOf(serviceName, { minimum: 1, described: "a list of AWS services" })),
  services: optional(listOf(serviceName, { minimum: 1, described: "a list of AWS services" })),
  deletionWindowInDays: optional(wholeNumber({ minimum: 7, maximum: longestDeletionWindow, unit: "days" })),
  rotationPeriodInDays: optional(wholeNumber({ minimum: 90, maximum: 365, unit: "days" })),
  region: optional(text({ matching: /^[a-z]{2}(-[a-z]+)+-\d$/, described: "a Region, as in us-east-1" })),
  multiRegion: optional(flag()),
  exception: exceptionArgument,
};

/**
 * A customer-managed KMS key for ePHI, 45 CFR 164.312(a)(2)(iv): it rotates, waits 30 days before it is deleted, has an alias, and a policy
 * that tells its administrators from its users and names no wildcard principal. It costs 1 USD a month, and 0.03 USD for 10,000 requests.
 */
export class EncryptionKey extends pulumi.ComponentResource {
  /** The key's ARN. */
  readonly arn: pulumi.Output<string>;
  /** The key's id. */
  readonly keyId: pulumi.Output<string>;
  /** The alias's name, `alias/...`. */
  readonly aliasName: pulumi.Output<string>;

  constructor(name: string, args: EncryptionKeyArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    super(
      typeToken("EncryptionKey"),
      name,
      validated("EncryptionKey", name, args, argumentTable, (given, refuse) => {
        const isShort = (given.deletionWindowInDays ?? longestDeletionWindow) < longestDeletionWindow;
        askForException(isShort ? { deletionWindowInDays: "is shorter than 30 days" } : {}, given.exception, refuse);
      }),
      componentOptions("EncryptionKey", opts),
    );
    const tags = { ...tagsOf(args), ...exceptionTags(args.exception) };
    const location = locationOf(this);
    const { region } = args;
    const key = new aws.kms.Key(
      name,
      {
        description: args.description ?? `${name}, of ${pulumi.getProject()} ${pulumi.getStack()}`,
        enableKeyRotation: true,
        rotationPeriodInDays: args.rotationPeriodInDays ?? 365,
        deletionWindowInDays: args.deletionWindowInDays ?? longestDeletionWindow,
        multiRegion: args.multiRegion ?? false,
        policy: keyPolicy(args, region === undefined ? location : { ...location, region: pulumi.output(region) }),
        ...(region !== undefined && { region }),
        tags,
      },
      { parent: this },
    );
    const alias = new aws.kms.Alias(
      name,
      {
        name: this.urn.apply((urn) => `alias/${physicalName(`${name}${ownerOf(urn)}`, 250)}`),
        targetKeyId: key.keyId,
        ...(region !== undefined && { region }),
      },
      { parent: this, deleteBeforeReplace: true },
    );
    this.arn = key.arn;
    this.keyId = key.keyId;
    this.aliasName = alias.name;
    this.registerOutputs({ arn: this.arn, keyId: this.keyId, aliasName: this.aliasName });
  }
}

/** `-database` where a Database makes the key for itself, whose name a Table may have too; nothing where nobody does. */
function ownerOf(urn: string): string {
  const owner = /components:index:(\w+)\$components:index:EncryptionKey::/.exec(urn)?.[1];
  return owner === undefined ? "" : `-${owner.toLowerCase()}`;
}
