import type { Cell } from "../cell";
import { isUnknown } from "../unknown";
import { all, notApplicable, undetermined, type Verdict } from "../verdict";
import { holdsSecret } from "./secret-text";
import { not, or, type Ternary, ternary } from "./ternary";

/** Names whose value is the secret itself; NAME, ARN, ID, URL, PATH behind them make it a reference. */
const secretName = /(?:password|passwd|secret|token|api_?key|private_?key|secret_?access_?key)$/i;

/** References and switches: an ARN, a parameter's path, a reference to be resolved, a flag, a small number. */
const harmlessValue = /^(?:arn:|\/|\{\{resolve:|(?:true|false|enabled|disabled|none|\d{1,6})$)/i;

/** Whether an environment variable, or an argument, holds a credential in plain text, by its name or by the form of its value. */
export function isSecretVariable(name: string, value: string): Ternary {
  const text = value.trim();
  if (text === "" || harmlessValue.test(text)) return "no";
  return or(ternary(secretName.test(name)), holdsSecret(text));
}

/**
 * Passes where no variable of a map holds a credential; does not apply where there are none.
 * @param value reads one variable by its name
 */
export function holdsNoSecrets(variables: Cell<unknown>, value: (name: string) => Cell<string>): Verdict {
  const { raw } = variables;
  const wanted = "no credentials";
  if (isUnknown(raw)) return undetermined(`${variables.path} is not known before deployment`, [variables.evidence(wanted)]);
  if (typeof raw !== "object" || raw === null) return notApplicable("it has no variables");
  return all(
    ...Object.keys(raw).map((name) =>
      value(name)
        .or("")
        .test((text) => not(isSecretVariable(name, text)), wanted, `${name} holds what looks like a credential`),
    ),
  );
}
