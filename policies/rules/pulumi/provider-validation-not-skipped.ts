import { awsProviderType, providerConfiguration } from "../../aws/provider-configuration";
import { all, defineAnyResourceRule } from "../../rule";

// Advisory: previews without credentials skip validation for a good reason; a deployment should not.
export default defineAnyResourceRule({
  id: "provider-validation-not-skipped",
  title: "AWS providers verify whose account they deploy to",
  threat: "Resources with ePHI are deployed with credentials, or to an account or Region, that nobody meant.",
  remedy: "Leave skipCredentialsValidation, skipRegionValidation and skipRequestingAccountId out in deployments.",
  cites: ["164.312(d)", "164.312(a)(1)"],
  severity: "low",
  level: "advisory",
  speaksOf: (type) => type === awsProviderType,
  check: (resource) => {
    const provider = providerConfiguration(resource);
    return all(
      provider
        .at((p) => p.skipCredentialsValidation)
        .or(false)
        .equals(false, "credentials are not validated"),
      provider
        .at((p) => p.skipRegionValidation)
        .or(false)
        .equals(false, "the Region is not validated"),
      provider
        .at((p) => p.skipRequestingAccountId)
        .or(false)
        .equals(false, "the account is not asked for"),
    );
  },
  equivalents: {},
  examples: {
    good: {
      "nothing skipped": (s) => s.addByToken(awsProviderType, { region: "us-east-1" }),
      "said to be false": (s) => s.addByToken(awsProviderType, { skipRegionValidation: "false" }),
    },
    bad: {
      "credentials not validated": (s) => s.addByToken(awsProviderType, { skipCredentialsValidation: "true" }),
      "account not asked for": (s) => s.addByToken(awsProviderType, { skipRequestingAccountId: true }),
    },
    unknown: {
      "flag known later": (s) => s.addByToken(awsProviderType, { skipCredentialsValidation: s.later() }),
    },
    notApplicable: {
      "another provider": (s) => s.addByToken("pulumi:providers:random", {}),
    },
  },
});
