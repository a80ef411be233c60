import { defineAccountRule, fail } from "../../rule";

export default defineAccountRule({
  id: "guardduty-enabled",
  title: "GuardDuty watches the account",
  threat: "A stolen credential or an infected machine works among ePHI, and nobody notices.",
  remedy: "Add an aws.guardduty.Detector in each Region that is used, and leave enable out or set it to true.",
  cites: [
    "164.312(b)",
    "164.308(a)(1)(ii)(A)",
    "164.308(a)(1)(ii)(D)",
    "164.308(a)(5)(ii)(C)",
    "164.308(a)(6)(i)",
    "164.308(a)(6)(ii)",
    "164.308(a)(8)",
  ],
  severity: "high",
  level: "mandatory",
  check: (stack) =>
    stack.some(
      "guardduty.Detector",
      (detector) =>
        detector
          .at((p) => p.enable)
          .or(true)
          .equals(true, "the GuardDuty detector is switched off"),
      () => fail("the account's baseline has no GuardDuty detector"),
    ),
  equivalents: {
    config: ["guardduty-enabled-centralized"],
    prowler: [
      "guardduty_is_enabled",
      "cloudtrail_threat_detection_enumeration",
      "cloudtrail_threat_detection_llm_jacking",
      "cloudtrail_threat_detection_privilege_escalation",
      "guardduty_centrally_managed",
      "guardduty_delegated_admin_enabled_all_regions",
      "guardduty_no_high_severity_findings",
    ],
    checkov: ["CKV_AWS_238", "CKV2_AWS_3"],
  },
  examples: {
    good: {
      "on by default": (s) => {
        s.add("guardduty.Detector", {});
        return undefined;
      },
      "on by name": (s) => {
        s.add("guardduty.Detector", { enable: true, findingPublishingFrequency: "FIFTEEN_MINUTES" });
        return undefined;
      },
    },
    bad: {
      "no detector": () => undefined,
      "switched off": (s) => {
        s.add("guardduty.Detector", { enable: false });
        return undefined;
      },
    },
    unknown: {
      "flag known later": (s) => {
        s.add("guardduty.Detector", { enable: s.later() });
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
