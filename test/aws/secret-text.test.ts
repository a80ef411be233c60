import { holdsSecret } from "../../policies/aws/secret-text";
import type { Ternary } from "../../policies/aws/ternary";

/** Made up of one letter, so that nobody takes them for real ones. */
const made = (length: number) => "Q".repeat(length);

test.each<[string, string, Ternary]>([
  ["access key", `key AKIA${made(16)} end`, "yes"],
  ["temporary access key", `ASIA${made(16)}`, "yes"],
  ["a part of a longer word", `XAKIA${made(16)}`, "no"],
  ["too short an access key", `AKIA${made(15)}`, "no"],
  ["too long an access key", `AKIA${made(17)}`, "no"],
  ["secret access key", `AWS_SECRET_ACCESS_KEY=${made(40)}`, "yes"],
  ["secret access key in quotes", `"aws_secret_access_key": "${made(40)}"`, "yes"],
  ["private key", "-----BEGIN PRIVATE KEY-----", "yes"],
  ["private key of RSA", "-----BEGIN RSA PRIVATE KEY-----", "yes"],
  ["public key", "-----BEGIN PUBLIC KEY-----", "no"],
  ...["p", "o", "u", "s", "r"].map((kind): [string, string, Ternary] => [`GitHub, ${kind}`, `gh${kind}_${made(36)}`, "yes"]),
  ["no token of GitHub", `ghq_${made(36)}`, "no"],
  ["within a word", `agh_ghp_${made(36)}`, "no"],
  ["GitHub, fine-grained", `github_pat_${made(22)}`, "yes"],
  ["GitLab", `glpat-${made(20)}`, "yes"],
  ["too short for GitLab", `glpat-${made(19)}`, "no"],
  ...["a", "b", "p", "r", "s"].map((kind): [string, string, Ternary] => [`Slack, ${kind}`, `xox${kind}-${made(10)}`, "yes"]),
  ["no token of Slack", `xoxz-${made(10)}`, "no"],
  ["Stripe", `sk_live_${made(16)}`, "yes"],
  ["Stripe, for tests", `sk_test_${made(16)}`, "no"],
  ["password in a URL", "postgres://records:example@db.example.com/records", "yes"],
  ["password in a URL of an unusual scheme", "git+ssh2://records:example@git.example.com", "yes"],
  ["user in a URL", "postgres://records@db.example.com/records", "no"],
  ["port in a URL", "https://db.example.com:5432/a@b", "no"],
  ["variable in a URL", "postgres://records:$PASSWORD@db.example.com", "no"],
  ...["password", "passwd", "pwd", "secret", "api_key", "apikey", "token"].map((name): [string, string, Ternary] => [
    name,
    `${name}=${made(8)}`,
    "unknown",
  ]),
  ["a value in quotes", `"password": "${made(8)}"`, "unknown"],
  ["blanks around", `password = ${made(8)}`, "unknown"],
  ["too short a value", `password=${made(7)}`, "no"],
  ...["$PASSWORD_OF_DB", "<password of db>", "{{password}}", "(password)", "`password-cmd`", "arn:aws:secretsmanager", "!Ref Password"].map(
    (value): [string, string, Ternary] => [`reference ${value}`, `password=${value}`, "no"],
  ),
  ["nothing", "aws secretsmanager get-secret-value --secret-id records", "no"],
])("%s: %s is %s", (_, text, answer) => {
  expect(holdsSecret(text)).toBe(answer);
});
