import { defineRule, notApplicable, when } from "../../rule";

const role = "arn:aws:iam::111122223333:role/results";
const signing = "arn:aws:lambda:us-east-1:111122223333:code-signing-config:csc-0123456789abcdef0";

export default defineRule({
  id: "lambda-code-signing",
  title: "Lambda takes signed code only",
  threat: "Somebody who can upload code makes a function that reads ePHI do something else.",
  remedy: 'Set codeSigningConfigArn to an aws.lambda.CodeSigningConfig whose policies.untrustedArtifactOnDeployment is "Enforce".',
  cites: ["164.312(c)(1)", "164.312(c)(2)"],
  severity: "low",
  // A pipeline that alone may upload code gives the same certainty.
  level: "advisory",
  applies: "ephi",
  on: ["lambda.Function", "lambda.CodeSigningConfig"],
  // Functions made from container images cannot have a code-signing configuration: Lambda Developer Guide, "Using code signing".
  check(resource) {
    const lambda = resource.as("lambda.Function");
    if (lambda) {
      return when(
        lambda.at((p) => p.packageType).is("Image"),
        () => notApplicable("container images are not signed by Lambda"),
        () => lambda.at((p) => p.codeSigningConfigArn).isSet("unsigned code is taken", "a code-signing configuration"),
      );
    }
    const config = resource.as("lambda.CodeSigningConfig");
    if (!config) return notApplicable();
    return config
      .at((p) => p.policies?.untrustedArtifactOnDeployment)
      .or("Warn")
      .shown()
      .equals("Enforce", "unsigned code only gives a warning");
  },
  equivalents: { checkov: ["CKV_AWS_272"] },
  examples: {
    good: {
      "function with a configuration": (s) => s.add("lambda.Function", { role, codeSigningConfigArn: signing }),
      "configuration that refuses": (s) =>
        s.add("lambda.CodeSigningConfig", {
          allowedPublishers: { signingProfileVersionArns: ["arn:aws:signer:us-east-1:111122223333:/signing-profiles/clinic/0123456789"] },
          policies: { untrustedArtifactOnDeployment: "Enforce" },
        }),
    },
    bad: {
      "function without a configuration": (s) => s.add("lambda.Function", { role }),
      "configuration that only warns": (s) =>
        s.add("lambda.CodeSigningConfig", {
          allowedPublishers: { signingProfileVersionArns: ["arn:aws:signer:us-east-1:111122223333:/signing-profiles/clinic/0123456789"] },
        }),
    },
    unknown: {
      "kind of package known later": (s) => s.add("lambda.Function", { role, packageType: s.later() }),
    },
    notApplicable: {
      "container image": (s) => s.add("lambda.Function", { role, packageType: "Image" }),
      "no ePHI": (s) => s.add("lambda.Function", { role, tags: { DataClassification: "none" } }),
    },
  },
});
