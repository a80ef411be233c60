import { type Check, objectOf, oneOf, optional, text } from "./checks";
import type { Tags } from "./classification";
import type { Refuse } from "./validation";

/** How an exception is justified. */
export const ExceptionKind = {
  /** Another measure does what the safeguard does. */
  EquivalentAlternative: "equivalent-alternative",
  /** The risk is known and taken; only for what the rule calls addressable, 45 CFR 164.306(d)(3). */
  AcceptedRisk: "accepted-risk",
  /** The safeguard has nothing to guard. */
  NotApplicable: "not-applicable",
} as const;
/** How an exception is justified. */
export type ExceptionKind = (typeof ExceptionKind)[keyof typeof ExceptionKind];

/**
 * Why a safeguard is weakened here, and who said so. The same fields as an entry of the exceptions register, which still has to have the entry:
 * the argument makes the decision visible in the program, on the resource and in the state, and does not silence the policy pack.
 */
export interface ExceptionEntry {
  /** The entry's id in the exceptions register. It becomes the tag PhiguardException of what is weakened. */
  id: string;
  /** "equivalent-alternative", "accepted-risk" or "not-applicable". */
  kind: ExceptionKind;
  /** Why, in a sentence that an auditor understands. */
  reason: string;
  /** What is done in place of the safeguard. Asked for where `kind` is "equivalent-alternative". */
  compensatingMeasure?: string;
  /** Where the risk analysis speaks of it: 45 CFR 164.308(a)(1)(ii)(A). */
  riskAnalysis?: string;
  /** Who answers for it. */
  owner: string;
  /** Who approved it: somebody other than the owner. */
  approver: string;
  /** The day of the approval: YYYY-MM-DD. */
  approvedOn: string;
  /** The last day on which it holds: YYYY-MM-DD, at most a year after the approval. */
  expiresOn: string;
}

/** The tag that carries an exception's id. */
const exceptionTag = "PhiguardException";
const longestInDays = 366;
const dayInMilliseconds = 24 * 60 * 60 * 1000;

const sentence = text({ maximum: 1000 });
const person = text({ maximum: 200 });
const day: Check = text({ matching: /^\d{4}-\d{2}-\d{2}$/, described: "a day as YYYY-MM-DD" });

/** The check of an argument `exception`. */
export const exceptionArgument: Check = optional(
  objectOf<ExceptionEntry>({
    id: text({
      maximum: 64,
      matching: /^[A-Za-z0-9][A-Za-z0-9._-]*$/,
      described: "an id of letters, digits, dots, dashes and underscores",
    }),
    kind: oneOf(Object.values(ExceptionKind)),
    reason: sentence,
    compensatingMeasure: optional(sentence),
    riskAnalysis: optional(sentence),
    owner: person,
    approver: person,
    approvedOn: day,
    expiresOn: day,
  }),
);

/**
 * Holds arguments that weaken a safeguard to an exception, and an exception to its rules. Call it once in a component's `together`.
 * @param weakening the arguments that were given and weaken a safeguard, each with what it weakens
 */
export function askForException(
  weakening: Readonly<Record<string, string>>,
  exception: ExceptionEntry | undefined,
  refuse: Refuse,
  today: Date = new Date(),
): void {
  const [first] = Object.entries(weakening);
  if (exception === undefined) {
    if (first) refuse(first[0], `${first[1]}, which needs the argument exception: why, who approved it and until when`);
    return;
  }
  if (first === undefined) refuse("exception", "has nothing to except: no argument that is given weakens a safeguard");
  judgeException(exception, refuse, today);
}

function judgeException(exception: ExceptionEntry, refuse: Refuse, today: Date): void {
  const { kind, compensatingMeasure, owner, approver, approvedOn, expiresOn } = exception;
  const approved = dayOf("exception.approvedOn", approvedOn, refuse);
  const expires = dayOf("exception.expiresOn", expiresOn, refuse);
  if (kind === ExceptionKind.EquivalentAlternative && compensatingMeasure === undefined) {
    refuse("exception.compensatingMeasure", 'is missing: an "equivalent-alternative" names the measure');
  }
  if (owner.trim().toLowerCase() === approver.trim().toLowerCase()) {
    refuse("exception.approver", "must be somebody other than exception.owner");
  }
  if (expires <= approved) refuse("exception.expiresOn", "must be a day after exception.approvedOn");
  if (expires - approved > longestInDays * dayInMilliseconds) {
    refuse("exception.expiresOn", "must be at most a year after exception.approvedOn");
  }
  if (expires + dayInMilliseconds <= today.getTime()) {
    refuse("exception.expiresOn", `is over: review exception ${exception.id}, and renew it or remove what it excepts`);
  }
}

function dayOf(argument: string, text: string, refuse: Refuse): number {
  const time = Date.parse(`${text}T00:00:00Z`);
  // Date.parse takes the 31st of some shorter months for a day of the next one.
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text)
    refuse(argument, "must be a day of the calendar as YYYY-MM-DD");
  return time;
}

/** The tags of what an exception weakens. */
export function exceptionTags(exception: ExceptionEntry | undefined): Tags {
  return exception === undefined ? {} : { [exceptionTag]: exception.id };
}

/** The exception as the component registers it. */
export function exceptionInputs(exception: ExceptionEntry): Readonly<Record<string, string>> {
  return { ...exception };
}
