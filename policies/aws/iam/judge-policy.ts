import type { Cell } from "../../cell";
import { decide, fail, pass, undetermined, type Verdict } from "../../verdict";
import { parseDocument } from "../iam-document";
import { not } from "../ternary";
import type { StatementAnswer } from "./answer";
import type { PolicyDocument } from "./document";
import { type PublicGrantOptions, publicGrant } from "./public-grant";
import { deniesInsecureTransport, type RequiredDenial } from "./transport-denial";

/**
 * Judges the policy document that a setting holds. A document that is not known yet is undetermined, and so is one that AWS would
 * refuse: nothing can be read from it.
 */
export function judgePolicy(policy: Cell<unknown>, wanted: string, judge: (document: PolicyDocument) => Verdict): Verdict {
  const parsed = parseDocument(policy.raw);
  if (parsed.state === "known") return judge(parsed.document);
  const evidence = [policy.evidence(wanted)];
  return parsed.state === "unknown"
    ? undetermined(`${policy.path} is not known before deployment`, evidence)
    : undetermined(`${policy.path} is not a policy document: ${parsed.why}`, evidence);
}

/** Where in a document the statements of an answer are, counted from 0: " in statement 1", " in statements 0, 2", or nothing. */
export function places(statements: StatementAnswer["statements"]): string {
  if (statements.length === 0) return "";
  return ` in statement${statements.length > 1 ? "s" : ""} ${statements.join(", ")}`;
}

/** Passes where a resource-based policy denies every request without TLS; fails where there is no policy. See {@link deniesInsecureTransport}. */
export function deniesPlainHttp(policy: Cell<unknown>, required: RequiredDenial): Verdict {
  const because = "plain HTTP requests are not denied";
  const wanted = 'a Deny for everyone where aws:SecureTransport is "false"';
  if (policy.state === "absent") return fail(because, [policy.evidence(wanted)]);
  return judgePolicy(policy, wanted, (document) =>
    decide(deniesInsecureTransport(document, required).answer, because, [policy.evidence(wanted)]),
  );
}

/** Passes where a resource-based policy grants nothing to everyone, and where there is no policy: nobody is granted anything then. See {@link publicGrant}. */
export function grantsNothingToEveryone(policy: Cell<unknown>, options?: PublicGrantOptions): Verdict {
  const wanted = "no Allow for everyone without a condition on who calls";
  if (policy.state === "absent") return pass("", [policy.evidence(wanted)]);
  return judgePolicy(policy, wanted, (document) => {
    const { answer, statements } = publicGrant(document, options);
    return decide(not(answer), `${policy.path} grants access to everyone${places(statements)}`, [policy.evidence(wanted)]);
  });
}
