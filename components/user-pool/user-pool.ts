import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type ArgumentTable, arnOf, flag, objectOf, optional, text, wholeNumber } from "../foundation/checks";
import { tagsOf } from "../foundation/classification";
import { type CommonArgs, commonArguments } from "../foundation/common-arguments";
import { componentOptions, typeToken } from "../foundation/component";
import { askForCertificate, certificateOf, type Domain, domainArgument, enterAddress } from "../foundation/domain";
import { type Firewall, firewall, firewallArgument } from "../foundation/firewall";
import { bucketArn, type Location, locationOf } from "../foundation/location";
import { physicalName } from "../foundation/physical-name";
import { type KeyReference, keyArgument, type LogDestination, logsArgument } from "../foundation/references";
import { resolveKey } from "../foundation/resolve-key";
import { type Refuse, validated } from "../foundation/validation";
import { LogBucket } from "../log-bucket/log-bucket";
import { client, clientsOfPoolArgument, refuseRepeatedNames, type UserPoolApplication } from "./clients";

/** Who the pool's messages come from. */
export interface UserPoolEmail {
  /** The ARN of an identity of Amazon SES. */
  identityArn: pulumi.Input<string>;
  /** The sender, as in "Clinic <no-reply@clinic.example>". */
  from: string;
}

export interface UserPoolArgs extends CommonArgs {
  /** The applications that sign people in. Default: none yet. */
  userPoolClients?: UserPoolApplication[];
  /** The name of the sign-in pages, and its certificate, which has to be in us-east-1. Default: a name of Amazon Cognito's. Serves 45 CFR 164.312(e)(2)(ii). */
  domain?: Domain;
  /** Whether people make their accounts themselves, as patients do. Default: false, and administrators make them. Serves 45 CFR 164.308(a)(4)(ii)(B), 164.312(a)(2)(i). */
  selfSignUp?: boolean;
  /** Characters of a password: 14 (default) to 99. Kinds of characters are not asked for, since length is what counts. Serves 45 CFR 164.308(a)(5)(ii)(D), 164.312(d). */
  passwordMinimumLength?: number;
  /** Who messages come from. Default: Amazon Cognito, which sends 50 a day. */
  email?: UserPoolEmail;
  /** A web application firewall before the sign-in pages. Default: none beside Cognito's own threat protection. Serves 45 CFR 164.308(a)(5)(ii)(B). */
  firewall?: Firewall;
  /** The KMS key of the firewall's logs; it must let "logs" use it. Goes with `firewall`. Default: one is created, 1 USD a month. */
  key?: KeyReference;
  /** The bucket that takes a line for each sign-in, and how risky it was. Default: a LogBucket is created. Serves 45 CFR 164.308(a)(5)(ii)(C), 164.312(b). */
  logs?: LogDestination;
}

const argumentTable: ArgumentTable<UserPoolArgs> = {
  ...commonArguments,
  userPoolClients: clientsOfPoolArgument,
  domain: optional(domainArgument),
  selfSignUp: optional(flag()),
  passwordMinimumLength: optional(wholeNumber({ minimum: 14, maximum: 99, unit: "characters" })),
  email: optional(
    objectOf<UserPoolEmail>({ identityArn: arnOf("ses"), from: text({ maximum: 320, matching: /@/, described: "a sender" }) }),
  ),
  firewall: firewallArgument,
  key: keyArgument,
  logs: logsArgument,
};

function together(args: UserPoolArgs, refuse: Refuse): void {
  askForCertificate(args.domain, refuse);
  refuseRepeatedNames(args.userPoolClients ?? [], refuse);
  if (args.key && (!args.firewall || args.firewall.webAclArn !== undefined)) {
    refuse("key", "needs a firewall that is created: it encrypts the firewall's logs");
  }
}

/** Certificates of sign-in pages live in this Region: Cognito serves them by CloudFront. Source: Cognito Developer Guide, "Using your own domain for managed login". */
const certificateRegion = "us-east-1";

/**
 * A pool of people who sign in with a second factor: long passwords, accounts that administrators make, tokens that end with the shift, threat protection that stops
 * stolen passwords and risky sign-ins, a log line for each. It cannot be deleted by mistake. Serves 45 CFR 164.312(a)(2)(i), (a)(2)(iii), (b), (d).
 * Cognito's tier Plus costs 0.02 USD a month for each person who signs in.
 */
export class UserPool extends pulumi.ComponentResource {
  /** The pool's ARN. */
  readonly arn: pulumi.Output<string>;
  /** The pool's id. */
  readonly userPoolId: pulumi.Output<string>;
  /** Who issues its tokens, as applications check it. */
  readonly issuer: pulumi.Output<string>;
  /** The domain of its sign-in pages: a prefix, or the whole name of `domain`. */
  readonly domain: pulumi.Output<string>;
  /** Ids of the clients, by their names. */
  readonly clientIds: { [name: string]: pulumi.Output<string> };
  /** Secrets of the clients that have one, by their names. */
  readonly clientSecrets: { [name: string]: pulumi.Output<string> };
  /** The name of the bucket that takes its log. */
  readonly logBucket: pulumi.Output<string>;

