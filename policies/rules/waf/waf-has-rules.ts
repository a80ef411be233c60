import type { Cell } from "../../cell";
import { any, defineRule, fail, missing, notApplicable, pass, type Verdict } from "../../rule";

const webAcl = {
  scope: "REGIONAL",
  defaultAction: { allow: {} },
  visibilityConfig: { cloudwatchMetricsEnabled: true, metricName: "clinic", sampledRequestsEnabled: true },
};
const because = "the web ACL has no rules";

function notEmpty(rules: Cell<unknown>): Verdict {
  if (rules.state === "absent") return fail(because, [rules.evidence("a rule")]);
  return rules.test((value) => (Array.isArray(value) ? value.length > 0 : "unknown"), "a rule", because);
}

export default defineRule({
  id: "waf-has-rules",
  title: "Web ACLs have rules",
  threat: "A web application firewall that checks nothing lets known attacks reach the application that holds ePHI.",
  remedy: "Add rules, such as the managed groups AWSManagedRulesCommonRuleSet and AWSManagedRulesKnownBadInputsRuleSet.",
  cites: ["164.308(a)(5)(ii)(B)", "164.312(e)(1)"],
  severity: "low",
  level: "mandatory",
  applies: "ephi",
  on: ["wafv2.WebAcl", "waf.WebAcl", "wafregional.WebAcl"],
  check(webAcl, stack) {
    const current = webAcl.as("wafv2.WebAcl");
    if (current) {
      return any(
        notEmpty(current.list((p) => p.rules).cell),
        current.at((p) => p.ruleJson).isSet(because, "a rule"),
        stack
          .attached(current, "wafv2.WebAclRule", (p) => p.webAclArn)
          .some(
            () => pass(),
            () => missing(current, because, "an aws.wafv2.WebAclRule"),
          ),
        stack
          .attached(current, "wafv2.WebAclRuleGroupAssociation", (p) => p.webAclArn)
          .some(
            () => pass(),
            () => missing(current, because, "an aws.wafv2.WebAclRuleGroupAssociation"),
          ),
      );
    }
    const rules = webAcl.as("waf.WebAcl")?.list((p) => p.rules) ?? webAcl.as("wafregional.WebAcl")?.list((p) => p.rules);
    return rules ? notEmpty(rules.cell) : notApplicable();
  },
  equivalents: {
    prowler: ["wafv2_webacl_with_rules", "waf_global_webacl_with_rules", "waf_regional_webacl_with_rules"],
    checkov: ["CKV_AWS_175", "CKV_AWS_192", "CKV_AWS_342", "CKV2_AWS_47", "CKV2_AWS_76", "CKV2_AWS_77", "CKV2_AWS_78"],
  },
  examples: {
    good: {
      "managed rules": (s) =>
        s.add("wafv2.WebAcl", {
          ...webAcl,
          rules: [
            {
              name: "common",
              priority: 1,
              overrideAction: { none: {} },
              statement: { managedRuleGroupStatement: { name: "AWSManagedRulesCommonRuleSet", vendorName: "AWS" } },
              visibilityConfig: webAcl.visibilityConfig,
            },
          ],
        }),
      "rule group of its own": (s) => {
        const guarded = s.add("wafv2.WebAcl", webAcl);
        s.add("wafv2.WebAclRuleGroupAssociation", { webAclArn: guarded.out("arn"), ruleName: "common", priority: 1 });
        return guarded;
      },
      "rule of its own": (s) => {
        const guarded = s.add("wafv2.WebAcl", webAcl);
        s.add("wafv2.WebAclRule", { webAclArn: guarded.out("arn"), priority: 1 });
        return guarded;
      },
      "rules as JSON": (s) => s.add("wafv2.WebAcl", { ...webAcl, ruleJson: "[]" }),
      "rules in WAF Classic": (s) =>
        s.add("wafregional.WebAcl", {
          metricName: "clinic",
          defaultAction: { type: "ALLOW" },
          rules: [{ priority: 1, ruleId: s.later(), type: "REGULAR" }],
        }),
      "rules in WAF Classic, for CloudFront": (s) =>
        s.add("waf.WebAcl", {
          metricName: "clinic",
          defaultAction: { type: "ALLOW" },
          rules: [{ priority: 1, ruleId: s.later(), type: "REGULAR" }],
        }),
    },
    bad: {
      "no rules": (s) => s.add("wafv2.WebAcl", webAcl),
      "no rules in WAF Classic": (s) => s.add("wafregional.WebAcl", { metricName: "clinic", defaultAction: { type: "ALLOW" } }),
      "no rules in WAF Classic, for CloudFront": (s) => s.add("waf.WebAcl", { metricName: "clinic", defaultAction: { type: "ALLOW" } }),
      "an empty list in WAF Classic": (s) => s.add("waf.WebAcl", { metricName: "clinic", defaultAction: { type: "ALLOW" }, rules: [] }),
    },
    unknown: {
      "rules known later": (s) => s.add("wafv2.WebAcl", { ...webAcl, rules: s.later() }),
      "rules in WAF Classic known later": (s) =>
        s.add("waf.WebAcl", { metricName: "clinic", defaultAction: { type: "ALLOW" }, rules: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("wafv2.WebAcl", { ...webAcl, tags: { DataClassification: "none" } }),
    },
  },
});
