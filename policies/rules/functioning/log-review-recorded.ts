import { defineAccountFunctioningRule, integer, undetermined } from "../../functioning/define-functioning-rule";
import { lately } from "../../functioning/times";

export default defineAccountFunctioningRule({
  id: "log-review-recorded",
  title: "Somebody reviews the logs regularly, and the evidence shows it",
  threat: "Logs are kept and never read, and somebody takes ePHI for months.",
  remedy: "Run phiguard review with the same --out as phiguard verify, look at what it shows, and note the outcome.",
  cites: ["164.308(a)(1)(ii)(D)", "164.312(b)", "164.308(a)(5)(ii)(C)"],
  severity: "high",
  level: "mandatory",
  // The law says "regularly"; a month is what this pack takes for it at most.
  parameters: { maximumDays: integer({ default: 31, minimum: 1, maximum: 31, description: "Longest time between two reviews in days." }) },
  check({ facts, at, parameters: { maximumDays } }) {
    const review = facts.at((p) => p.lastLogReview);
    return review.state === "unknown"
      ? undetermined("no evidence was looked at, or it is not as it was written", [review.evidence(`within ${maximumDays} days`)])
      : lately(review, at, maximumDays, "no review of all the logs is recorded for too long");
  },
  equivalents: {},
  examples: {
    good: {
      "last week": (s) => {
        s.observeAccount({ lastLogReview: "2026-11-16T09:00:00.000Z" });
        return undefined;
      },
      today: (s) => {
        s.observeAccount({ lastLogReview: "2026-11-22T09:00:00.000Z", lastEmergencyAccessDrill: "never" });
        return undefined;
      },
    },
    bad: {
      never: (s) => {
        s.observeAccount({ lastLogReview: "never" });
        return undefined;
      },
      "in spring": (s) => {
        s.observeAccount({ lastLogReview: "2026-04-16T09:00:00.000Z" });
        return undefined;
      },
      "ten days ago, where the site reviews each week": (s) => {
        s.parameters({ maximumDays: 7 });
        s.observeAccount({ lastLogReview: "2026-11-12T09:00:00.000Z" });
        return undefined;
      },
    },
    unknown: {
      "no evidence was looked at": () => undefined,
      "the evidence could not be read": (s) => {
        s.observeAccount({ lastLogReview: s.later() });
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
