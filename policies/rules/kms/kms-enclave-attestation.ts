import { hasEffect } from "../../aws/iam/answer";
import type { Condition } from "../../aws/iam/document";
import { includes } from "../../aws/iam/element";
import { judgePolicy } from "../../aws/iam/judge-policy";
import { isMarked } from "../../aws/marking-tags";
import { and, every, not, or, some, type Ternary, ternary } from "../../aws/ternary";
import type { Cell } from "../../cell";
import type { Example } from "../../examples";
import { decide, defineRule, fail, list, notApplicable, when } from "../../rule";

const because = "the key decrypts for callers that are not attested enclaves";
const wanted = "kms:RecipientAttestation conditions on every Allow of kms:Decrypt";

/** In debug mode an enclave's measurements are all zeros. Source: AWS Nitro Enclaves User Guide, "Cryptographic attestation"; AWS KMS Developer Guide, "Condition keys for AWS Nitro Enclaves". */
function attests({ key, operator, ifExists, quantifier, values }: Condition): Ternary {
  if (!key.startsWith("kms:recipientattestation:")) return "no";
  if (ifExists || quantifier !== undefined || !["stringequals", "stringequalsignorecase"].includes(operator)) return "no";
  return and(
    every(values.known, (value) => ternary(!/^0*$/.test(value))),
    values.open ? "unknown" : "yes",
  );
}

export default defineRule({
  id: "kms-enclave-attestation",
  title: "KMS keys of Nitro Enclaves decrypt for attested enclaves only",
  threat: "Whoever has the role of the enclave's host decrypts the ePHI that only the enclave should see.",
  remedy:
    "Give each Allow that takes in kms:Decrypt a StringEqualsIgnoreCase condition on kms:RecipientAttestation:ImageSha384 or PCR values, and keep kms:Decrypt out of the administrators' statement.",
  cites: ["164.312(a)(1)", "164.312(a)(2)(iv)", "164.312(c)(1)", "164.312(c)(2)"],
  severity: "low",
  level: "mandatory",
  applies: "always",
  on: ["kms.Key"],
  parameters: {
    enclaveTags: list({ default: ["NitroEnclave=true"], description: "Tags, as key=value, that mark a key for Nitro Enclaves." }),
  },
  check(key, stack, { parameters }) {
    const attested = (policy: Cell<unknown>) =>
      policy.state === "absent"
        ? fail(because, [policy.evidence(wanted)])
        : judgePolicy(policy, wanted, (document) => {
            const answer = and(
              every(document.statements, (statement) =>
                or(
                  not(hasEffect(statement, "Allow")),
                  not(includes(statement.actions, "kms:Decrypt", false)),
                  some(statement.conditions, attests),
                  statement.conditionsOpen ? "unknown" : "no",
                ),
              ),
              document.open ? "unknown" : "yes",
            );
            return decide(answer, because, [policy.evidence(wanted)]);
          });
    return when(
      isMarked(parameters.enclaveTags, (name) => key.at((p) => p.tags?.[name])),
      () =>
        stack
          .attached(key, "kms.KeyPolicy", (p) => p.keyId)
          .decide({ present: (policy) => attested(policy.at((p) => p.policy)), absent: () => attested(key.at((p) => p.policy)) }),
      () => notApplicable("no tag marks it for Nitro Enclaves"),
    );
  },
  equivalents: {
    prowler: [
      "kms_key_enclave_attestation_bypassable_path",
      "kms_key_enclave_attestation_not_enforced",
      "kms_key_enclave_attestation_pcr_mismatch",
      "kms_key_enclave_attestation_unknown_image",
      "kms_key_enclave_debug_attestation_detected",
      "kms_key_enclave_attestation_no_deployment_binding",
    ],
  },
  examples: {
    good: {
      "image attested": (s) =>
        s.add("kms.Key", {
          tags: { NitroEnclave: "true" },
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Principal: { AWS: "arn:aws:iam::111122223333:role/enclave-host" },
                Action: "kms:Decrypt",
                Resource: "*",
                Condition: { StringEqualsIgnoreCase: { "kms:RecipientAttestation:ImageSha384": "9fedcba8a1b2c3d4" } },
              },
            ],
          }),
        }),
      "administrators beside it, who do not decrypt": (s) => {
        const key = s.add("kms.Key", { tags: { NitroEnclave: "true" } });
        s.add("kms.KeyPolicy", {
          keyId: key.out("id"),
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Principal: { AWS: "arn:aws:iam::111122223333:root" },
                Action: ["kms:Describe*", "kms:Put*"],
                Resource: "*",
              },
              {
                Effect: "Allow",
                Principal: { AWS: "arn:aws:iam::111122223333:role/enclave-host" },
                Action: "kms:Decrypt",
                Resource: "*",
                Condition: { StringEqualsIgnoreCase: { "kms:RecipientAttestation:PCR0": "9fedcba8a1b2c3d4" } },
              },
            ],
          }),
        });
        return key;
      },
      "image attested, in exact case": (s) =>
        s.add("kms.Key", {
          tags: { NitroEnclave: "true" },
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Principal: { AWS: "arn:aws:iam::111122223333:role/enclave" },
                Action: "kms:Decrypt",
                Resource: "*",
                Condition: { StringEquals: { "kms:RecipientAttestation:PCR0": "9f86d081884c7d65" } },
              },
            ],
          }),
        }),
    },
    bad: {
      "the account decrypts without attestation": (s) =>
        s.add("kms.Key", {
          tags: { NitroEnclave: "true" },
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Principal: { AWS: "arn:aws:iam::111122223333:root" }, Action: "kms:*", Resource: "*" }],
          }),
        }),
      "an enclave in debug mode": (s) =>
        s.add("kms.Key", {
          tags: { NitroEnclave: "true" },
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Principal: { AWS: "arn:aws:iam::111122223333:role/enclave-host" },
                Action: "kms:Decrypt",
                Resource: "*",
                Condition: { StringEqualsIgnoreCase: { "kms:RecipientAttestation:PCR0": "000000000000000000000000" } },
              },
            ],
          }),
        }),
      "KMS's own policy": (s) => s.add("kms.Key", { tags: { NitroEnclave: "true" } }),
      ...Object.fromEntries(
        Object.entries({
          "a condition on the context only": { StringEquals: { "kms:EncryptionContext:app": "records" } },
          "attested where there is an attestation": {
            StringEqualsIfExists: { "kms:RecipientAttestation:ImageSha384": "9f86d081884c7d65" },
          },
          "attested by any of its values": { "ForAnyValue:StringEquals": { "kms:RecipientAttestation:ImageSha384": "9f86d081884c7d65" } },
          "all images but one": { StringNotEquals: { "kms:RecipientAttestation:ImageSha384": "9f86d081884c7d65" } },
        }).map(([name, condition]): [string, Example] => [
          name,
          (s) =>
            s.add("kms.Key", {
              tags: { NitroEnclave: "true" },
              policy: JSON.stringify({
                Version: "2012-10-17",
                Statement: [
                  {
                    Effect: "Allow",
                    Principal: { AWS: "arn:aws:iam::111122223333:role/enclave" },
                    Action: "kms:Decrypt",
                    Resource: "*",
                    Condition: condition,
                  },
                ],
              }),
            }),
        ]),
      ),
    },
    unknown: {
      "policy known later": (s) => s.add("kms.Key", { tags: { NitroEnclave: "true" }, policy: s.later() }),
    },
    notApplicable: {
      "not marked": (s) => s.add("kms.Key", {}),
    },
  },
});
