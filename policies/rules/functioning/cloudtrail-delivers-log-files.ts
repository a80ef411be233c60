import { recordsAccount } from "../../aws/cloudtrail/account-trail";
import {
  all,
  defineFunctioningRule,
  type Facts,
  integer,
  undetermined,
  type Verdict,
  when,
} from "../../functioning/define-functioning-rule";
import { happenedWithin, lately } from "../../functioning/times";
import type { Resource } from "../../graph/resource";

const because = "no log file has been delivered for too long";

/** A trail of few events, or of one Region in which nothing happens, has nothing to deliver for days: only the account's own is sure to have some. */
function isDelivered(trail: Resource<"cloudtrail.Trail">, facts: Facts<"cloudtrail.Trail">, at: Date, days: number): Verdict {
  const verdict = lately(
    facts.at((p) => p.latestDeliveryTime),
    at,
    days,
    because,
  );
  if (verdict.outcome !== "fail") return verdict;
  const open = (why: string) => undetermined(`${because}, and ${why}`, verdict.evidence);
  if (recordsAccount(trail).outcome !== "pass") return open("whether there was something to deliver is not known");
  const since = facts.at((p) => p.loggingSince);
  if (since.state !== "known") return open("since when it logs is not known");
  return when(
    happenedWithin(since, at, days),
    () => open("logging was switched on only now"),
    () => verdict,
  );
}

export default defineFunctioningRule({
  id: "cloudtrail-delivers-log-files",
  title: "CloudTrail trails log, and their files arrive",
  threat: "A trail that looks switched on delivers nothing, and nobody can show later who had access to ePHI.",
  remedy:
    "Switch logging on. Where a delivery failed, mend what CloudTrail's error names, most often the bucket policy or the key policy, and update the trail.",
  cites: ["164.312(b)", "164.308(a)(1)(ii)(D)"],
  severity: "critical",
  level: "mandatory",
  applies: "always",
  observes: ["cloudtrail.Trail"],
  parameters: { maximumDays: integer({ default: 1, minimum: 1, maximum: 1, description: "Longest time without a delivery in days." }) },
  // Files come about every five minutes where there are events. Source: AWS CloudTrail User Guide, "How CloudTrail works"; CloudTrail API Reference,
  // GetTrailStatus, which tells of the trail's home Region.
  check: ({ resource, facts, at, parameters }) =>
    all(
      facts.at((p) => p.isLogging).equals(true, "logging is switched off"),
      facts
        .at((p) => p.latestDeliveryError)
        .shown()
        .or("none")
        .equals("none", "the last delivery failed"),
      isDelivered(resource, facts, at, parameters.maximumDays),
    ),
  equivalents: {},
  examples: {
    good: {
      "delivered an hour ago": (s) =>
        s.add(
          "cloudtrail.Trail",
          { s3BucketName: "trail-logs", isMultiRegionTrail: true },
          { observed: { isLogging: true, loggingSince: "2025-01-07T09:00:00Z", latestDeliveryTime: "2026-11-22T11:00:00.000Z" } },
        ),
      "delivered twenty hours ago, without an error": (s) =>
        s.add(
          "cloudtrail.Trail",
          { s3BucketName: "trail-logs", isMultiRegionTrail: true },
          { observed: { isLogging: true, latestDeliveryTime: "2026-11-21T16:00:00.000Z", latestDeliveryError: "" } },
        ),
    },
    bad: {
      "the last delivery failed": (s) =>
        s.add(
          "cloudtrail.Trail",
          { s3BucketName: "trail-logs", isMultiRegionTrail: true },
          {
            observed: {
              isLogging: true,
              loggingSince: "2025-01-07T09:00:00Z",
              latestDeliveryTime: "2026-11-22T11:00:00.000Z",
              latestDeliveryError: "AccessDenied",
            },
          },
        ),
      "nothing for two days": (s) =>
        s.add(
          "cloudtrail.Trail",
          { s3BucketName: "trail-logs", isMultiRegionTrail: true },
          { observed: { isLogging: true, loggingSince: "2025-01-07T09:00:00Z", latestDeliveryTime: "2026-11-20T11:00:00.000Z" } },
        ),
      "nothing ever": (s) =>
        s.add(
          "cloudtrail.Trail",
          { s3BucketName: "trail-logs", isMultiRegionTrail: true },
          { observed: { isLogging: true, loggingSince: "2025-01-07T09:00:00Z" } },
        ),
      "logging stopped": (s) =>
        s.add(
          "cloudtrail.Trail",
          { s3BucketName: "trail-logs", isMultiRegionTrail: true },
          { observed: { isLogging: false, latestDeliveryTime: "2026-11-22T11:00:00.000Z" } },
        ),
    },
    unknown: {
      "nothing was observed": (s) => s.add("cloudtrail.Trail", { s3BucketName: "trail-logs", isMultiRegionTrail: true }),
      "the status could not be read": (s) =>
        s.add(
          "cloudtrail.Trail",
          { s3BucketName: "trail-logs", isMultiRegionTrail: true },
          { observed: { isLogging: s.later(), latestDeliveryTime: s.later(), latestDeliveryError: s.later() } },
        ),
      "switched on three hours ago": (s) =>
        s.add(
          "cloudtrail.Trail",
          { s3BucketName: "trail-logs", isMultiRegionTrail: true },
          { observed: { isLogging: true, loggingSince: "2026-11-22T09:00:00.000Z" } },
        ),
      "of one Region, where perhaps nothing happens": (s) =>
        s.add(
          "cloudtrail.Trail",
          { s3BucketName: "trail-logs" },
          { observed: { isLogging: true, loggingSince: "2025-01-07T09:00:00Z", latestDeliveryTime: "2026-11-20T11:00:00.000Z" } },
        ),
      "a time that is none": (s) =>
        s.add(
          "cloudtrail.Trail",
          { s3BucketName: "trail-logs", isMultiRegionTrail: true },
          { observed: { isLogging: true, loggingSince: "2025-01-07T09:00:00Z", latestDeliveryTime: "soon" } },
        ),
    },
    notApplicable: {
      "a CloudTrail Lake store": (s) => s.add("cloudtrail.EventDataStore", {}),
    },
  },
});
