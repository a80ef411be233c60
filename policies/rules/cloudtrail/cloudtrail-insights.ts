import { managementEvents, recordsEvents } from "../../aws/cloudtrail/recorded-events";
import { defineRule, fail, pass, when } from "../../rule";

const because = "unusual activity is not looked for";

export default defineRule({
  id: "cloudtrail-insights",
  title: "CloudTrail looks for unusual activity",
  threat: "A flood of calls by a stolen credential goes unnoticed.",
  remedy: 'Add insightSelectors with insightType "ApiCallRateInsight" and "ApiErrorRateInsight".',
  cites: ["164.308(a)(5)(ii)(C)", "164.308(a)(6)(ii)"],
  severity: "low",
  // A hint: GuardDuty watches the same events, and insights cost extra.
  level: "advisory",
  applies: "always",
  on: ["cloudtrail.Trail"],
  check: (trail) => {
    const insights = trail.list((p) => p.insightSelectors);
    const evidence = [insights.cell.evidence("an insight type")];
    return when(recordsEvents(trail, managementEvents), () =>
      insights.some(
        () => pass(because, evidence),
        () => fail(because, evidence),
      ),
    );
  },
  equivalents: { prowler: ["cloudtrail_insights_exist"] },
  examples: {
    good: {
      "rates of calls": (s) =>
        s.add("cloudtrail.Trail", { s3BucketName: "trail-logs", insightSelectors: [{ insightType: "ApiCallRateInsight" }] }),
      "rates of errors": (s) =>
        s.add("cloudtrail.Trail", { s3BucketName: "trail-logs", insightSelectors: [{ insightType: "ApiErrorRateInsight" }] }),
    },
    bad: {
      "no insights": (s) => s.add("cloudtrail.Trail", { s3BucketName: "trail-logs" }),
      "an empty list": (s) => s.add("cloudtrail.Trail", { s3BucketName: "trail-logs", insightSelectors: [] }),
    },
    unknown: {
      "insights known later": (s) => s.add("cloudtrail.Trail", { s3BucketName: "trail-logs", insightSelectors: s.later() }),
    },
    notApplicable: {
      "data events only": (s) =>
        s.add("cloudtrail.Trail", {
          s3BucketName: "trail-logs",
          eventSelectors: [{ includeManagementEvents: false, dataResources: [{ type: "AWS::S3::Object", values: ["arn:aws:s3"] }] }],
        }),
    },
  },
});