  constructor(name: string, args: UserPoolArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    super(typeToken("UserPool"), name, validated("UserPool", name, args, argumentTable, together), componentOptions("UserPool", opts));
    const child = { parent: this };
    const location = locationOf(this);
    const tags = tagsOf(args);
    const selfSignUp = args.selfSignUp ?? false;
    const pool = new aws.cognito.UserPool(
      name,
      {
        name: physicalName(name, 128),
        userPoolTier: "PLUS",
        userPoolAddOns: { advancedSecurityMode: "ENFORCED" },
        mfaConfiguration: "ON",
        softwareTokenMfaConfiguration: { enabled: true },
        adminCreateUserConfig: { allowAdminCreateUserOnly: !selfSignUp },
        accountRecoverySetting: { recoveryMechanisms: [{ name: selfSignUp ? "verified_email" : "admin_only", priority: 1 }] },
        ...(selfSignUp && { autoVerifiedAttributes: ["email"] }),
        passwordPolicy: { minimumLength: args.passwordMinimumLength ?? 14, temporaryPasswordValidityDays: 1, passwordHistorySize: 12 },
        usernameConfiguration: { caseSensitive: false },
        ...(args.email && {
          emailConfiguration: { emailSendingAccount: "DEVELOPER", sourceArn: args.email.identityArn, fromEmailAddress: args.email.from },
        }),
        deletionProtection: "ACTIVE",
        tags,
      },
      { ...child, protect: true },
    );
    new aws.cognito.RiskConfiguration(
      name,
      {
        userPoolId: pool.id,
        compromisedCredentialsRiskConfiguration: { actions: { eventAction: "BLOCK" } },
        accountTakeoverRiskConfiguration: {
          actions: {
            lowAction: { eventAction: "MFA_REQUIRED", notify: false },
            mediumAction: { eventAction: "MFA_REQUIRED", notify: false },
            highAction: { eventAction: "BLOCK", notify: false },
          },
        },
      },
      child,
    );
    const logs = args.logs ?? new LogBucket(`${name}-logs`, { writers: ["log-delivery"], ...(args.tags && { tags: args.tags }) }, child);
    new aws.cognito.LogDeliveryConfiguration(
      name,
      {
        userPoolId: pool.id,
        logConfigurations: [
          { eventSource: "userAuthEvents", logLevel: "INFO", s3Configuration: { bucketArn: bucketArn(location, logs.bucket) } },
        ],
      },
      child,
    );
    const domain = signInDomain(this, name, pool, args.domain, location, tags);
    const clients = (args.userPoolClients ?? []).map((each) => ({ ...each, created: client(this, name, pool, each) }));
    if (args.firewall) {
      const webAclArn = args.firewall.webAclArn ?? ownFirewall(this, name, args);
      new aws.wafv2.WebAclAssociation(name, { resourceArn: pool.arn, webAclArn }, child);
    }
    this.arn = pool.arn;
    this.userPoolId = pool.id;
    this.issuer = pulumi.interpolate`https://${pool.endpoint}`;
    this.domain = domain;
    this.clientIds = Object.fromEntries(clients.map(({ name: own, created }) => [own, created.id]));
    this.clientSecrets = Object.fromEntries(
      clients.filter(({ hasSecret }) => hasSecret !== false).map(({ name: own, created }) => [own, pulumi.secret(created.clientSecret)]),
    );
    this.logBucket = pulumi.output(logs.bucket);
    this.registerOutputs({
      arn: this.arn,
      userPoolId: this.userPoolId,
      issuer: this.issuer,
      domain: this.domain,
      clientIds: this.clientIds,
      clientSecrets: this.clientSecrets,
      logBucket: this.logBucket,
    });
  }
}

function ownFirewall(parent: pulumi.ComponentResource, name: string, args: UserPoolArgs): pulumi.Output<string> {
  return firewall(parent, name, args.firewall, {
    scope: "REGIONAL",
    keyArn: resolveKey(parent, name, args.key, {
      description: `Logs of the firewall of ${name}`,
      services: ["logs"],
      ...(args.tags && { tags: args.tags }),
      ...(args.classification && { classification: args.classification }),
    }),
    tags: tagsOf(args),
  });
}

/** Cognito refuses prefixes with its own names in them. Source: Cognito Developer Guide, "Using the Amazon Cognito prefix domain". */
const reservedWords = /aws|amazon|cognito/g;

/** The sign-in pages' domain: the one that is brought, or one of Cognito's, whose prefix is the world's and so holds the account. */
function signInDomain(
  parent: pulumi.ComponentResource,
  name: string,
  pool: aws.cognito.UserPool,
  domain: Domain | undefined,
  location: Location,
  tags: ReturnType<typeof tagsOf>,
): pulumi.Output<string> {
  if (domain === undefined) {
    const own = physicalName(name, 63 - "-".length - 12).replace(reservedWords, "id");
    const prefix = pulumi.interpolate`${own}-${location.accountId}`;
    return new aws.cognito.UserPoolDomain(name, { domain: prefix, userPoolId: pool.id, managedLoginVersion: 2 }, { parent }).domain;
  }
  const created = new aws.cognito.UserPoolDomain(
    name,
    {
      domain: domain.name,
      certificateArn: certificateOf(parent, name, domain, tags, certificateRegion),
      userPoolId: pool.id,
      managedLoginVersion: 2,
    },
    { parent },
  );
  enterAddress(parent, name, domain, { name: created.cloudfrontDistribution, zoneId: created.cloudfrontDistributionZoneId });
  return created.domain;
}
