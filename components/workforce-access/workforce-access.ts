import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type ArgumentTable, input, listOf, objectOf, optional, referenceTo, text, wholeNumber } from "../foundation/checks";
import { Classification, type Tags, tagsOf } from "../foundation/classification";
import { type CommonArgs, commonArguments } from "../foundation/common-arguments";
import { componentOptions, typeToken } from "../foundation/component";
import { policyDocument, type Statement } from "../foundation/policy-document";
import { validated } from "../foundation/validation";

/** What people of one job may do, and in which accounts. */
export interface JobRole {
  /** The name of the permission set, as people see it when they sign in: at most 32 letters, digits and dashes. */
  name: string;
  /** What people of this job do, in a sentence. */
  description: string;
  /**
   * ARNs of policies of AWS's own that the job needs: none that grants everything. Serves 45 CFR 164.308(a)(4)(ii)(B), 164.312(a)(1).
   */
  awsPolicyArns?: pulumi.Input<string>[];
  /** Names of policies that each of `accounts` has, and that the job needs. */
  accountPolicyNames?: string[];
  /** Minutes that a session lasts: 60, the least that AWS takes, to 240; default 60. Serves 45 CFR 164.312(a)(2)(iii). */
  sessionMinutes?: number;
  /** Ids of the groups of the identity store whose members have the job: groups only, never single people. Serves 45 CFR 164.308(a)(4)(ii)(C). */
  groupIds: pulumi.Input<string>[];
  /** Ids of the accounts in which the job is done. */
  accounts: string[];
}

/** An instance of IAM Identity Center. */
export interface IdentityCenterReference {
  /** The instance's ARN. */
  arn: pulumi.Input<string>;
}

export interface WorkforceAccessArgs extends CommonArgs {
  /** What the permission sets are. Default: "internal", since they hold no ePHI themselves. */
  classification?: Classification;
  /** The instance of IAM Identity Center. */
  identityCenter: IdentityCenterReference;
  /** The jobs: at least one. */
  jobs: JobRole[];
}

const managedPolicyArn = input(
  text({
    matching: /^arn:aws(-[a-z]+)*:iam::aws:policy\/(?!(.*\/)?(AdministratorAccess|IAMFullAccess|PowerUserAccess)$).+/,
    described: "the ARN of a policy of AWS's own, and none that grants everything",
  }),
);

const jobCheck = objectOf<JobRole>({
  name: text({ maximum: 32, matching: /^[A-Za-z0-9-]+$/, described: "a name of letters, digits and dashes" }),
  description: text({ maximum: 700 }),
  awsPolicyArns: optional(listOf(managedPolicyArn, { minimum: 1, described: "a list of ARNs of policies" })),
  accountPolicyNames: optional(
    listOf(text({ maximum: 128, matching: /^[\w+=,.@-]+$/, described: "the name of a policy" }), { minimum: 1 }),
  ),
  sessionMinutes: optional(wholeNumber({ minimum: 60, maximum: 240, unit: "minutes" })),
  groupIds: listOf(input(text({ maximum: 47, matching: /^[0-9a-f-]+$/, described: "the id of a group" })), { minimum: 1 }),
  accounts: listOf(text({ matching: /^\d{12}$/, described: "the id of an account" }), { minimum: 1 }),
});

const argumentTable: ArgumentTable<WorkforceAccessArgs> = {
  ...commonArguments,
  identityCenter: referenceTo<IdentityCenterReference>({
    arn: input(
      text({
        matching: /^arn:aws(-[a-z]+)*:sso:::instance\/(sso)?ins-[0-9a-f]+$/,
        described: "the ARN of an instance of IAM Identity Center",
      }),
    ),
  }),
  jobs: listOf(jobCheck, { minimum: 1, described: "a list of jobs" }),
};

