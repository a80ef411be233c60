import type { Cell } from "../cell";
import { decide, fail, pass, type Verdict } from "../verdict";
import { judgePolicy, places } from "./iam/judge-policy";
import { type PublicGrantOptions, publicGrant } from "./iam/public-grant";
import { deniesInsecureTransport, type RequiredDenial } from "./iam/transport-denial";
import type { PolicyDocument } from "./iam-document";
import { not, type Ternary } from "./ternary";

/** Judges the IAM document in a setting by one question; see {@link judgePolicy} for what cannot be read. */
export function judgeDocument(
  policy: Cell<unknown>,
  wanted: string,
  because: string,
  question: (document: PolicyDocument) => Ternary,
): Verdict {
  return judgePolicy(policy, wanted, (document) => decide(question(document), because, [policy.evidence(wanted)]));
}

/** Passes where a resource-based policy denies every request without TLS; fails where there is no policy. */
export function deniesPlainHttp(policy: Cell<unknown>, required: RequiredDenial): Verdict {
  const because = "plain HTTP requests are not denied";
  const wanted = 'a Deny for everyone where aws:SecureTransport is "false"';
  if (policy.state === "absent") return fail(because, [policy.evidence(wanted)]);
  return judgeDocument(policy, wanted, because, (document) => deniesInsecureTransport(document, required).answer);
}

/**
 * Passes where a resource-based policy grants nothing to everyone, and where there is no policy: nobody is granted anything then.
 * The statements that do are named by their index, from 0.
 */
export function grantsNothingToEveryone(policy: Cell<unknown>, options: PublicGrantOptions = {}): Verdict {
  const wanted = "no Allow for everyone without a condition on who calls";
  if (policy.state === "absent") return pass("", [policy.evidence(wanted)]);
  return judgePolicy(policy, wanted, (document) => {
    const { answer, statements } = publicGrant(document, options);
    return decide(not(answer), `the policy lets everyone in${places(statements)}`, [policy.evidence(wanted)]);
  });
}
