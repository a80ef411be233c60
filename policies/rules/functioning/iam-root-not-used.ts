import { not } from "../../aws/ternary";
import { decide, defineAccountFunctioningRule, integer, undetermined } from "../../functioning/define-functioning-rule";
import { happenedWithin } from "../../functioning/times";

export default defineAccountFunctioningRule({
  id: "iam-root-not-used",
  title: "Nobody has used the root user lately",
  threat: "Who works as the root user is not known by name, and no policy limits what happens to ePHI.",
  remedy: "Find out who signed in and why, and note it down; for daily work, give people roles.",
  cites: ["164.312(a)(2)(i)", "164.308(a)(1)(ii)(D)", "164.308(a)(5)(ii)(C)"],
  severity: "medium",
  // Advisory: a few tasks, emergencies among them, can be done by the root user only. The use is told so that somebody looks at it.
  level: "advisory",
  parameters: { quietDays: integer({ default: 30, minimum: 30, maximum: 365, description: "Days for which the root user was not used." }) },
  // Source: IAM User Guide, "Generate credential reports for your AWS account"; "Tasks that require root user credentials".
  check({ facts, at, parameters: { quietDays } }) {
    const used = facts.at((p) => p.rootLastUsed).shown();
    const evidence = [used.evidence(`not within ${quietDays} days`)];
    if (used.state === "unknown")
      return undetermined("no credential report tells it: aws iam generate-credential-report makes one", evidence);
    return decide(not(happenedWithin(used, at, quietDays)), "the root user was used lately", evidence);
  },
  equivalents: { prowler: ["iam_avoid_root_usage"] },
  examples: {
    good: {
      "never used": (s) => {
        s.observeAccount({ rootLastUsed: "never" });
        return undefined;
      },
      "used two years ago": (s) => {
        s.observeAccount({ rootLastUsed: "2024-11-01T10:00:00.000Z" });
        return undefined;
      },
    },
    bad: {
      "used yesterday": (s) => {
        s.observeAccount({ rootLastUsed: "2026-11-21T10:00:00.000Z" });
        return undefined;
      },
      "used within the time that the site sets": (s) => {
        s.parameters({ quietDays: 90 });
        s.observeAccount({ rootLastUsed: "2026-09-21T10:00:00.000Z" });
        return undefined;
      },
    },
    unknown: {
      "there is no credential report": (s) => {
        s.observeAccount({ rootHasMfa: true, rootHasPassword: true, rootHasAccessKeys: false });
        return undefined;
      },
      "the report could not be read": (s) => {
        s.observeAccount({ rootLastUsed: s.later() });
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
