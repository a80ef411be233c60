import { classifyKeyName } from "../aws/kms-reference";
import type { Cell } from "../cell";
import { fail, pass, undetermined, type Verdict } from "../verdict";
import type { Resource } from "./resource";
import type { Reference, Referrer, Stack } from "./stack";

/** The KMS key that a setting names. */
export interface KeyReference {
  /**
   * Passes where the key is a customer-managed one that is not disabled: a key of this stack (also by its alias), or a known key id, key ARN
   * or alias that is not of the form `alias/aws/...`. Fails where nothing is set, since AWS then takes a key of its own, and where AWS's own key is named.
   * A key that is known only later, and not from a key of this stack, is undetermined.
   * Source: AWS KMS Developer Guide, "AWS KMS keys": customer managed, AWS managed and AWS owned keys.
   */
  isCustomerManaged(because: string): Verdict;
}

const keyKinds = ["kms.Key", "kms.ExternalKey", "kms.ReplicaKey", "kms.ReplicaExternalKey"] as const;
type KeyKind = (typeof keyKinds)[number];
const wanted = "a customer-managed KMS key";

/** The flag has another name on keys of KMS's own material than on the other kinds of keys. */
function isEnabled(key: Resource<KeyKind>): Verdict {
  const flag =
    key.as("kms.Key")?.at((p) => p.isEnabled) ??
    key.as("kms.ExternalKey")?.at((p) => p.enabled) ??
    key.as("kms.ReplicaKey")?.at((p) => p.enabled) ??
    key.as("kms.ReplicaExternalKey")?.at((p) => p.enabled);
  return flag === undefined ? pass() : flag.or(true).equals(true, "the KMS key is disabled");
}

export function keyReference(stack: Stack, from: Referrer, cell: Cell<unknown>): KeyReference {
  return {
    isCustomerManaged(because) {
      const evidence = [cell.evidence(wanted)];
      if (cell.state === "absent") return fail(because, evidence);
      const named = typeof cell.value === "string" ? classifyKeyName(cell.value) : undefined;
      if (named === "aws-managed") return fail(because, evidence);
      const key: Reference<KeyKind> = stack.target(from, cell, keyKinds);
      if (key.resource) return isEnabled(key.resource);
      const alias = stack.target(from, cell, "kms.Alias");
      if (alias.resource) {
        const target = alias.resource;
        return stack
          .target(
            target,
            target.at((p) => p.targetKeyId),
            keyKinds,
          )
          .decide({
            resource: isEnabled,
            absent: () => undetermined(`${cell.path} names an alias without a key`, evidence),
            outside: () => pass(because, evidence),
          });
      }
      if (named === "customer") return pass(because, evidence);
      if (key.state === "unknown") return undetermined(`${cell.path} is not known before deployment`, evidence);
      return key.decide({
        resource: isEnabled,
        absent: () => fail(because, evidence),
        outside: () => undetermined(`${cell.path} is not a key id, a key ARN or an alias`, evidence),
      });
    },
  };
}
