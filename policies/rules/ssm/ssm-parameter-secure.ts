import { and, not, or, ternary } from "../../aws/ternary";
import type { Example } from "../../examples";
import { defineRule, notApplicable, when } from "../../rule";

/** A name that a parameter with the ARN of a secret has as often as one with the secret itself. */
const mayNameArn = (name: string) => /(?:secret|credentials?)$/i.test(name);

/** The last word of a secret's name, also in camel case; "password-length" and "token-url" are no secrets. */
const secretNames = [
  /(?:password|passwd)$/i,
  /(?:^|[^a-z])(?:secret|token|api[-_]?key|private[-_]?key|credentials?)$/i,
  /[a-z0-9](?:Secret|Token|ApiKey|PrivateKey|Credentials?)$/,
];
const namesSecret = (name: string) => secretNames.some((pattern) => pattern.test(name));

export default defineRule({
  id: "ssm-parameter-secure",
  title: "Secret parameters are encrypted with a customer-managed KMS key",
  threat: "A password to a store of ePHI is read by everyone who may list the account's parameters.",
  remedy: 'Set type to "SecureString" and keyId to a customer-managed key, or keep the secret in AWS Secrets Manager.',
  cites: ["164.312(a)(2)(iv)", "164.308(a)(5)(ii)(D)", "164.312(e)(2)(ii)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["ssm.Parameter"],
  // A parameter of plain text is judged by its name alone, unless "secret" may mean one of Secrets Manager, whose ARN is no secret. Without keyId a SecureString is under the key alias/aws/ssm, which nobody can shut off.
  check: (parameter, stack) => {
    const type = parameter.at((p) => p.type).shown();
    const name = parameter.at((p) => p.name);
    const isCalled = (question: (text: string) => boolean) =>
      or(name.ask(question), ternary(name.state === "absent" && question(parameter.name)));
    const value = parameter.at((p) => p.insecureValue ?? p.value);
    const holdsArn = value.ask((text) => text.startsWith("arn:"));
    const secret = and(isCalled(namesSecret), not(and(isCalled(mayNameArn), holdsArn)));
    return when(
      type.is("SecureString"),
      () =>
        stack
          .key(
            parameter,
            parameter.at((p) => p.keyId),
          )
          .isCustomerManaged("the secret is not encrypted with a customer-managed key"),
      () =>
        when(
          secret,
          () => type.equals("SecureString", "a secret is kept as plain text"),
          () => notApplicable("its name is not that of a secret"),
        ),
    );
  },
  equivalents: { checkov: ["CKV_AWS_337", "CKV2_AWS_34"] },
  examples: {
    good: {
      "key of the stack": (s) => {
        const key = s.add("kms.Key", {});
        return s.add("ssm.Parameter", {
          name: "/visits/database/password",
          type: "SecureString",
          keyId: key.out("arn"),
          value: s.secret("x"),
        });
      },
      "key by its alias": (s) =>
        s.add("ssm.Parameter", { name: "/visits/api-key", type: "SecureString", keyId: "alias/visits", value: s.secret("x") }),
    },
    bad: {
      "plain text, its name in camel case": (s) =>
        s.add("ssm.Parameter", { name: "/visits/dbPassword", type: "String", value: s.secret("x") }),
      "plain text, a token in camel case": (s) => s.add("ssm.Parameter", { name: "accessToken", type: "String", value: s.secret("x") }),
      "plain text": (s) => s.add("ssm.Parameter", { name: "/visits/database/password", type: "String", value: s.secret("x") }),
      "plain text, the secret itself": (s) =>
        s.add("ssm.Parameter", { name: "/visits/client-secret", type: "String", value: s.secret("x") }),
      "AWS's key by default": (s) =>
        s.add("ssm.Parameter", { name: "/visits/database/password", type: "SecureString", value: s.secret("x") }),
      "AWS's key by name": (s) =>
        s.add("ssm.Parameter", { name: "/visits/api-key", type: "SecureString", keyId: "alias/aws/ssm", value: s.secret("x") }),
      ...Object.fromEntries(
        [
          "/visits/api-key",
          "/visits/apikey",
          "token",
          "/visits/private_key",
          "/visits/privatekey",
          "/visits/credentials",
          "/visits/credential",
          "dbCredential",
          "dbCredentials",
          "visitsSecret",
        ].map((name): [string, Example] => [
          `plain text, ${name}`,
          (s) => s.add("ssm.Parameter", { name, type: "String", value: s.secret("x") }),
        ]),
      ),
    },
    unknown: {
      "key known later": (s) =>
        s.add("ssm.Parameter", { name: "/visits/database/password", type: "SecureString", keyId: s.later(), value: s.secret("x") }),
      "a secret or its ARN, known later": (s) =>
        s.add("ssm.Parameter", { name: "/visits/database/secret", type: "String", value: s.later() }),
      "type known later": (s) => s.add("ssm.Parameter", { name: "/visits/database/password", type: s.later(), value: s.secret("x") }),
    },
    notApplicable: {
      "the ARN of a secret": (s) =>
        s.add("ssm.Parameter", {
          name: "/visits/database/secret",
          type: "String",
          value: "arn:aws:secretsmanager:eu-central-1:111122223333:secret:visits-AbCdEf",
        }),
      "no secret": (s) => s.add("ssm.Parameter", { name: "/visits/password-length", type: "String", value: "14" }),
      "no ePHI": (s) =>
        s.add("ssm.Parameter", { name: "/site/password", type: "String", value: s.secret("x"), tags: { DataClassification: "none" } }),
      ...Object.fromEntries(
        ["/visits/secret-rotation", "/visits/tokens-a-day", "secretRotationDays", "/visits/credentials-url"].map(
          (name): [string, Example] => [
            `${name}, which is no secret`,
            (s) => s.add("ssm.Parameter", { name, type: "String", value: "30" }),
          ],
        ),
      ),
      "the ARN of credentials": (s) =>
        s.add("ssm.Parameter", {
          name: "/visits/credentials",
          type: "String",
          value: "arn:aws:secretsmanager:us-east-1:111122223333:secret:visits-AbCdEf",
        }),
      "the ARN of a credential": (s) =>
        s.add("ssm.Parameter", {
          name: "/visits/credential",
          type: "String",
          value: "arn:aws:secretsmanager:us-east-1:111122223333:secret:visits-AbCdEf",
        }),
    },
  },
});
