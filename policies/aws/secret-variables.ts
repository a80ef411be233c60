import { holdsSecret } from "./secret-text";
import { or, type Ternary, ternary } from "./ternary";

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
