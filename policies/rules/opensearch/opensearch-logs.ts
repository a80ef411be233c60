import { all, defineRule, fail } from "../../rule";

const cloudwatchLogGroupArn = "arn:aws:logs:us-east-1:111122223333:log-group:search";

export default defineRule({
  id: "opensearch-logs",
  title: "OpenSearch domains publish error and audit logs",
  threat: "Nobody can show who searched, read or changed documents that hold ePHI.",
  remedy:
    'Add logPublishingOptions for "ES_APPLICATION_LOGS" and "AUDIT_LOGS" with a cloudwatchLogGroupArn; audit logs need advancedSecurityOptions.enabled, and are then switched on in Dashboards.',
  cites: ["164.312(b)", "164.308(a)(3)(ii)(A)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["opensearch.Domain"],
  // Slow logs tell of performance and are left to the site.
  check: (domain) =>
    all(
      ...["ES_APPLICATION_LOGS", "AUDIT_LOGS"].map((type) => {
        const because = `${type === "AUDIT_LOGS" ? "audit" : "error"} logs are not published`;
        return domain
          .list((p) => p.logPublishingOptions)
          .some(
            (log) =>
              all(
                log
                  .at((p) => p.logType)
                  .shown()
                  .equals(type, because),
                log
                  .at((p) => p.enabled)
                  .or(true)
                  .equals(true, because),
              ),
            () => fail(because),
          );
      }),
    ),
  equivalents: {
    config: ["opensearch-logs-to-cloudwatch", "elasticsearch-logs-to-cloudwatch"],
    cdkNag: ["HIPAA.Security-OpenSearchErrorLogsToCloudWatch", "OpenSearchSlowLogsToCloudWatch"],
    prowler: ["opensearch_service_domains_audit_logging_enabled", "opensearch_service_domains_cloudwatch_logging_enabled"],
    checkov: ["CKV_AWS_84", "CKV_AWS_317"],
  },
  examples: {
    good: {
      "errors and audit": (s) =>
        s.add("opensearch.Domain", {
          logPublishingOptions: [
            { logType: "ES_APPLICATION_LOGS", cloudwatchLogGroupArn },
            { logType: "AUDIT_LOGS", cloudwatchLogGroupArn },
          ],
        }),
      "both on the older class, enabled in so many words": (s) =>
        s.add("elasticsearch.Domain", {
          logPublishingOptions: [
            { logType: "AUDIT_LOGS", cloudwatchLogGroupArn, enabled: true },
            { logType: "ES_APPLICATION_LOGS", cloudwatchLogGroupArn, enabled: true },
          ],
        }),
    },
    bad: {
      "nothing set": (s) => s.add("opensearch.Domain", {}),
      "errors only": (s) =>
        s.add("opensearch.Domain", { logPublishingOptions: [{ logType: "ES_APPLICATION_LOGS", cloudwatchLogGroupArn }] }),
      "audit switched off": (s) =>
        s.add("opensearch.Domain", {
          logPublishingOptions: [
            { logType: "ES_APPLICATION_LOGS", cloudwatchLogGroupArn },
            { logType: "AUDIT_LOGS", cloudwatchLogGroupArn, enabled: false },
          ],
        }),
    },
    unknown: {
      "logs known later": (s) => s.add("opensearch.Domain", { logPublishingOptions: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("opensearch.Domain", { tags: { DataClassification: "none" } }),
    },
  },
});
