import { defineRule } from "../../rule";

export default defineRule({
  id: "ecr-immutable-tags",
  title: "ECR image tags cannot be moved",
  threat: "An image that was reviewed is replaced under its name by one that alters ePHI.",
  remedy: 'Set imageTagMutability to "IMMUTABLE".',
  // Advisory: a task that names its image by digest is safe whatever the tags do.
  cites: ["164.312(c)(1)", "164.312(c)(2)"],
  severity: "medium",
  level: "advisory",
  applies: "ephi",
  on: ["ecr.Repository"],
  check: (repository) =>
    repository
      .at((p) => p.imageTagMutability)
      .shown()
      .or("MUTABLE")
      .oneOf(["IMMUTABLE", "IMMUTABLE_WITH_EXCLUSION"], "tags can be moved to another image"),
  fix: () => ({ imageTagMutability: "IMMUTABLE" }),
  equivalents: {
    prowler: ["ecr_repositories_tag_immutability"],
    checkov: ["CKV_AWS_51"],
    pulumi: ["aws-ecr-repository-disallow-mutable-image"],
  },
  examples: {
    good: {
      immutable: (s) => s.add("ecr.Repository", { imageTagMutability: "IMMUTABLE" }),
      "immutable but for some": (s) =>
        s.add("ecr.Repository", {
          imageTagMutability: "IMMUTABLE_WITH_EXCLUSION",
          imageTagMutabilityExclusionFilters: [{ filter: "latest*", filterType: "WILDCARD" }],
        }),
    },
    bad: {
      mutable: (s) => s.add("ecr.Repository", { imageTagMutability: "MUTABLE" }),
      "AWS's default": (s) => s.add("ecr.Repository", {}),
    },
    unknown: {
      "known later": (s) => s.add("ecr.Repository", { imageTagMutability: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("ecr.Repository", { tags: { DataClassification: "none" } }),
    },
  },
});
