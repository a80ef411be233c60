import { recordsAccount } from "../../aws/cloudtrail/account-trail";
import { all, any, defineRule, fail } from "../../rule";

export default defineRule({
  id: "cloudtrail-lake-retention",
  title: "CloudTrail Lake stores keep events for six years, in all Regions, and cannot be deleted by mistake",
  threat: "The record of who used ePHI ends before the six years in which it may be asked for.",
  remedy:
    "Leave retentionPeriod, terminationProtectionEnabled, multiRegionEnabled and suspend out, or set at least six years, true, true and false.",
  cites: ["164.312(b)", "164.312(c)(1)", "164.316(b)(2)(i)"],
  severity: "medium",
  level: "mandatory",
  applies: "always",
  on: ["cloudtrail.EventDataStore"],
  // The provider's defaults: 2555 days, protected, all Regions, not suspended. Beside a trail of the whole account, whose files a bucket keeps, the store is a
  // second copy to search in, and may be smaller.
  check: (store, stack, { settings }) =>
    all(
      any(
        all(
          store
            .at((p) => p.retentionPeriod)
            .or(2555)
            .shown()
            .atLeast(settings.retentionDays, "events are not kept for six years"),
          store
            .at((p) => p.multiRegionEnabled)
            .or(true)
            .equals(true, "the store records a single Region"),
          store
            .at((p) => p.suspend)
            .or("false")
            .equals("false", "recording is suspended"),
        ),
        stack.some("cloudtrail.Trail", recordsAccount, () => fail("")),
      ),
      store
        .at((p) => p.terminationProtectionEnabled)
        .or(true)
        .equals(true, "the store may be deleted"),
    ),
  // A longer period that is set already stays.
  fix: (store) => {
    const period = store.at((p) => p.retentionPeriod).value;
    return {
      retentionPeriod: typeof period === "number" && period > 2555 ? period : 2555,
      terminationProtectionEnabled: true,
      multiRegionEnabled: true,
      suspend: "false",
    };
  },
  equivalents: {},
  examples: {
    good: {
      "by default": (s) => s.add("cloudtrail.EventDataStore", {}),
      "a year to search in, beside a trail": (s) => {
        s.add("cloudtrail.Trail", { s3BucketName: "trail-logs", isMultiRegionTrail: true });
        return s.add("cloudtrail.EventDataStore", { retentionPeriod: 366 });
      },
      "ten years": (s) => s.add("cloudtrail.EventDataStore", { retentionPeriod: 3653, suspend: "false" }),
    },
    bad: {
      "one year": (s) => s.add("cloudtrail.EventDataStore", { retentionPeriod: 366 }),
      "two days short of six years": (s) => s.add("cloudtrail.EventDataStore", { retentionPeriod: 2190 }),
      unprotected: (s) => s.add("cloudtrail.EventDataStore", { terminationProtectionEnabled: false }),
      suspended: (s) => s.add("cloudtrail.EventDataStore", { suspend: "true" }),
      "a single Region": (s) => s.add("cloudtrail.EventDataStore", { multiRegionEnabled: false }),
      "ten years, unprotected": (s) => s.add("cloudtrail.EventDataStore", { retentionPeriod: 3653, terminationProtectionEnabled: false }),
    },
    unknown: {
      "period known later": (s) => s.add("cloudtrail.EventDataStore", { retentionPeriod: s.later() }),
    },
    notApplicable: {
      "a trail, whose files are kept by its bucket": (s) => s.add("cloudtrail.Trail", { s3BucketName: "trail-logs" }),
    },
  },
});
