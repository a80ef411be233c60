import { any, defineAccountRule, fail, pass } from "../../rule";

const none = "the account's baseline does not switch Security Hub on";

export default defineAccountRule({
  id: "securityhub-enabled",
  title: "Security Hub gathers the account's findings",
  threat: "Findings on ePHI lie in a dozen services, and nobody reads them all.",
  remedy: "Add an aws.securityhub.Account (or AccountV2), or a ConfigurationPolicy with serviceEnabled true.",
  cites: ["164.312(b)", "164.308(a)(1)(ii)(D)", "164.308(a)(5)(ii)(C)", "164.308(a)(6)(i)", "164.308(a)(6)(ii)", "164.308(a)(8)"],
  severity: "medium",
  level: "mandatory",
  check: (stack) =>
    any(
      stack.some(
        "securityhub.Account",
        () => pass(),
        () => fail(none),
      ),
      stack.some(
        "securityhub.AccountV2",
        () => pass(),
        () => fail(none),
      ),
      stack.some(
        "securityhub.ConfigurationPolicy",
        (policy) => policy.at((p) => p.configurationPolicy.serviceEnabled).equals(true, none),
        () => fail(none),
      ),
    ),
  equivalents: {
    config: ["securityhub-enabled"],
    prowler: ["securityhub_enabled", "securityhub_delegated_admin_enabled_all_regions"],
  },
  examples: {
    good: {
      "in the account": (s) => {
        s.add("securityhub.Account", {});
        return undefined;
      },
      "by the organization's policy": (s) => {
        s.add("securityhub.ConfigurationPolicy", { configurationPolicy: { serviceEnabled: true } });
        return undefined;
      },
    },
    bad: {
      nowhere: () => undefined,
      "switched off by the organization's policy": (s) => {
        s.add("securityhub.ConfigurationPolicy", { configurationPolicy: { serviceEnabled: false } });
        return undefined;
      },
    },
    unknown: {
      "policy known later": (s) => {
        s.add("securityhub.ConfigurationPolicy", { configurationPolicy: { serviceEnabled: s.later() } });
        return undefined;
      },
    },
    notApplicable: {
      "the baseline is another stack's": (s) => {
        s.settings({ accountBaseline: false });
        return undefined;
      },
    },
  },
});
