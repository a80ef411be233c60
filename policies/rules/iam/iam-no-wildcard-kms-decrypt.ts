import { grantsNone, identityPolicyKinds } from "../../aws/iam/identity-policies";
import { keepsToSome, someWideGrant, type WideGrant } from "../../aws/iam/wide-grant";
import { defineRule } from "../../rule";

/**
 * Actions that yield what a key protects. kms:ReEncryptFrom lets its holder move a ciphertext under a key of their own.
 * The conditions keep a grant to some data: one service's, one encryption context's, or keys by alias or tag.
 * Source: AWS KMS Developer Guide, "Best practices for IAM policies" and "AWS KMS condition keys".
 */
const anyKey: readonly WideGrant[] = [
  {
    actions: ["kms:Decrypt", "kms:ReEncryptFrom"],
    on: "kms:key/*",
    narrows: keepsToSome([
      "kms:ViaService",
      "kms:EncryptionContext:",
      "kms:EncryptionContextKeys",
      "kms:RequestAlias",
      "kms:ResourceAliases",
      "aws:ResourceTag/",
    ]),
  },
];

function allows(action: string | readonly string[], resource: string, condition?: Readonly<Record<string, unknown>>): string {
  const statement = { Effect: "Allow", Action: action, Resource: resource, ...(condition && { Condition: condition }) };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

const key = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

export default defineRule({
  id: "iam-no-wildcard-kms-decrypt",
  title: "No identity may decrypt with every KMS key",
  threat: "An identity that needs one store reads the ePHI of all of them.",
  remedy: "Name the keys' ARNs in Resource, or add a condition kms:ViaService, kms:EncryptionContext or kms:ResourceAliases.",
  cites: ["164.312(a)(1)", "164.308(a)(4)(ii)(A)", "164.308(a)(4)(ii)(C)", "164.312(a)(2)(iv)"],
  severity: "high",
  level: "mandatory",
  applies: "always",
  on: identityPolicyKinds,
  check: (policy, stack) =>
    grantsNone(policy, stack, "decryption with every KMS key is allowed", (document) => someWideGrant(document, anyKey)),
  equivalents: {
    config: ["iam-customer-policy-blocked-kms-actions", "iam-inline-policy-blocked-kms-actions"],
    prowler: ["iam_policy_no_full_access_to_kms", "iam_inline_policy_no_full_access_to_kms"],
  },
  examples: {
    good: {
      "one key": (s) => s.add("iam.Policy", { policy: allows("kms:Decrypt", key) }),
      "every key, through one service": (s) =>
        s.add("iam.Policy", {
          policy: allows("kms:Decrypt", "*", { StringEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com" } }),
        }),
      "keys by alias": (s) =>
        s.add("iam.RolePolicy", {
          role: "visits",
          policy: allows("kms:Decrypt", "*", { "ForAnyValue:StringEquals": { "kms:ResourceAliases": "alias/visits" } }),
        }),
      "encryption only": (s) => s.add("iam.Policy", { policy: allows(["kms:Encrypt", "kms:GenerateDataKey*"], "*") }),
    },
    bad: {
      "every key": (s) => s.add("iam.Policy", { policy: allows("kms:Decrypt", "*") }),
      "every key of an account": (s) => s.add("iam.Policy", { policy: allows("kms:*", "arn:aws:kms:*:111122223333:key/*") }),
      "an address as the only condition": (s) =>
        s.add("iam.RolePolicy", {
          role: "visits",
          policy: allows("kms:ReEncrypt*", "*", { IpAddress: { "aws:SourceIp": "198.51.100.0/24" } }),
        }),
      "inline in a role": (s) =>
        s.add("iam.Role", { assumeRolePolicy: "{}", inlinePolicies: [{ name: "keys", policy: allows("kms:Dec*", "*") }] }),
    },
    unknown: {
      "document known later": (s) => s.add("iam.Policy", { policy: s.later() }),
      "resource known later": (s) =>
        s.add("iam.Policy", {
          policy: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "kms:Decrypt", Resource: s.later() }] },
        }),
    },
    notApplicable: {
      "a role without inline policies": (s) => s.add("iam.Role", { assumeRolePolicy: "{}" }),
    },
  },
});
