import { grantsNothingToEveryone } from "../../aws/iam/judge-policy";
import { defineRule, fail } from "../../rule";

export default defineRule({
  id: "ecr-not-public",
  title: "ECR images are not public",
  threat: "Anyone can read the images, and secrets or ePHI that were built into them, or put others in their place.",
  remedy:
    'Name accounts in the policy\'s Principal in place of "*", and keep images in aws.ecr.Repository rather than aws.ecrpublic.Repository.',
  cites: ["164.312(a)(1)", "164.308(a)(3)(i)", "164.308(a)(4)(ii)(A)", "164.308(a)(4)(ii)(C)", "164.312(e)(1)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["ecr.RepositoryPolicy", "ecr.RegistryPolicy", "ecr.RepositoryCreationTemplate", "ecrpublic.Repository"],
  check(resource) {
    const policy =
      resource.as("ecr.RepositoryPolicy")?.at((p) => p.policy) ??
      resource.as("ecr.RegistryPolicy")?.at((p) => p.policy) ??
      resource.as("ecr.RepositoryCreationTemplate")?.at((p) => p.repositoryPolicy);
    if (policy) return grantsNothingToEveryone(policy);
    return fail("everyone can pull the images of a public repository", [resource.evidence("a public repository", "a private one")]);
  },
  equivalents: { cdkNag: ["ECROpenAccess"], prowler: ["ecr_repositories_not_publicly_accessible"], checkov: ["CKV_AWS_32"] },
  examples: {
    good: {
      "one account": (s) =>
        s.add("ecr.RepositoryPolicy", {
          repository: "records",
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Principal: { AWS: "arn:aws:iam::123456789012:root" }, Action: "ecr:BatchGetImage" }],
          }),
        }),
      "one organization": (s) =>
        s.add("ecr.RepositoryPolicy", {
          repository: "records",
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Principal: "*",
                Action: "ecr:BatchGetImage",
                Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1234567890" } },
              },
            ],
          }),
        }),
    },
    bad: {
      everyone: (s) =>
        s.add("ecr.RepositoryPolicy", {
          repository: "records",
          policy: JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: "*", Action: "ecr:BatchGetImage" }] }),
        }),
      "everyone, by the template of new repositories": (s) =>
        s.add("ecr.RepositoryCreationTemplate", {
          prefix: "records",
          appliedFors: ["CREATE_ON_PUSH"],
          repositoryPolicy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Principal: "*", Action: "ecr:BatchGetImage" }],
          }),
        }),
      "public repository": (s) => s.add("ecrpublic.Repository", { repositoryName: "records" }),
      "everyone, in the registry": (s) =>
        s.add("ecr.RegistryPolicy", {
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Principal: "*", Action: "ecr:ReplicateImage", Resource: "*" }],
          }),
        }),
    },
    unknown: {
      "policy known later": (s) => s.add("ecr.RepositoryPolicy", { repository: "records", policy: s.later() }),
    },
    notApplicable: {
      "public repository without ePHI": (s) =>
        s.add("ecrpublic.Repository", { repositoryName: "tools", tags: { DataClassification: "public" } }),
    },
  },
});
