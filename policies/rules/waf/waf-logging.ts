import { defineRule, missing, notApplicable } from "../../rule";

const webAcl = {
  scope: "REGIONAL",
  defaultAction: { block: {} },
  visibilityConfig: { cloudwatchMetricsEnabled: true, metricName: "clinic", sampledRequestsEnabled: true },
};

export default defineRule({
  id: "waf-logging",
  title: "Web application firewalls log the requests they see",
  threat: "Nobody can tell who attacked the application that holds ePHI, and what got through.",
  remedy: "Add an aws.wafv2.WebAclLoggingConfiguration for the web ACL; in WAF Classic set loggingConfiguration.logDestination.",
  cites: ["164.312(b)", "164.308(a)(1)(ii)(D)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["wafv2.WebAcl", "waf.WebAcl", "wafregional.WebAcl"],
  check(webAcl, stack) {
    const because = "requests are not logged";
    const current = webAcl.as("wafv2.WebAcl");
    if (current) {
      return stack
        .attached(current, "wafv2.WebAclLoggingConfiguration", (p) => p.resourceArn)
        .decide({
          present: (logging) => logging.at((p) => p.logDestinationConfigs).isSet(because, "a log group, bucket or delivery stream"),
          absent: () => missing(current, because, "an aws.wafv2.WebAclLoggingConfiguration"),
        });
    }
    const destination =
      webAcl.as("waf.WebAcl")?.at((p) => p.loggingConfiguration?.logDestination) ??
      webAcl.as("wafregional.WebAcl")?.at((p) => p.loggingConfiguration?.logDestination);
    return destination ? destination.isSet(because, "a delivery stream") : notApplicable();
  },
  equivalents: {
    config: ["wafv2-logging-enabled"],
    cdkNag: ["HIPAA.Security-WAFv2LoggingEnabled"],
    prowler: [
      "wafv2_webacl_logging_enabled",
      "wafv2_webacl_rule_logging_enabled",
      "waf_global_webacl_logging_enabled",
      "waf_regional_webacl_logging_enabled",
    ],
    checkov: ["CKV_AWS_176", "CKV2_AWS_31"],
  },
  examples: {
    good: {
      logged: (s) => {
        const logged = s.add("wafv2.WebAcl", webAcl);
        s.add("wafv2.WebAclLoggingConfiguration", { resourceArn: logged.out("arn"), logDestinationConfigs: [s.later()] });
        return logged;
      },
      "logged in WAF Classic": (s) =>
        s.add("wafregional.WebAcl", {
          metricName: "clinic",
          defaultAction: { type: "BLOCK" },
          loggingConfiguration: { logDestination: s.later() },
        }),
    },
    bad: {
      "not logged": (s) => s.add("wafv2.WebAcl", webAcl),
      "not logged in WAF Classic": (s) => s.add("waf.WebAcl", { metricName: "clinic", defaultAction: { type: "BLOCK" } }),
    },
    unknown: {
      "logs of something known later": (s) => {
        s.add("wafv2.WebAclLoggingConfiguration", { resourceArn: s.later(), logDestinationConfigs: [s.later()] });
        return s.add("wafv2.WebAcl", webAcl);
      },
    },
    notApplicable: {
      "no ePHI": (s) => s.add("wafv2.WebAcl", { ...webAcl, tags: { DataClassification: "none" } }),
    },
  },
});
