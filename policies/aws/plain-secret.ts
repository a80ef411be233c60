import { isUnknown, type Unknown } from "../unknown";
import { holdsSecret } from "./secret-text";
import type { Ternary } from "./ternary";

/** Names of what can only be a secret, with that of Splunk's log driver, whose token has no form of its own, and names that often are one, but may as well name where it is kept or how long it lasts. */
const passwordName = /(?:^|[_.-])(?:password|passwd|aws_secret_access_key|splunk-token)$/i;
const secretName = /(?:pass(?:word|wd|phrase)?|secret|token|api_?key|private_?key|access_?key|credentials?)$/i;

/** What stands for a secret and is none: ARNs, references that a service resolves itself, variables, and values too plain to be one. */
const reference =
  /^(?:arn:|\/|\{\{resolve:|\$\{|\$\(|ssm:|secretsmanager:|https?:\/\/|<.*>$|\d*$|(?:true|false|yes|no|on|off|enabled|disabled)$)/i;

/**
 * Whether a named text, such as an environment variable, is a secret in plain sight. "unknown" for a value that is known only later, and
 * for a name that suggests one without the value's form saying so.
 */
export function isPlainSecret(name: string | Unknown, value: string | Unknown): Ternary {
  if (isUnknown(value)) return "unknown";
  if (holdsSecret(value) === "yes") return "yes";
  if (reference.test(value)) return "no";
  if (isUnknown(name)) return "unknown";
  if (passwordName.test(name)) return "yes";
  return secretName.test(name) ? "unknown" : "no";
}
