import type { Cell } from "../cell";
import { isUnknown, type Unknown } from "../unknown";
import { decide, pass, undetermined, type Verdict } from "../verdict";
import { isPlainSecret } from "./plain-secret";
import { not, some } from "./ternary";

const because = "a secret is written in plain text";
const wanted = "no secrets in plain text";

/** Judges a map of names and texts, such as environment variables: fails where one is a secret. Never names which, nor what it says. */
export function holdsNoSecrets(variables: Cell<unknown>): Verdict {
  const evidence = [variables.evidence(wanted)];
  if (variables.state === "absent") return pass("", evidence);
  const { raw } = variables;
  if (typeof raw !== "object" || raw === null) return undetermined("the variables are not known before deployment", evidence);
  const answer = some(Object.entries(raw), ([name, value]) => isPlainSecret(name, textOf(value)));
  return decide(not(answer), because, evidence);
}

function textOf(value: unknown): string | Unknown {
  return isUnknown(value) ? value : String(value);
}
