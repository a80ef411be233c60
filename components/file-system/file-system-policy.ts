import type * as pulumi from "@pulumi/pulumi";
import { policyDocument, type Statement } from "../foundation/policy-document";

/**
 * Refuses clients without TLS, clients that come by no access point, and root. Where a file system has a policy, EFS lets nobody in who does not sign with IAM, or
 * whom no policy lets in. The statements name no resource, for the policy is of one file system alone, as those are that EFS's console writes.
 * Source: Amazon EFS User Guide, "Using IAM to control access to file systems" and "Identity-based and resource-based policy examples for Amazon EFS".
 */
export function fileSystemPolicy(users: readonly pulumi.Input<string>[] | undefined): pulumi.Output<string> {
  const statements: Statement[] = [
    {
      Sid: "RefusePlainText",
      Effect: "Deny",
      Principal: "*",
      Action: "*",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
    {
      Sid: "RefuseWithoutAccessPoint",
      Effect: "Deny",
      Principal: "*",
      Action: ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"],
      Condition: { Null: { "elasticfilesystem:AccessPointArn": "true" } },
    },
    { Sid: "RefuseRoot", Effect: "Deny", Principal: "*", Action: "elasticfilesystem:ClientRootAccess" },
  ];
  if (users) {
    statements.push({
      Sid: "UsersMount",
      Effect: "Allow",
      Principal: { AWS: users },
      Action: ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"],
      Condition: { Bool: { "elasticfilesystem:AccessedViaMountTarget": "true" } },
    });
  }
  return policyDocument(statements);
}
