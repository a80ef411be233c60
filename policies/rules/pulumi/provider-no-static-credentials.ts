import { awsProviderType, providerConfiguration } from "../../aws/provider-configuration";
import { all, defineAnyResourceRule } from "../../rule";

export default defineAnyResourceRule({
  id: "provider-no-static-credentials",
  title: "AWS providers take their credentials from the environment, not from the program",
  threat: "A long-lived access key in a program or its state opens the account, and ePHI with it, to whoever reads it.",
  remedy: "Leave accessKey, secretKey and token out; use assumeRoles, web identity, or the environment that runs Pulumi.",
  cites: ["164.312(d)", "164.312(a)(2)(i)"],
  severity: "critical",
  level: "mandatory",
  speaksOf: (type) => type === awsProviderType,
  check: (resource) => {
    const provider = providerConfiguration(resource);
    const because = "static credentials are given to the provider";
    return all(
      provider.at((p) => p.accessKey).isNotSet(because),
      provider.at((p) => p.secretKey).isNotSet(because),
      provider.at((p) => p.token).isNotSet(because),
    );
  },
  equivalents: {},
  examples: {
    good: {
      "the environment's credentials": (s) => s.addByToken(awsProviderType, { region: "us-east-1" }),
      "an assumed role": (s) =>
        s.addByToken(awsProviderType, { assumeRoles: JSON.stringify([{ roleArn: "arn:aws:iam::123456789012:role/deploy" }]) }),
    },
    bad: {
      "access key and secret": (s) => s.addByToken(awsProviderType, { accessKey: s.secret("access"), secretKey: s.secret("secret") }),
      "a key known later": (s) => s.addByToken(awsProviderType, { accessKey: s.later() }),
    },
    unknown: {},
    notApplicable: {
      "another provider": (s) => s.addByToken("pulumi:providers:random", {}),
    },
  },
});
