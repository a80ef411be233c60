import { grantsNothingToEveryone } from "../../aws/iam/judge-policy";
import { any, defineRule, notApplicable } from "../../rule";

export default defineRule({
  id: "secret-policy-not-public",
  title: "Secrets' policies grant nothing to everyone",
  threat: "Everyone with any AWS account can read the way into ePHI.",
  remedy: "Name the principals of each Allow, and set blockPublicPolicy to true on the aws.secretsmanager.SecretPolicy.",
  cites: ["164.312(a)(1)", "164.308(a)(3)(i)", "164.308(a)(4)(ii)(A)", "164.308(a)(4)(ii)(C)", "164.312(e)(1)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["secretsmanager.SecretPolicy", "secretsmanager.Secret"],
  // With blockPublicPolicy Secrets Manager itself refuses a policy that lets everyone in, also one that a preview cannot read yet.
  // Without it, a policy that surely lets nobody in is enough. Source: AWS Secrets Manager API Reference, PutResourcePolicy.
  check(resource) {
    const policy = resource.at((p) => p.policy);
    if (policy.state === "absent" || policy.is("{}") === "yes") return notApplicable("it holds no policy");
    const attached = resource.as("secretsmanager.SecretPolicy");
    if (!attached) return grantsNothingToEveryone(policy);
    return any(
      attached
        .at((p) => p.blockPublicPolicy)
        .or(false)
        .equals(true, "public policies are not blocked"),
      grantsNothingToEveryone(policy),
    );
  },
  equivalents: { prowler: ["secretsmanager_not_publicly_accessible", "secretsmanager_has_restrictive_resource_policy"] },
  examples: {
    good: {
      "public policies blocked": (s) => {
        const secret = s.add("secretsmanager.Secret", {});
        return s.add("secretsmanager.SecretPolicy", { secretArn: secret.out("arn"), policy: s.later(), blockPublicPolicy: true });
      },
      "one role, inline": (s) =>
        s.add("secretsmanager.Secret", {
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Principal: { AWS: "arn:aws:iam::111122223333:role/app" },
                Action: "secretsmanager:GetSecretValue",
                Resource: "*",
              },
            ],
          }),
        }),
    },
    bad: {
      everyone: (s) => {
        const secret = s.add("secretsmanager.Secret", {});
        return s.add("secretsmanager.SecretPolicy", {
          secretArn: secret.out("arn"),
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Principal: "*", Action: "secretsmanager:GetSecretValue", Resource: "*" }],
          }),
        });
      },
      "everyone, inline": (s) =>
        s.add("secretsmanager.Secret", {
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Principal: { AWS: "*" }, Action: "secretsmanager:GetSecretValue", Resource: "*" }],
          }),
        }),
    },
    unknown: {
      "policy known later": (s) => {
        const secret = s.add("secretsmanager.Secret", {});
        return s.add("secretsmanager.SecretPolicy", { secretArn: secret.out("arn"), policy: s.later() });
      },
    },
    notApplicable: {
      "no policy": (s) => s.add("secretsmanager.Secret", {}),
      "no ePHI": (s) =>
        s.add("secretsmanager.Secret", {
          tags: { DataClassification: "none" },
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Principal: "*", Action: "secretsmanager:GetSecretValue", Resource: "*" }],
          }),
        }),
      "empty policy, which the provider takes for none": (s) => s.add("secretsmanager.Secret", { policy: "{}" }),
    },
  },
});
