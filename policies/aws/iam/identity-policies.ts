import type { Cell } from "../../cell";
import type { Resource } from "../../graph/resource";
import type { Referrer, Stack } from "../../graph/stack";
import type { List } from "../../reader";
import { all, decide, notApplicable, type Verdict, when } from "../../verdict";
import { and, not, or, some, type Ternary, ternary } from "../ternary";
import type { StatementAnswer } from "./answer";
import type { PolicyDocument } from "./document";
import { judgePolicy, places } from "./judge-policy";
import { viewAs } from "./view-as";

/** The kinds that hold permission policies of identities. A role may hold several inline. */
export const identityPolicyKinds = [
  "iam.Policy",
  "iam.RolePolicy",
  "iam.UserPolicy",
  "iam.GroupPolicy",
  "iam.Role",
  "ssoadmin.PermissionSetInlinePolicy",
] as const;

/**
 * Passes where no document that the resource holds grants what the question asks. A role without inline policies holds none.
 * A managed policy that only bounds the permissions of others grants nothing, however wide it is.
 * @param because what is wrong, a clause or one made from the answer; the places of the statements are put behind it.
 */
export function grantsNone<Answer extends StatementAnswer>(
  resource: Referrer,
  stack: Stack,
  because: string | ((answer: Answer) => string),
  question: (document: PolicyDocument) => Answer,
): Verdict {
  const judge = (cell: Cell<unknown>): Verdict => {
    const wanted = "no statement that grants it";
    return judgePolicy(cell, wanted, (document) => {
      const found = question(document);
      const clause = typeof because === "string" ? because : because(found);
      return decide(not(found.answer), `${clause}${places(found.statements)}`, [cell.evidence(wanted)]);
    });
  };
  const policy = viewAs(resource, "iam.Policy");
  if (!policy) return all(...documentsOf(resource, judge));
  const verdict = judge(policy.at((p) => p.policy));
  if (verdict.outcome !== "fail") return verdict;
  return when(
    onlyBounds(policy, stack),
    () => notApplicable("it only bounds permissions, and grants none"),
    () => verdict,
    "whether it only bounds permissions is known when the whole stack is read",
  );
}

function documentsOf(resource: Referrer, judge: (cell: Cell<unknown>) => Verdict): readonly Verdict[] {
  const role = viewAs(resource, "iam.Role");
  if (role) {
    const inline = role.list((p) => p.inlinePolicies);
    // An empty block says that the role has no inline policies.
    return [
      inline.each((entry) => {
        const policy = entry.at((p) => p.policy);
        return policy.state === "absent" ? notApplicable() : judge(policy);
      }),
    ];
  }
  const cell =
    viewAs(resource, "iam.RolePolicy")?.at((p) => p.policy) ??
    viewAs(resource, "iam.UserPolicy")?.at((p) => p.policy) ??
    viewAs(resource, "iam.GroupPolicy")?.at((p) => p.policy) ??
    viewAs(resource, "ssoadmin.PermissionSetInlinePolicy")?.at((p) => p.inlinePolicy);
  return cell === undefined ? [] : [judge(cell)];
}

interface Referrers {
  readonly certain: readonly unknown[];
  readonly possible: readonly unknown[];
  readonly complete: boolean;
}

function refers({ certain, possible, complete }: Referrers): Ternary {
  if (certain.length > 0) return "yes";
  return possible.length > 0 || !complete ? "unknown" : "no";
}

/**
 * Whether a managed policy is the boundary of a role or user of the stack, and attached to nobody.
 * Source: IAM User Guide, "Permissions boundaries for IAM entities": a boundary limits permissions and does not grant any.
 */
function onlyBounds(policy: Resource<"iam.Policy">, stack: Stack): Ternary {
  const bounded = [
    stack.attached(policy, "iam.Role", (p) => p.permissionsBoundary),
    stack.attached(policy, "iam.User", (p) => p.permissionsBoundary),
  ];
  const attached = [
    stack.attached(policy, "iam.RolePolicyAttachment", (p) => p.policyArn),
    stack.attached(policy, "iam.UserPolicyAttachment", (p) => p.policyArn),
    stack.attached(policy, "iam.GroupPolicyAttachment", (p) => p.policyArn),
    stack.attached(policy, "iam.PolicyAttachment", (p) => p.policyArn),
  ];
  return and(some(bounded, refers), not(or(some(attached, refers), isListed(policy, stack))));
}

/** Whether a list of policies that a role names itself, or that is all that an identity may have, holds the policy. */
function isListed(policy: Resource<"iam.Policy">, stack: Stack): Ternary {
  const lists: readonly (readonly [Referrer, List<string>])[] = [
    ...stack.all("iam.Role").map((role) => [role, role.list((p) => p.managedPolicyArns)] as const),
    ...stack.all("iam.RolePolicyAttachmentsExclusive").map((role) => [role, role.list((p) => p.policyArns)] as const),
    ...stack.all("iam.UserPolicyAttachmentsExclusive").map((user) => [user, user.list((p) => p.policyArns)] as const),
    ...stack.all("iam.GroupPolicyAttachmentsExclusive").map((group) => [group, group.list((p) => p.policyArns)] as const),
  ];
  return some(lists, ([from, arns]): Ternary => {
    if (arns.state === "unknown") return "unknown";
    return some(arns.cells, (arn): Ternary => {
      const { state, resource } = stack.target(from, arn, "iam.Policy");
      if (resource) return ternary(resource.urn === policy.urn);
      return state === "outside" || state === "absent" ? "no" : "unknown";
    });
  });
}
