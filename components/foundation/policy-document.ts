import * as pulumi from "@pulumi/pulumi";
import type { Location } from "./location";

export type OneOrMany = pulumi.Input<string> | readonly pulumi.Input<string>[];

/** A statement of an IAM policy, in IAM's own words. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  /** `"*"` only where the statement denies. */
  readonly Principal?: "*" | Readonly<Partial<Record<"AWS" | "Service" | "Federated", OneOrMany>>>;
  readonly Action: string | readonly string[];
  /** Left out only in a role's trust policy, which speaks of its own role. */
  readonly Resource?: OneOrMany;
  readonly Condition?: Condition;
}

export type Condition = Readonly<Record<string, Readonly<Record<string, OneOrMany>>>>;

export function policyDocument(statements: readonly Statement[]): pulumi.Output<string> {
  return pulumi.jsonStringify({ Version: "2012-10-17", Statement: statements });
}

/**
 * Refuses plain HTTP: 45 CFR 164.312(e)(1), (e)(2)(ii).
 * Source: IAM User Guide, "AWS global condition context keys", aws:SecureTransport.
 * @param actions the service's actions, `s3:*`
 */
export function refusePlainText(actions: string | readonly string[], resources: OneOrMany): Statement {
  return {
    Sid: "RefusePlainText",
    Effect: "Deny",
    Principal: "*",
    Action: actions,
    Resource: resources,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}

/**
 * Refuses TLS below 1.2, which S3 can tell: 45 CFR 164.312(e)(2)(ii).
 * Source: Service Authorization Reference, "Condition keys for Amazon S3", s3:TlsVersion.
 */
export function refuseOldTls(resources: OneOrMany): Statement {
  return {
    Sid: "RefuseOldTls",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: resources,
    Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } },
  };
}

/**
 * Holds where an AWS service acts for this account, and not for somebody else's.
 * Source: IAM User Guide, "The confused deputy problem", "Cross-service confused deputy prevention".
 */
export function forThisAccount(location: Location): Condition {
  return { StringEquals: { "aws:SourceAccount": location.accountId } };
}

/** The trust policy of a role that one service takes, for this account only. Source: as {@link forThisAccount}. */
export function trustOfService(location: Location, service: string): pulumi.Output<string> {
  return policyDocument([
    {
      Sid: "ServiceTakesRole",
      Effect: "Allow",
      Principal: { Service: `${service}.amazonaws.com` },
      Action: "sts:AssumeRole",
      Condition: forThisAccount(location),
    },
  ]);
}

/**
 * The trust policy of a role of a service that does not say for which account it acts: AWS Backup, CloudTrail, Lambda, Firehose, S3. A condition on it would let nobody take the
 * role. What keeps others out is that nobody can pass a service the role of another account.
 * Source: the guides of these services, whose trust policies have no condition; IAM User Guide, "Grant a user permissions to pass a role to an AWS service".
 */
export function trustOfServiceWithoutSource(service: string): pulumi.Output<string> {
  return policyDocument([
    { Sid: "ServiceTakesRole", Effect: "Allow", Principal: { Service: `${service}.amazonaws.com` }, Action: "sts:AssumeRole" },
  ]);
}
