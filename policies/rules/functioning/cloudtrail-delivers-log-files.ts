import { recordsAccount } from "../../aws/cloudtrail/account-trail";
import { all, defineFunctioningRule, integer, type Observing, undetermined, type Verdict, when } from "../../functioning/define-functioning-rule";
import { happenedWithin, lately } from "../../functioning/times";
import type { Resource } from "../../graph/resource";

const because = "no log file has been delivered for too long";

/** A trail of a few events, or of one Region where nothing happens, has nothing to deliver for days. */
function isDeliveredLately(
  trail: Resource<"cloudtrail.Trail">,
  { facts, at }: Observing<"cloudtrail.Trail", Record<never, never>>,
  days: number,
): Verdict {
  const delivered = facts.at((p) => p.latestDeliveryTime);
  const since = facts.at((p) => p.loggingSince);
  const verdict = lately(delivered, at, days, because);
  if (verdict.outcome !== "fail") return verdict;
  const open = (why: string) => undetermined(`${because}; whether ${why} is not known`, verdict.evidence);
  if (recordsAccount(trail).outcome !== "pass") return open("there was something to deliver");
  if (since.state === "absent") return open("logging was switched on only now");
  return when(happenedWithin(since, at, days), () => open("the first one is on its way"), () => verdict);
}

export default defineFunctioningRule({
  id: "cloudtrail-delivers-log-files",
  title: "CloudTrail trails log, and their files arrive",
  threat: "A trail that looks switched on delivers nothing, and nobody can show later who had access to ePHI.",
  remedy:
    "Switch logging on (StartLogging). Where a delivery failed, mend the bucket policy or the key policy that CloudTrail's error names; the error goes away with the next delivery.",
  cites: ["164.312(b)", "164.308(a)(1)(ii)(D)"],
  severity: "critical",
  level: "mandatory",
  applies: "always",
  observes: ["cloudtrail.Trail"],
  parameters: { maximumDays: integer({ default: 1, minimum: 1, maximum: 1, description: "Longest time without a delivery in days." }) },
  // CloudTrail delivers about every 5 minutes where there are events. Source: AWS CloudTrail User Guide, "How CloudTrail works"; CloudTrail API
  // Reference, GetTrailStatus, of which LatestDeliveryError is cleared by the next delivery.
  check: ({ resource, parameters, ...observing }) =>
    all(
      observing.facts.at((p) => p.isLogging).equals(true, "logging is switched off"),
      observing.facts
        .at((p) => p.latestDeliveryError)
        .shown()
        .isNotSet("the last delivery failed"),
      isDeliveredLately(resource, { ...observing, parameters: {} }, parameters.maximumDays),
    ),
  equivalents: {
    config: ["cloud-trail-enabled"],
    prowler: ["cloudtrail_multi_region_enabled"],
  },
  examples: {
    good: {},
    bad: {},
    unknown: {},
    notApplicable: {},
  },
});
