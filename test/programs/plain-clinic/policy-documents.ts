import * as pulumi from "@pulumi/pulumi";
import { account } from "./naming";

type OneOrMany = pulumi.Input<string> | pulumi.Input<string>[];

/** A statement of an IAM policy, in IAM's own words. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: "*" | Readonly<Record<string, OneOrMany>>;
  readonly Action: string | readonly string[];
  readonly Resource?: OneOrMany;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, OneOrMany>>>>;
}

export function policyDocument(statements: readonly Statement[]): pulumi.Output<string> {
  return pulumi.jsonStringify({ Version: "2012-10-17", Statement: statements });
}

/** Holds where an AWS service acts for this account, and not for somebody else's. */
export const forThisAccount = { StringEquals: { "aws:SourceAccount": account } };

/** Refuses plain text, and for S3, which can tell, old TLS. */
export function tlsOnly(actions: string, resources: OneOrMany): Statement {
  return {
    Sid: "RefusePlainText",
    Effect: "Deny",
    Principal: "*",
    Action: actions,
    Resource: resources,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}

export function tls12Only(resources: OneOrMany): Statement {
  return {
    Sid: "RefuseOldTls",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: resources,
    Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } },
  };
}
