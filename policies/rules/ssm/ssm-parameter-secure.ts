import { or, ternary } from "../../aws/ternary";
import { defineRule, notApplicable, when } from "../../rule";

/** The last word of a secret's name; "password-length" and "token-url" are no secrets. */
const namesSecret = /(?:^|[^a-z])(?:password|passwd|secret|token|api[-_]?key|private[-_]?key|credentials?)$/i;

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
  // A parameter of plain text is judged by its name alone. Without keyId a SecureString is under the key alias/aws/ssm, which nobody can shut off.
  check: (parameter, stack) => {
    const type = parameter.at((p) => p.type).shown();
    const name = parameter.at((p) => p.name);
    const secret = or(
      name.ask((text) => namesSecret.test(text)),
      ternary(name.state === "absent" && namesSecret.test(parameter.name)),
    );
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
      "plain text": (s) => s.add("ssm.Parameter", { name: "/visits/database/password", type: "String", value: s.secret("x") }),
      "AWS's key by default": (s) =>
        s.add("ssm.Parameter", { name: "/visits/database/password", type: "SecureString", value: s.secret("x") }),
      "AWS's key by name": (s) =>
        s.add("ssm.Parameter", { name: "/visits/api-key", type: "SecureString", keyId: "alias/aws/ssm", value: s.secret("x") }),
    },
    unknown: {
      "key known later": (s) =>
        s.add("ssm.Parameter", { name: "/visits/database/password", type: "SecureString", keyId: s.later(), value: s.secret("x") }),
      "type known later": (s) => s.add("ssm.Parameter", { name: "/visits/database/password", type: s.later(), value: s.secret("x") }),
    },
    notApplicable: {
      "no secret": (s) => s.add("ssm.Parameter", { name: "/visits/password-length", type: "String", value: "14" }),
      "no ePHI": (s) =>
        s.add("ssm.Parameter", { name: "/site/password", type: "String", value: s.secret("x"), tags: { DataClassification: "none" } }),
    },
  },
});
