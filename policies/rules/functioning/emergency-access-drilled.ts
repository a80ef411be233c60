import { defineAccountFunctioningRule, integer, undetermined } from "../../functioning/define-functioning-rule";
import { lately } from "../../functioning/times";

export default defineAccountFunctioningRule({
  id: "emergency-access-drilled",
  title: "The emergency access procedure is tried out, and the evidence shows it",
  threat: "In an emergency nobody knows how to get to the ePHI that a patient needs, or the way there is blocked.",
  remedy: "Go through the emergency access procedure once, and note it down by phiguard drill with the same --out as phiguard verify.",
  // What decides is the test of the procedure, which is addressable; the procedure itself is 164.312(a)(2)(ii).
  cites: ["164.308(a)(7)(ii)(D)", "164.312(a)(2)(ii)", "164.308(a)(7)(ii)(C)"],
  severity: "medium",
  level: "mandatory",
  parameters: { maximumDays: integer({ default: 366, minimum: 1, maximum: 366, description: "Longest time between two drills in days." }) },
  check({ facts, at, parameters: { maximumDays } }) {
    const drill = facts.at((p) => p.lastEmergencyAccessDrill);
    return drill.state === "unknown"
      ? undetermined("no evidence was looked at, or it is not as it was written", [drill.evidence(`within ${maximumDays} days`)])
      : lately(drill, at, maximumDays, "no drill of emergency access that succeeded is recorded for too long");
  },
  equivalents: {},
  examples: {
    good: {
      "this spring": (s) => {
        s.observeAccount({ lastEmergencyAccessDrill: "2026-04-16T09:00:00.000Z" });
        return undefined;
      },
      "nearly a year ago": (s) => {
        s.observeAccount({ lastEmergencyAccessDrill: "2025-12-01T09:00:00.000Z", lastLogReview: "never" });
        return undefined;
      },
    },
    bad: {
      never: (s) => {
        s.observeAccount({ lastEmergencyAccessDrill: "never" });
        return undefined;
      },
      "two years ago": (s) => {
        s.observeAccount({ lastEmergencyAccessDrill: "2024-11-16T09:00:00.000Z" });
        return undefined;
      },
    },
    unknown: {
      "no evidence was looked at": () => undefined,
      "the evidence could not be read": (s) => {
        s.observeAccount({ lastEmergencyAccessDrill: s.later() });
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
