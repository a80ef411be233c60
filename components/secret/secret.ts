import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type ArgumentTable, arnOf, input, listOf, objectOf, optional, text, wholeNumber } from "../foundation/checks";
import { tagsOf } from "../foundation/classification";
import { type CommonArgs, commonArguments, commonOf } from "../foundation/common-arguments";
import { componentOptions, typeToken } from "../foundation/component";
import { arn, locationOf } from "../foundation/location";
import { physicalName } from "../foundation/physical-name";
import { type KeyReference, keyArgument } from "../foundation/references";
import { resolveKey } from "../foundation/resolve-key";
import { type Refuse, validated } from "../foundation/validation";
import { type ManagedRotation, managedRotationArgument, rotate } from "./rotation";
import { secretPolicy } from "./secret-policy";

/** A copy of the secret in another Region. */
export interface SecretReplica {
  /** The Region, as in "us-west-2". */
  region: string;
  /** The ARN of the KMS key of the copy, in that Region. */
  keyArn: pulumi.Input<string>;
}

export interface SecretArgs extends CommonArgs {
  /** What the secret opens, in a sentence. Default: the component's name. */
  description?: string;
  /**
   * The ARN of the Lambda function that changes the secret, here and where it is checked. It may be called by Secrets Manager for this secret; what else it may
   * do is its role's. Either this or `managedRotation`. Serves 45 CFR 164.308(a)(5)(ii)(D), 164.312(d).
   */
  rotationFunctionArn?: pulumi.Input<string>;
  /** A secret of a partner's service that Secrets Manager changes without a function. */
  managedRotation?: ManagedRotation;
  /** Days from one change to the next: 1 to 90, default 30. Serves 45 CFR 164.308(a)(5)(ii)(D). */
  rotationDays?: number;
  /** The KMS key of the secret. Default: one is created, 1 USD a month; the secret itself costs 0.40 USD. Serves 45 CFR 164.312(a)(2)(iv). */
  key?: KeyReference;
  /**
   * ARNs of the only roles that read the secret, with that of the rotation function among them, and where `initialValue` is given that of the role that deploys,
   * which looks whether the value is there. Default: whoever the account's IAM policies let; no other
   * account. Serves 45 CFR 164.312(a)(1), 164.308(a)(4)(ii)(B).
   */
  readers?: pulumi.Input<string>[];
  /** The secret's first value. Pulumi's state has it encrypted, and no refresh reads the present one into it. Default: none; the first rotation makes it, or somebody by hand. */
  initialValue?: pulumi.Input<string>;
  /** Copies in other Regions, each 0.40 USD a month. Default: none. Serves 45 CFR 164.308(a)(7)(ii)(C). */
  replicas?: SecretReplica[];
  /** Days in which a deleted secret can be brought back: 7 to 30, default 30. Serves 45 CFR 164.308(a)(7)(ii)(C). */
  recoveryWindowInDays?: number;
}

const argumentTable: ArgumentTable<SecretArgs> = {
  ...commonArguments,
  description: optional(text({ maximum: 2048 })),
  rotationFunctionArn: optional(arnOf("lambda")),
  managedRotation: optional(managedRotationArgument),
  rotationDays: optional(wholeNumber({ minimum: 1, maximum: 90, unit: "days" })),
  key: keyArgument,
  readers: optional(listOf(arnOf("iam"), { minimum: 1, described: "a list of ARNs of roles" })),
  initialValue: optional(input(text({ maximum: 65536 }))),
  replicas: optional(
    listOf(
      objectOf<SecretReplica>({
        region: text({ matching: /^[a-z]{2}(-[a-z]+)+-\d$/, described: "a Region, as in us-west-2" }),
        keyArn: arnOf("kms"),
      }),
      { minimum: 1, described: "a list of replicas" },
    ),
  ),
  recoveryWindowInDays: optional(wholeNumber({ minimum: 7, maximum: 30, unit: "days" })),
};

function together(args: SecretArgs, refuse: Refuse): void {
  if (args.rotationFunctionArn === undefined && args.managedRotation === undefined) {
    refuse("rotationFunctionArn", "is missing, and so is managedRotation: a secret that nobody changes is one that somebody knows");
  }
  if (args.rotationFunctionArn !== undefined && args.managedRotation !== undefined) {
    refuse("managedRotation", "does not go with rotationFunctionArn: one of them changes the secret");
  }
}

/**
 * A secret that is changed every month: by a Lambda function, or by Secrets Manager. A KMS key, a policy that keeps other accounts out and lets whom it names read,
 * and 30 days to bring it back. Passwords of databases need none: Database has RDS keep and change them. Serves 45 CFR 164.312(a)(1), (a)(2)(iv), (d).
 */
export class Secret extends pulumi.ComponentResource {
  /** The secret's ARN. */
  readonly arn: pulumi.Output<string>;
  /** A pattern that the secret's ARN fits, known in a preview: for IAM policies. Secrets Manager ends each ARN with six characters of its own. */
  readonly arnPattern: pulumi.Output<string>;
  /** The secret's name. */
  readonly secretName: pulumi.Output<string>;
  /** The ARN of the KMS key. */
  readonly keyArn: pulumi.Output<string>;

  constructor(name: string, args: SecretArgs, opts?: pulumi.ComponentResourceOptions) {
    super(typeToken("Secret"), name, validated("Secret", name, args, argumentTable, together), componentOptions("Secret", opts));
    const location = locationOf(this);
    const keyArn = resolveKey(this, name, args.key, {
      description: `The secret ${name}`,
      through: ["secretsmanager"],
      ...commonOf(args),
    });
    const secretName = physicalName(name, 500);
    const secret = new aws.secretsmanager.Secret(
      name,
      {
        name: secretName,
        description: args.description ?? name,
        kmsKeyId: keyArn,
        recoveryWindowInDays: args.recoveryWindowInDays ?? 30,
        ...(args.managedRotation && { type: args.managedRotation.type }),
        ...(args.replicas && { replicas: args.replicas.map((replica) => ({ region: replica.region, kmsKeyId: replica.keyArn })) }),
        tags: tagsOf(args),
      },
      { parent: this, deleteBeforeReplace: true },
    );
    const child = { parent: this, deletedWith: secret };
    const policy = new aws.secretsmanager.SecretPolicy(
      name,
      { secretArn: secret.arn, policy: secretPolicy(location, args.readers), blockPublicPolicy: true },
      child,
    );
    const value =
      args.initialValue === undefined
        ? undefined
        : new aws.secretsmanager.SecretVersion(
            name,
            { secretId: secret.id, secretStringWo: pulumi.secret(args.initialValue), secretStringWoVersion: 1 },
            child,
          );
    rotate(this, name, {
      location,
      secret,
      rotationDays: args.rotationDays ?? 30,
      dependsOn: value ? [policy, value] : [policy],
      ...(args.rotationFunctionArn !== undefined && { functionArn: args.rotationFunctionArn }),
      ...(args.managedRotation && { managed: args.managedRotation }),
    });
    this.arn = secret.arn;
    this.arnPattern = arn(location, "secretsmanager", `secret:${secretName}-??????`);
    this.secretName = secret.name;
    this.keyArn = keyArn;
    this.registerOutputs({ arn: this.arn, arnPattern: this.arnPattern, secretName: this.secretName, keyArn: this.keyArn });
  }
}
