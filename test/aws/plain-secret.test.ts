import { isPlainSecret } from "../../policies/aws/plain-secret";
import { UNKNOWN } from "../../policies/unknown";

test.each([
  ["DB_PASSWORD", "example", "yes"],
  ["db.password", "example", "yes"],
  ["AWS_SECRET_ACCESS_KEY", "example", "yes"],
  ["DATABASE", "postgres://records:example@db.example.com/records", "yes"],
  ["ANYTHING", `AKIA${"Q".repeat(16)}`, "yes"],
  ["API_TOKEN", "example", "unknown"],
  ["clientSecret", "example", "unknown"],
  ["STAGE", "live", "no"],
  ["DB_PASSWORD", "arn:aws:secretsmanager:us-east-1:123456789012:secret:db", "no"],
  ["DB_PASSWORD", "/records/db/password", "no"],
  ["DB_PASSWORD", "{{resolve:secretsmanager:db}}", "no"],
  ["MAX_TOKEN", "4096", "no"],
  ["USE_TOKEN", "true", "no"],
  ["ALLOW_EMPTY_PASSWORD", "yes", "no"],
  ["URL_RESET_PASSWORD", "https://login.example.com/reset", "no"],
  ["DATABASE", "postgres://records@db.example.com/records", "no"],
  // A template is no password; it is filled in where it is used.
  ["DATABASE", "postgres://records:$PASSWORD@db.example.com/records", "no"],
] as const)("%s = %s: %s", (name, value, answer) => {
  expect(isPlainSecret(name, value)).toBe(answer);
});

test("what is known only later is left open, unless the rest decides", () => {
  expect(isPlainSecret("STAGE", UNKNOWN)).toBe("unknown");
  expect(isPlainSecret(UNKNOWN, "live")).toBe("unknown");
  expect(isPlainSecret(UNKNOWN, `AKIA${"Q".repeat(16)}`)).toBe("yes");
  expect(isPlainSecret(UNKNOWN, "arn:aws:s3:::records")).toBe("no");
});
