import type { Ternary } from "./ternary";

/**
 * Forms that are credentials and nothing else: AWS access key ids (IAM User Guide, "IAM identifiers", unique id prefixes), a secret access key
 * beside its name, PEM private keys (RFC 7468), tokens of GitHub, GitLab, Slack and Stripe by their documented prefixes, and a password in a
 * URL (RFC 3986, "User Information").
 */
const certain: readonly RegExp[] = [
  /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/,
  /aws_secret_access_key["']?\s*[=:]\s*["']?[A-Za-z0-9/+]{40}\b/i,
  /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/,
  /\bgh[pousr]_[A-Za-z0-9]{36,}\b/,
  /\bglpat-[A-Za-z0-9_-]{20,}\b/,
  /\bxox[abprs]-[A-Za-z0-9-]{10,}\b/,
  /\bgithub_pat_[A-Za-z0-9_]{22,}\b/,
  /\bsk_live_[A-Za-z0-9]{16,}\b/,
  /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]+:[^\s/@$<{(%]+@/i,
];

/** A name that means a secret, with a literal value: not a variable, a command, a template or a reference to be resolved later. */
const likely = /(?:password|passwd|pwd|secret|api_?key|token)["']?\s*[=:]\s*["']?(?![$<{(`]|arn:|!)[^\s"'$<{(`]{8,}/i;

/** Whether a text holds a credential: "yes" for what is surely one, "unknown" for what looks like one. */
export function holdsSecret(text: string): Ternary {
  if (certain.some((form) => form.test(text))) return "yes";
  return likely.test(text) ? "unknown" : "no";
}
