import { all, defineFunctioningRule, integer, notApplicable, undetermined, when } from "../../functioning/define-functioning-rule";
import { farAhead, lately } from "../../functioning/times";

export default defineFunctioningRule({
  id: "secret-rotated-on-time",
  title: "Secrets with rotation are rotated when they should be",
  threat: "Rotation is set up and fails, so a password that leaked stays valid for years and opens ePHI.",
  remedy: "Look at the logs of the rotation function, mend what fails, and rotate the secret at once.",
  cites: ["164.308(a)(5)(ii)(D)", "164.308(a)(4)(ii)(C)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  observes: ["secretsmanager.Secret"],
  parameters: {
    maximumDays: integer({ default: 90, minimum: 1, maximum: 90, description: "Longest time since the last rotation in days." }),
  },
  // A rotation has a window that may last a day. A secret whose first rotation is still to come has no last one.
  // Source: Secrets Manager API Reference, DescribeSecret; AWS Secrets Manager User Guide, "Rotation schedules".
  check: ({ facts, at, parameters: { maximumDays } }) =>
    when(facts.at((p) => p.rotationEnabled).is(true), () => {
      const next = facts.at((p) => p.nextRotation);
      const last = facts.at((p) => p.lastRotated);
      return all(
        next.state === "absent" ? notApplicable() : farAhead(next, at, -1, "the rotation that was due has not happened"),
        last.state === "absent"
          ? undetermined("the secret has not been rotated yet", [last.evidence("a rotation")])
          : lately(last, at, maximumDays, "the secret has not been rotated for too long"),
      );
    }),
  equivalents: { config: ["secretsmanager-scheduled-rotation-success-check"], prowler: ["secretsmanager_secret_rotated_periodically"] },
  examples: {
    good: {
      "rotated last month": (s) =>
        s.add(
          "secretsmanager.Secret",
          { name: "database" },
          { observed: { rotationEnabled: true, lastRotated: "2026-10-22T03:00:00.000Z", nextRotation: "2026-12-22T23:59:59.000Z" } },
        ),
      "the window is open": (s) =>
        s.add(
          "secretsmanager.Secret",
          { name: "database" },
          { observed: { rotationEnabled: true, lastRotated: "2026-10-22T03:00:00.000Z", nextRotation: "2026-11-22T03:00:00.000Z" } },
        ),
    },
    bad: {
      "due last week": (s) =>
        s.add(
          "secretsmanager.Secret",
          { name: "database" },
          { observed: { rotationEnabled: true, lastRotated: "2026-10-15T03:00:00.000Z", nextRotation: "2026-11-15T03:00:00.000Z" } },
        ),
      "rotated a year ago": (s) =>
        s.add(
          "secretsmanager.Secret",
          { name: "database" },
          { observed: { rotationEnabled: true, lastRotated: "2025-11-22T03:00:00.000Z" } },
        ),
      "the first rotation is overdue": (s) =>
        s.add(
          "secretsmanager.Secret",
          { name: "database" },
          { observed: { rotationEnabled: true, nextRotation: "2026-11-15T03:00:00.000Z" } },
        ),
    },
    unknown: {
      "the first rotation is to come": (s) =>
        s.add(
          "secretsmanager.Secret",
          { name: "database" },
          { observed: { rotationEnabled: true, nextRotation: "2026-12-15T03:00:00.000Z" } },
        ),
      "the secret could not be read": (s) =>
        s.add(
          "secretsmanager.Secret",
          { name: "database" },
          { observed: { rotationEnabled: s.later(), lastRotated: s.later(), nextRotation: s.later() } },
        ),
    },
    notApplicable: {
      "no rotation": (s) => s.add("secretsmanager.Secret", { name: "database" }, { observed: { rotationEnabled: false } }),
    },
  },
});