/** What no job may do: make a way in that Identity Center does not see, or lengthen its own arm. */
const noOtherWaysIn: readonly Statement[] = [
  {
    Sid: "NoUsersBesideIdentityCenter",
    Effect: "Deny",
    Action: [
      "iam:CreateUser",
      "iam:CreateAccessKey",
      "iam:CreateLoginProfile",
      "iam:UpdateLoginProfile",
      "iam:CreateServiceSpecificCredential",
      "iam:UploadSigningCertificate",
      "iam:UploadSSHPublicKey",
    ],
    Resource: "*",
  },
  {
    Sid: "NoOtherIdentityProviders",
    Effect: "Deny",
    Action: [
      "iam:CreateSAMLProvider",
      "iam:UpdateSAMLProvider",
      "iam:CreateOpenIDConnectProvider",
      "iam:AddClientIDToOpenIDConnectProvider",
    ],
    Resource: "*",
  },
];

/**
 * Who of the workforce may do what, 45 CFR 164.308(a)(4) and 164.312(a)(2)(i): a permission set of IAM Identity Center for each job, with a short session,
 * given to groups; and no IAM users. Multi-factor authentication is a setting of Identity Center's instance, or of the identity provider behind it, which
 * no API of AWS offers: switch on "every time they sign in" there, and record that you did. 45 CFR 164.312(d).
 */
export class WorkforceAccess extends pulumi.ComponentResource {
  /** The ARNs of the permission sets, by job. */
  readonly permissionSetArns: pulumi.Output<{ [job: string]: string }>;

  constructor(name: string, args: WorkforceAccessArgs, opts?: pulumi.ComponentResourceOptions) {
    super(
      typeToken("WorkforceAccess"),
      name,
      validated(
        "WorkforceAccess",
        name,
        args,
        argumentTable,
        ({ jobs }, refuse) => {
          for (const [index, job] of jobs.entries()) {
            if (jobs.findIndex((other) => other.name === job.name) < index) refuse(`jobs[${index}].name`, "repeats a job before it");
            if (!job.awsPolicyArns && !job.accountPolicyNames) {
              refuse(`jobs[${index}]`, "may do nothing: give it awsPolicyArns or accountPolicyNames");
            }
          }
        },
        Classification.Internal,
      ),
      componentOptions("WorkforceAccess", opts),
    );
    const tags = tagsOf(args, Classification.Internal);
    const sets = args.jobs.map(
      (job) => [job.name, permissionSet(this, `${name}-${job.name}`, args.identityCenter.arn, job, tags)] as const,
    );
    this.permissionSetArns = pulumi.output(Object.fromEntries(sets));
    this.registerOutputs({ permissionSetArns: this.permissionSetArns });
  }
}

function permissionSet(
  parent: pulumi.ComponentResource,
  name: string,
  instanceArn: pulumi.Input<string>,
  job: JobRole,
  tags: Tags,
): pulumi.Output<string> {
  const options = { parent };
  const set = new aws.ssoadmin.PermissionSet(
    name,
    { instanceArn, name: job.name, description: job.description, sessionDuration: `PT${job.sessionMinutes ?? 60}M`, tags },
    options,
  );
  const permissionSetArn = set.arn;
  const parts: pulumi.Resource[] = [
    new aws.ssoadmin.PermissionSetInlinePolicy(
      name,
      { instanceArn, permissionSetArn, inlinePolicy: policyDocument(noOtherWaysIn) },
      options,
    ),
  ];
  for (const [index, managedPolicyArn] of (job.awsPolicyArns ?? []).entries()) {
    parts.push(new aws.ssoadmin.ManagedPolicyAttachment(`${name}-${index}`, { instanceArn, permissionSetArn, managedPolicyArn }, options));
  }
  for (const policyName of job.accountPolicyNames ?? []) {
    parts.push(
      new aws.ssoadmin.CustomerManagedPolicyAttachment(
        `${name}-${policyName}`,
        { instanceArn, permissionSetArn, customerManagedPolicyReference: { name: policyName } },
        options,
      ),
    );
  }
  for (const [index, principalId] of job.groupIds.entries()) {
    for (const targetId of job.accounts) {
      new aws.ssoadmin.AccountAssignment(
        `${name}-${index}-${targetId}`,
        { instanceArn, permissionSetArn, principalType: "GROUP", principalId, targetType: "AWS_ACCOUNT", targetId },
        // What the set may do is whole before anybody has it.
        { parent, dependsOn: parts },
      );
    }
  }
  return permissionSetArn;
}
