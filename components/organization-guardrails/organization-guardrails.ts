import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { conformanceTemplate } from "../account-baseline/conformance-template";
import { AuditTrail } from "../audit-trail/audit-trail";
import { type ArgumentTable, input, listOf, optional, text } from "../foundation/checks";
import { Classification, tagsOf } from "../foundation/classification";
import { type CommonArgs, commonArguments } from "../foundation/common-arguments";
import { componentOptions, typeToken } from "../foundation/component";
import { emailAddress } from "../foundation/email-address";
import { locationOf } from "../foundation/location";
import { physicalName } from "../foundation/physical-name";
import { validated } from "../foundation/validation";
import { delegateSecurity } from "./delegated-administrator";
import { serviceControlPolicies } from "./service-control-policies";

export interface OrganizationGuardrailsArgs extends CommonArgs {
  /** What the records of the organization are. Default: "internal", since they hold no ePHI. */
  classification?: Classification;
  /** Ids of the roots, organizational units or accounts that hold ePHI, and that the guardrails bind: at least one. Serves 45 CFR 164.308(a)(4)(ii)(B). */
  targetIds: pulumi.Input<string>[];
  /** E-mail addresses of those who look into the organization's alarms and review its logs: at least one. Serves 45 CFR 164.308(a)(1)(ii)(D). */
  notify: string[];
  /**
   * The id of the account whose people administer GuardDuty, Security Hub, Inspector, Access Analyzer and Config for all others. Default: none, and the
   * management account does, where nobody should work. Serves 45 CFR 164.308(a)(2).
   */
  securityAccountId?: string;
  /**
   * ARN patterns of the roles that the guardrails do not bind: those that deploy AccountBaseline, AuditTrail and LogBucket in the accounts, whose calls (event
   * selectors of a trail, Object Lock of a bucket, the account's S3 block) are the very ones that nobody else may make. Default: none. Serves 45 CFR 164.312(a)(1).
   */
  keepers?: pulumi.Input<string>[];
  /** Prefixes of the actions of further services that nobody may use, "lightsail". Default: none beside those that AWS's list of eligible services leaves out. */
  refusedServices?: string[];
}

const argumentTable: ArgumentTable<OrganizationGuardrailsArgs> = {
  ...commonArguments,
  targetIds: listOf(
    input(
      text({
        matching: /^(r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}|\d{12})$/,
        described: "the id of a root, an organizational unit or an account",
      }),
    ),
    { minimum: 1 },
  ),
  notify: listOf(emailAddress, { minimum: 1, described: "a list of e-mail addresses" }),
  securityAccountId: optional(text({ matching: /^\d{12}$/, described: "the id of an account" })),
  keepers: optional(
    listOf(
      input(
        text({
          matching: /^arn:(aws(-[a-z]+)*|\*):iam::(\d{12}|\*):role\/[^*].*$/,
          described: "the ARN of a role, with * where it varies",
        }),
      ),
      { minimum: 1 },
    ),
  ),
  refusedServices: optional(
    listOf(text({ matching: /^[a-z][a-z0-9-]+$/, described: "the prefix of a service's actions" }), { minimum: 1 }),
  ),
};

/**
 * The same safeguards for all accounts of an organization, on AWS's own engines: service control policies (nobody stops a trail, deletes a key or a locked
 * record, calls below TLS 1.2, uses a service that is not HIPAA-eligible, or acts as root), the organization's trail with its alarms, a security account
 * that watches, and a conformance pack everywhere. Deploy it from the management account, in an organization with all features, with service control policies
 * switched on, with trusted access for CloudTrail and AWS Config (config-multiaccountsetup), and with an AccountBaseline in each account: without a recorder there
 * an account gets no conformance pack. Of the five service control policies that a target takes, FullAWSAccess among them, four are taken here. 45 CFR 164.308(a)(1)(ii)(B), 164.308(a)(4), 164.312(a)(1), (b).
 */
export class OrganizationGuardrails extends pulumi.ComponentResource {
  /** The ids of the service control policies, by their names. */
  readonly policyIds: pulumi.Output<{ [name: string]: string }>;
  /** The ARN of the organization's trail. */
  readonly trailArn: pulumi.Output<string>;

  constructor(name: string, args: OrganizationGuardrailsArgs, opts?: pulumi.ComponentResourceOptions) {
    super(
      typeToken("OrganizationGuardrails"),
      name,
      validated("OrganizationGuardrails", name, args, argumentTable, undefined, Classification.Internal),
      componentOptions("OrganizationGuardrails", opts),
    );
    const options = { parent: this };
    const classification = args.classification ?? Classification.Internal;
    const tags = tagsOf(args, classification);
    const trail = new AuditTrail(
      `${name}-trail`,
      { organization: true, notify: args.notify, classification, ...(args.tags && { tags: args.tags }) },
      options,
    );
    const policies = serviceControlPolicies({ keepers: args.keepers ?? [], refusedServices: args.refusedServices ?? [] }).map(
      (guardrail) => {
        const own = `${name}-${guardrail.name}`;
        const policy = new aws.organizations.Policy(
          own,
          {
            name: physicalName(own, 128),
            description: guardrail.description,
            type: "SERVICE_CONTROL_POLICY",
            content: guardrail.content,
            tags,
          },
          options,
        );
        for (const [index, targetId] of args.targetIds.entries()) {
          new aws.organizations.PolicyAttachment(`${own}-${index}`, { policyId: policy.id, targetId }, options);
        }
        return [guardrail.name, policy.id] as const;
      },
    );
    if (args.securityAccountId !== undefined) delegateSecurity(this, name, args.securityAccountId);
    new aws.cfg.OrganizationConformancePack(
      name,
      { name: `hipaa-safeguards-${physicalName(name, 100)}`, templateBody: locationOf(this).partition.apply(conformanceTemplate) },
      options,
    );
    this.policyIds = pulumi.output(Object.fromEntries(policies));
    this.trailArn = trail.trailArn;
    this.registerOutputs({ policyIds: this.policyIds, trailArn: this.trailArn });
  }
}
