import type * as pulumi from "@pulumi/pulumi";
import type { Location } from "../foundation/location";
import { policyDocument, refusePlainText, type Statement } from "../foundation/policy-document";

/**
 * Refuses other accounts whatever their policies say, plain HTTP, and where readers are named everybody else. Services of AWS that act for this account, as
 * Secrets Manager does when it copies a secret, pass.
 * Source: AWS Secrets Manager User Guide, "Resource-based policies"; IAM User Guide, "AWS global condition context keys", aws:PrincipalAccount, aws:PrincipalArn.
 */
export function secretPolicy(location: Location, readers: readonly pulumi.Input<string>[] | undefined): pulumi.Output<string> {
  const statements: Statement[] = [
    refusePlainText("secretsmanager:*", "*"),
    {
      Sid: "RefuseOtherAccounts",
      Effect: "Deny",
      Principal: "*",
      Action: "secretsmanager:*",
      Resource: "*",
      Condition: { StringNotEquals: { "aws:PrincipalAccount": location.accountId }, Bool: { "aws:PrincipalIsAWSService": "false" } },
    },
  ];
  if (readers) {
    statements.push({
      Sid: "RefuseOtherReaders",
      Effect: "Deny",
      Principal: "*",
      Action: "secretsmanager:GetSecretValue",
      Resource: "*",
      Condition: { ArnNotEquals: { "aws:PrincipalArn": readers }, Bool: { "aws:PrincipalIsAWSService": "false" } },
    });
  }
  return policyDocument(statements);
}
