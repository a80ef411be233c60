import { all, defineRule, fail, notApplicable } from "../../rule";

export default defineRule({
  id: "ecr-kms",
  title: "ECR repositories are encrypted with a customer-managed KMS key",
  threat: "Images into which ePHI was built by mistake cannot be cut off at the key.",
  remedy: 'Set encryptionConfigurations to encryptionType "KMS" with kmsKey; an existing repository is replaced.',
  // Advisory: images hold code, and ECR encrypts every one with a key of its own.
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "medium",
  level: "advisory",
  applies: "ephi",
  on: ["ecr.Repository", "ecr.RepositoryCreationTemplate"],
  check(resource, stack) {
    const because = "images are not encrypted with a key of your own";
    const repository = resource.as("ecr.Repository");
    if (repository) {
      const blocks = repository.list((p) => p.encryptionConfigurations);
      return blocks.some(
        (block) =>
          all(
            block
              .at((b) => b.encryptionType)
              .shown()
              .or("AES256")
              .oneOf(["KMS", "KMS_DSSE"], because),
            stack
              .key(
                repository,
                block.at((b) => b.kmsKey),
              )
              .isCustomerManaged(because),
          ),
        () => fail(because, [blocks.cell.evidence("a customer-managed KMS key")]),
      );
    }
    const template = resource.as("ecr.RepositoryCreationTemplate");
    if (!template) return notApplicable();
    const blocks = template.list((p) => p.encryptionConfigurations);
    return blocks.some(
      (block) =>
        all(
          block
            .at((b) => b.encryptionType)
            .shown()
            .or("AES256")
            .oneOf(["KMS", "KMS_DSSE"], because),
          stack
            .key(
              template,
              block.at((b) => b.kmsKey),
            )
            .isCustomerManaged(because),
        ),
      () => fail(because, [blocks.cell.evidence("a customer-managed KMS key")]),
    );
  },
  equivalents: {
    checkov: ["CKV_AWS_136"],
    pulumi: ["aws-ecr-repository-configure-customer-managed-key", "aws-ecr-repository-disallow-unencrypted-repository"],
  },
  examples: {
    good: {
      "key of the stack": (s) =>
        s.add("ecr.Repository", { encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: s.add("kms.Key", {}).out("arn") }] }),
      "template, twice encrypted": (s) =>
        s.add("ecr.RepositoryCreationTemplate", {
          prefix: "clinic",
          appliedFors: ["PULL_THROUGH_CACHE"],
          encryptionConfigurations: [{ encryptionType: "KMS_DSSE", kmsKey: s.add("kms.Key", {}).out("arn") }],
        }),
    },
    bad: {
      "AWS's default": (s) => s.add("ecr.Repository", {}),
      "AWS's own KMS key": (s) => s.add("ecr.Repository", { encryptionConfigurations: [{ encryptionType: "KMS" }] }),
    },
    unknown: {
      "key known later": (s) => s.add("ecr.Repository", { encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: s.later() }] }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("ecr.Repository", { tags: { DataClassification: "none" } }),
    },
  },
});
