import { defineRule, notApplicable } from "../../rule";

const because = "data at rest is encrypted with a key of AWS's own";

export default defineRule({
  id: "opensearch-customer-key",
  title: "OpenSearch is encrypted with a customer-managed KMS key",
  threat: "Indices that hold ePHI lie under a key that you can neither limit nor withdraw.",
  remedy: "Set encryptAtRest.kmsKeyId of the domain, or kmsKeyArn of the application, to a customer-managed key.",
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["opensearch.Domain", "opensearch.Application"],
  check(resource, stack) {
    const key =
      resource.as("opensearch.Domain")?.at((p) => p.encryptAtRest?.kmsKeyId) ??
      resource.as("opensearch.Application")?.at((p) => p.kmsKeyArn);
    return key === undefined ? notApplicable() : stack.key(resource, key).isCustomerManaged(because);
  },
  equivalents: { checkov: ["CKV_AWS_247"] },
  examples: {
    good: {
      "a key of the stack": (s) => {
        const key = s.add("kms.Key", {});
        return s.add("opensearch.Domain", { encryptAtRest: { enabled: true, kmsKeyId: key.out("arn") } });
      },
      "application with a key": (s) =>
        s.add("opensearch.Application", { kmsKeyArn: "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab" }),
    },
    bad: {
      "no key": (s) => s.add("opensearch.Domain", { encryptAtRest: { enabled: true } }),
      "AWS managed key on the older class": (s) =>
        s.add("elasticsearch.Domain", { encryptAtRest: { enabled: true, kmsKeyId: "alias/aws/es" } }),
    },
    unknown: {
      "key known later": (s) => s.add("opensearch.Domain", { encryptAtRest: { enabled: true, kmsKeyId: s.later() } }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("opensearch.Domain", { tags: { DataClassification: "none" } }),
    },
  },
});
