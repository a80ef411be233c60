import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { alertTopic } from "../foundation/alert-topic";
import { type ArgumentTable, input, listOf, optional, text, wholeNumber } from "../foundation/checks";
import { Classification, tagsOf } from "../foundation/classification";
import { type CommonArgs, commonArguments } from "../foundation/common-arguments";
import { componentOptions, typeToken } from "../foundation/component";
import { emailAddress } from "../foundation/email-address";
import { iamArn, locationOf } from "../foundation/location";
import { physicalName } from "../foundation/physical-name";
import { policyDocument } from "../foundation/policy-document";
import { type KeyReference, keyArgument } from "../foundation/references";
import { resolveKey } from "../foundation/resolve-key";
import { validated } from "../foundation/validation";
import { runbookOf } from "./runbook";
import { watch } from "./watch";

export interface BreakGlassArgs extends CommonArgs {
  /**
   * What the records of the role's use are. Default: "internal", since they tell who did what and hold no ePHI.
   */
  classification?: Classification;
  /**
   * ARNs of the policies that say what may be done in an emergency: at least one, and none of AWS's administrator policies. Serves 45 CFR 164.312(a)(1),
   * 164.308(a)(4)(ii)(B).
   */
  policyArns: pulumi.Input<string>[];
  /**
   * Who may take the role, always with a second factor: ARNs of users, or of whole accounts. Default: this account, whose own policies then say who.
   * Serves 45 CFR 164.312(a)(2)(ii), (d).
   */
  trusted?: pulumi.Input<string>[];
  /** Minutes that a session lasts: 60, the least that AWS takes, to 240; default 60. Serves 45 CFR 164.312(a)(2)(iii). */
  sessionMinutes?: number;
  /** E-mail addresses that are told of each use: at least one, of people who look at once. Each has to confirm once. Serves 45 CFR 164.312(b). */
  notify: string[];
  /**
   * The KMS key of notices and records, which CloudWatch and CloudWatch Logs must be able to use. Default: one is created, 1 USD a month.
   * Serves 45 CFR 164.312(a)(2)(iv).
   */
  key?: KeyReference;
}

const principal = input(
  text({
    matching: /^arn:aws(-[a-z]+)*:iam::\d{12}:(root|user\/.+)$/,
    described: "the ARN of an IAM user or of an account's root",
  }),
);
const policyArn = input(
  text({
    matching: /^arn:aws(-[a-z]+)*:iam::(aws|\d{12}):policy\/(?!(.*\/)?(AdministratorAccess|IAMFullAccess|PowerUserAccess)$).+/,
    described: "the ARN of a policy, and none that grants everything",
  }),
);

const argumentTable: ArgumentTable<BreakGlassArgs> = {
  ...commonArguments,
  policyArns: listOf(policyArn, { minimum: 1, described: "a list of ARNs of policies" }),
  trusted: optional(listOf(principal, { minimum: 1, described: "a list of ARNs of users or accounts" })),
  sessionMinutes: optional(wholeNumber({ minimum: 60, maximum: 240, unit: "minutes" })),
  notify: listOf(emailAddress, { minimum: 1, described: "a list of e-mail addresses" }),
  key: keyArgument,
};

/** Seconds since somebody showed a second factor. */
const longestSinceSecondFactor = "900";

/**
 * The emergency access procedure, 45 CFR 164.312(a)(2)(ii): a role that named people take with a second factor and for an hour, notices and an alarm
 * whenever somebody does, a record of the calls that the role made in this Region, kept six years, and a runbook to print. Where STS is called at its global
 * endpoint, AWS reports the use in us-east-1 (us-gov-west-1, cn-north-1): deploy it there. EventBridge reports what a trail records, so the account needs one:
 * an AuditTrail has the calls of all Regions.
 */
export class BreakGlass extends pulumi.ComponentResource {
  /** The name of the role. */
  readonly roleName: pulumi.Output<string>;
  /** The ARN of the role. */
  readonly roleArn: pulumi.Output<string>;
  /** The ARN of the topic that tells of each use. */
  readonly topicArn: pulumi.Output<string>;
  /** The name of the log group with all that the role did. */
  readonly logGroupName: pulumi.Output<string>;
  /** What to do in an emergency, step by step, as Markdown: print it, since the network may be down. */
  readonly runbook: pulumi.Output<string>;

  constructor(name: string, args: BreakGlassArgs, opts?: pulumi.ComponentResourceOptions) {
    super(
      typeToken("BreakGlass"),
      name,
      validated("BreakGlass", name, args, argumentTable, undefined, Classification.Internal),
      componentOptions("BreakGlass", opts),
    );
    const location = locationOf(this);
    const classification = args.classification ?? Classification.Internal;
    const tags = tagsOf(args, classification);
    // The policy pack, and people, know the role by these words.
    const roleName = physicalName(/break-?glass|emergency/.test(name) ? name : `${name}-break-glass`, 64);
    const roleArn = iamArn(location, `role/${roleName}`);
    const sessionMinutes = args.sessionMinutes ?? 60;
    const role = new aws.iam.Role(
      name,
      {
        name: roleName,
        description: "Emergency access. Each use is reported.",
        maxSessionDuration: sessionMinutes * 60,
        assumeRolePolicy: policyDocument([
          {
            Sid: "PeopleWithSecondFactor",
            Effect: "Allow",
            Principal: { AWS: args.trusted ?? iamArn(location, "root") },
            Action: "sts:AssumeRole",
            Condition: {
              Bool: { "aws:MultiFactorAuthPresent": "true" },
              NumericLessThan: { "aws:MultiFactorAuthAge": longestSinceSecondFactor },
            },
          },
        ]),
        tags,
      },
      { parent: this },
    );
    for (const [index, policyArn] of args.policyArns.entries()) {
      new aws.iam.RolePolicyAttachment(`${name}-${index}`, { role: role.name, policyArn }, { parent: this });
    }
    const keyArn = resolveKey(this, name, args.key, {
      description: `Notices and records of ${name}`,
      services: ["cloudwatch", "logs"],
      classification,
      ...(args.tags && { tags: args.tags }),
    });
    const topicArn = alertTopic(this, name, { location, keyArn, tags, emails: args.notify });
    const logs = watch(this, name, { location, keyArn, tags, topicArn, roleName, roleArn });
    this.roleName = role.name;
    this.roleArn = roleArn;
    this.topicArn = topicArn;
    this.logGroupName = logs.name;
    this.runbook = runbookOf({ roleArn, sessionMinutes, logGroupName: logs.name, notified: args.notify });
    this.registerOutputs({
      roleName: this.roleName,
      roleArn: this.roleArn,
      topicArn: this.topicArn,
      logGroupName: this.logGroupName,
      runbook: this.runbook,
    });
  }
}
