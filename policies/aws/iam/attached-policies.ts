import type { Cell } from "../../cell";
import type { Referrer, Stack } from "../../graph/stack";
import type { List } from "../../reader";
import { all, decide, pass, type Verdict } from "../../verdict";
import { parseArn } from "../arn";
import { viewAs } from "./view-as";

/** The kinds that attach managed policies to identities; a role may name them itself. */
export const attachmentKinds = [
  "iam.RolePolicyAttachment",
  "iam.UserPolicyAttachment",
  "iam.GroupPolicyAttachment",
  "iam.PolicyAttachment",
  "iam.RolePolicyAttachmentsExclusive",
  "iam.UserPolicyAttachmentsExclusive",
  "iam.GroupPolicyAttachmentsExclusive",
  "iam.Role",
  "ssoadmin.ManagedPolicyAttachment",
  "ssoadmin.ManagedPolicyAttachmentsExclusive",
] as const;

/**
 * The name of a policy that AWS manages, in any partition: `arn:aws:iam::aws:policy/job-function/Billing` -> "Billing".
 * Source: IAM User Guide, "Managed policies and inline policies": the account of AWS's own policies is "aws".
 */
export function awsManagedPolicyName(arn: string): string | undefined {
  const parsed = parseArn(arn);
  if (parsed?.service !== "iam" || parsed.account !== "aws" || !parsed.resource.startsWith("policy/")) return undefined;
  return parsed.resource.slice(parsed.resource.lastIndexOf("/") + 1);
}

/** Passes where none of the managed policies that AWS publishes under these names is attached. Policies of the stack are judged themselves. */
export function attachesNone(resource: Referrer, stack: Stack, unwanted: ReadonlySet<string>): Verdict {
  return all(...attachedBy(resource).map((attached) => judgeAttached(attached)));

  function judgeAttached(attached: Cell<string> | List<string>): Verdict {
    if ("items" in attached) return attached.state === "unknown" ? attached.each(() => pass()) : all(...attached.cells.map(judgeAttached));
    const wanted = "another policy";
    if (attached.state === "known") {
      const name = awsManagedPolicyName(String(attached.value));
      const found = name !== undefined && unwanted.has(name);
      return decide(found ? "no" : "yes", found ? `the AWS policy ${name} is attached` : "", [attached.evidence(wanted)]);
    }
    return stack.target(resource, attached, "iam.Policy").decide({ resource: () => pass(), absent: () => pass() });
  }
}

function attachedBy(resource: Referrer): readonly (Cell<string> | List<string>)[] {
  const found =
    viewAs(resource, "iam.RolePolicyAttachment")?.at((p) => p.policyArn) ??
    viewAs(resource, "iam.UserPolicyAttachment")?.at((p) => p.policyArn) ??
    viewAs(resource, "iam.GroupPolicyAttachment")?.at((p) => p.policyArn) ??
    viewAs(resource, "iam.PolicyAttachment")?.at((p) => p.policyArn) ??
    viewAs(resource, "ssoadmin.ManagedPolicyAttachment")?.at((p) => p.managedPolicyArn) ??
    viewAs(resource, "iam.RolePolicyAttachmentsExclusive")?.list((p) => p.policyArns) ??
    viewAs(resource, "iam.UserPolicyAttachmentsExclusive")?.list((p) => p.policyArns) ??
    viewAs(resource, "iam.GroupPolicyAttachmentsExclusive")?.list((p) => p.policyArns) ??
    viewAs(resource, "ssoadmin.ManagedPolicyAttachmentsExclusive")?.list((p) => p.managedPolicyArns) ??
    viewAs(resource, "iam.Role")?.list((p) => p.managedPolicyArns);
  return found === undefined ? [] : [found];
}
