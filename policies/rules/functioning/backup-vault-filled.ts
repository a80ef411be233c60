import { longestDaysBetweenRuns } from "../../aws/rate-expression";
import { and, or, some, type Ternary, ternary } from "../../aws/ternary";
import { defineFunctioningRule, integer, undetermined, when } from "../../functioning/define-functioning-rule";
import { happenedWithin, lately } from "../../functioning/times";
import type { Resource } from "../../graph/resource";
import type { Stack } from "../../graph/stack";

const because = "the vault has had no new recovery point for too long";
const week = 7;

/** Whether a backup plan writes to the vault at least once a week. Without a schedule AWS Backup runs daily. */
function isFilledWeekly(vault: Resource<"backup.Vault">, stack: Stack): Ternary {
  const writes = (plan: Resource<"backup.Plan">): Ternary => {
    const rules = plan.list((p) => p.rules);
    if (rules.state === "unknown") return "unknown";
    return some(rules.items, (rule) => {
      const target = stack.target(
        plan,
        rule.at((p) => p.targetVaultName),
        "backup.Vault",
      );
      const isHere = target.resource ? ternary(target.resource.urn === vault.urn) : target.state === "outside" ? "no" : "unknown";
      const schedule = rule.at((p) => p.schedule).or("rate(1 day)");
      const isWeekly = schedule.ask((expression) => {
        const days = longestDaysBetweenRuns(expression);
        return days === undefined ? "unknown" : days <= week;
      });
      return and(isHere, isWeekly);
    });
  };
  return or(some(stack.all("backup.Plan"), writes), stack.complete ? "no" : "unknown");
}

function plan(targetVaultName: string, schedule: string) {
  return { name: "nightly", rules: [{ ruleName: "nightly", targetVaultName, schedule }] };
}
const daily = "cron(0 3 * * ? *)";

export default defineFunctioningRule({
  id: "backup-vault-filled",
  title: "Backup plans bring new recovery points into their vaults",
  threat: "Backups of ePHI stopped months ago, and nobody knows until they are needed.",
  remedy:
    "Look at the failed jobs of AWS Backup, and mend what they name: most often the role, the key, or a selection that selects nothing.",
  cites: ["164.308(a)(7)(ii)(A)", "164.308(a)(7)(i)", "164.308(a)(7)(ii)(B)"],
  severity: "high",
  // Advisory: what the plan selected may rightly be gone.
  level: "advisory",
  applies: "ephi",
  observes: ["backup.Vault"],
  parameters: {
    maximumDays: integer({ default: 8, minimum: 1, maximum: 8, description: "Longest time without a new recovery point in days." }),
  },
  // Vaults for copies, for monthly backups, or filled by hand, are not judged by their age; of a vault that never had anything nobody can tell why.
  check: ({ resource, stack, facts, at, parameters: { maximumDays } }) =>
    when(isFilledWeekly(resource, stack), () => {
      const latest = facts.at((p) => p.latestRecoveryPoint);
      const verdict = lately(latest, at, maximumDays, because);
      if (verdict.outcome !== "fail") return verdict;
      const open = (why: string) => undetermined(`${because}, and ${why}`, verdict.evidence);
      if (latest.state === "absent") return open("whether there was anything to back up is not known");
      return when(
        happenedWithin(
          facts.at((p) => p.createdAt),
          at,
          maximumDays,
        ),
        () => open("it is new"),
        () => verdict,
      );
    }),
  equivalents: {},
  examples: {
    good: {
      "a point of last night": (s) => {
        const vault = s.add(
          "backup.Vault",
          { name: "records" },
          { observed: { recoveryPoints: 35, latestRecoveryPoint: "2026-11-22T03:10:00.000Z", createdAt: "2025-01-07T09:00:00.000Z" } },
        );
        s.add("backup.Plan", plan("records", daily));
        return vault;
      },
      "a point of last week": (s) => {
        const vault = s.add(
          "backup.Vault",
          { name: "records" },
          { observed: { recoveryPoints: 1, latestRecoveryPoint: "2026-11-15T03:10:00.000Z" } },
        );
        s.add("backup.Plan", plan("records", "cron(0 3 ? * SUN *)"));
        return vault;
      },
    },
    bad: {
      "nothing for a month": (s) => {
        const vault = s.add(
          "backup.Vault",
          { name: "records" },
          { observed: { recoveryPoints: 35, latestRecoveryPoint: "2026-10-22T03:10:00.000Z", createdAt: "2025-01-07T09:00:00.000Z" } },
        );
        s.add("backup.Plan", plan("records", daily));
        return vault;
      },
      "nothing for three days, where the site sets two": (s) => {
        s.parameters({ maximumDays: 2 });
        const vault = s.add(
          "backup.Vault",
          { name: "records" },
          { observed: { recoveryPoints: 35, latestRecoveryPoint: "2026-11-19T03:10:00.000Z", createdAt: "2025-01-07T09:00:00.000Z" } },
        );
        s.add("backup.Plan", plan("records", daily));
        return vault;
      },
    },
    unknown: {
      "the points could not be read": (s) => {
        const vault = s.add(
          "backup.Vault",
          { name: "records" },
          { observed: { recoveryPoints: s.later(), latestRecoveryPoint: s.later() } },
        );
        s.add("backup.Plan", plan("records", daily));
        return vault;
      },
      "never a point": (s) => {
        const vault = s.add(
          "backup.Vault",
          { name: "records" },
          { observed: { recoveryPoints: 0, createdAt: "2025-01-07T09:00:00.000Z" } },
        );
        s.add("backup.Plan", plan("records", daily));
        return vault;
      },
    },
    notApplicable: {
      "filled by hand": (s) =>
        s.add("backup.Vault", { name: "records" }, { observed: { recoveryPoints: 1, latestRecoveryPoint: "2026-10-15T03:10:00.000Z" } }),
      "filled once a month": (s) => {
        const vault = s.add(
          "backup.Vault",
          { name: "records" },
          { observed: { recoveryPoints: 12, latestRecoveryPoint: "2026-11-01T03:10:00.000Z", createdAt: "2025-01-07T09:00:00.000Z" } },
        );
        s.add("backup.Plan", plan("records", "cron(0 3 1 * ? *)"));
        return vault;
      },
    },
  },
});
