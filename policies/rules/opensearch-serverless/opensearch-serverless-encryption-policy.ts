import { encryptionPolicy, judgeCollectionPolicy } from "../../aws/collection-policies";
import { decide, defineRule, notApplicable, when } from "../../rule";

const because = "collections are encrypted with a key of AWS's own";
const kmsKeyArn = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const rules = { Rules: [{ ResourceType: "collection", Resource: ["collection/results*"] }] };

export default defineRule({
  id: "opensearch-serverless-encryption-policy",
  title: "OpenSearch Serverless collections are encrypted with a customer-managed KMS key",
  threat: "Collections that hold ePHI lie under a key that you can neither limit nor withdraw.",
  remedy: "Give the encryption policy AWSOwnedKey false and KmsARN, or the collection encryptionConfigs with kmsKeyArn.",
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["opensearch.ServerlessSecurityPolicy", "opensearch.ServerlessCollection"],
  check(resource, stack) {
    const collection = resource.as("opensearch.ServerlessCollection");
    if (collection) {
      return collection
        .list((p) => p.encryptionConfigs)
        .some(
          (config) =>
            when(
              config.at((p) => p.awsOwnedKey).is(true),
              () => config.at((p) => p.awsOwnedKey).equals(false, because),
              () =>
                stack
                  .key(
                    collection,
                    config.at((p) => p.kmsKeyArn),
                  )
                  .isCustomerManaged(because),
            ),
          () => notApplicable("its key is the encryption policy's"),
        );
    }
    const policy = resource.as("opensearch.ServerlessSecurityPolicy");
    if (!policy) return notApplicable();
    const document = policy.at((p) => p.policy);
    const wanted = "a KmsARN";
    // A policy names one or the other, and no document says which counts in one that names both: OpenSearch Service Developer Guide,
    // "Encryption in Amazon OpenSearch Serverless".
    return when(
      policy.at((p) => p.type).is("encryption"),
      () =>
        judgeCollectionPolicy(document, encryptionPolicy, wanted, ({ AWSOwnedKey, KmsARN }) => {
          const named = AWSOwnedKey === true ? "unknown" : "yes";
          return decide(KmsARN ? named : "no", because, [document.evidence(wanted)]);
        }),
      () => notApplicable("it is no encryption policy"),
    );
  },
  equivalents: {},
  examples: {
    good: {
      "policy with a key": (s) =>
        s.add("opensearch.ServerlessSecurityPolicy", {
          type: "encryption",
          policy: JSON.stringify({ ...rules, AWSOwnedKey: false, KmsARN: kmsKeyArn }),
        }),
      "collection with a key": (s) => s.add("opensearch.ServerlessCollection", { encryptionConfigs: [{ awsOwnedKey: false, kmsKeyArn }] }),
    },
    bad: {
      "policy with AWS's key": (s) =>
        s.add("opensearch.ServerlessSecurityPolicy", { type: "encryption", policy: JSON.stringify({ ...rules, AWSOwnedKey: true }) }),
      "collection with AWS's key": (s) =>
        s.add("opensearch.ServerlessCollection", { encryptionConfigs: [{ awsOwnedKey: true, kmsKeyArn: "" }] }),
    },
    unknown: {
      "policy with both": (s) =>
        s.add("opensearch.ServerlessSecurityPolicy", {
          type: "encryption",
          policy: JSON.stringify({ ...rules, AWSOwnedKey: true, KmsARN: kmsKeyArn }),
        }),
      "policy known later": (s) => s.add("opensearch.ServerlessSecurityPolicy", { type: "encryption", policy: s.later() }),
    },
    notApplicable: {
      "network policy": (s) =>
        s.add("opensearch.ServerlessSecurityPolicy", { type: "network", policy: JSON.stringify([{ AllowFromPublic: false }]) }),
      "collection whose key a policy decides": (s) => s.add("opensearch.ServerlessCollection", {}),
    },
  },
});
