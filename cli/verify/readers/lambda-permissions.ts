import type { Condition, Statement } from "../../../policies/aws/iam/document";
import { parseDocument } from "../../../policies/aws/iam-document";
import { UNKNOWN, type Unknown } from "../../../policies/unknown";

/** One grant of a function's or a layer's policy, as the provider's permissions say it. */
export interface Grant {
  readonly principal: string | Unknown;
  readonly action?: string | undefined;
  readonly sourceArn?: string | Unknown;
  readonly sourceAccount?: string;
  readonly principalOrgId?: string;
  readonly eventSourceToken?: string;
  readonly functionUrlAuthType?: string;
}

/** A policy of which nothing could be read may grant anything to anyone. */
export const unreadGrant: Grant = { principal: UNKNOWN, sourceArn: UNKNOWN };

/**
 * Who a policy lets in: one grant for each principal of each statement that allows something. A condition that a permission of the provider cannot
 * say leaves open whether the source is limited. Source: AWS Lambda API Reference, AddPermission and PutResourcePolicy.
 */
export function grantsOf(policy: string | undefined): readonly Grant[] {
  if (policy === undefined || policy === "") return [];
  const parsed = parseDocument(policy);
  if (parsed.state !== "known") return [unreadGrant];
  return parsed.document.statements.filter(({ effect }) => effect === "Allow").flatMap(grantsOfStatement);
}

function grantsOfStatement({ principal, actions, conditions, conditionsOpen }: Statement): readonly Grant[] {
  const limits = conditions.map(limitOf);
  const isUnderstood = !conditionsOpen && limits.every((limit) => limit !== undefined);
  let shared: Partial<Grant> = {
    action: actions.negated ? undefined : actions.known[0],
    ...(isUnderstood ? {} : { sourceArn: UNKNOWN }),
  };
  for (const limit of limits) shared = { ...shared, ...limit };
  // All but somebody is nearly everybody.
  const names = principal === undefined || principal.negated ? ["*"] : principal.entries.map(({ value }) => value);
  return names.map((name) => ({ ...shared, principal: name }));
}

const exact: ReadonlySet<string> = new Set(["stringequals", "stringlike", "arnequals", "arnlike"]);

/** What a condition limits, in the provider's words; an empty object where it limits nothing; undefined where the provider has no word for it. */
function limitOf({ operator, key, ifExists, quantifier, values }: Condition): Partial<Grant> | undefined {
  const [value, ...others] = values.known;
  if (key === "lambda:invokedviafunctionurl") return {};
  if (!exact.has(operator) || ifExists || quantifier !== undefined || values.open || value === undefined || others.length > 0)
    return undefined;
  if (/^[*?]*$/.test(value)) return {};
  // A pattern may be so wide that it is everybody's: only an ARN that names its account limits.
  const isPattern = operator.endsWith("like") && /[*?]/.test(value);
  switch (key) {
    case "aws:sourcearn":
      return isPattern && !/^arn:[^*?:]+:[^*?:]+:[^:]*:[^*?:]+:/.test(value) ? undefined : { sourceArn: value };
    case "aws:sourceaccount":
      return isPattern ? undefined : { sourceAccount: value };
    case "aws:principalorgid":
      return isPattern ? undefined : { principalOrgId: value };
    case "lambda:eventsourcetoken":
      return isPattern ? undefined : { eventSourceToken: value };
    case "lambda:functionurlauthtype":
      return { functionUrlAuthType: value };
    default:
      return undefined;
  }
}
