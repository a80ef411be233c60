import { any, defineRule } from "../../rule";

export default defineRule({
  id: "log-group-deletion-protection",
  title: "CloudWatch log groups are protected against deletion",
  threat: "Deleting the stack deletes the record of who saw ePHI with it.",
  remedy: "Set deletionProtectionEnabled to true, or skipDestroy to true.",
  cites: ["164.312(c)(1)", "164.316(b)(2)(i)"],
  severity: "low",
  // Whether a group holds audit logs cannot be read from it, and an application's may go with the application.
  level: "advisory",
  applies: "ephi",
  on: ["cloudwatch.LogGroup"],
  check: (logs) =>
    any(
      logs
        .at((p) => p.deletionProtectionEnabled)
        .or(false)
        .equals(true, "deletion protection is not enabled"),
      logs
        .at((p) => p.skipDestroy)
        .or(false)
        .equals(true, "the group is deleted with the stack"),
    ),
  fix: () => ({ deletionProtectionEnabled: true }),
  equivalents: {},
  examples: {
    good: {
      "deletion protection": (s) => s.add("cloudwatch.LogGroup", { deletionProtectionEnabled: true }),
      "kept when the stack goes": (s) => s.add("cloudwatch.LogGroup", { skipDestroy: true }),
    },
    bad: {
      "nothing set": (s) => s.add("cloudwatch.LogGroup", {}),
      "protection off": (s) => s.add("cloudwatch.LogGroup", { deletionProtectionEnabled: false, skipDestroy: false }),
    },
    unknown: {
      "flag known later": (s) => s.add("cloudwatch.LogGroup", { deletionProtectionEnabled: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("cloudwatch.LogGroup", { tags: { DataClassification: "none" } }),
    },
  },
});
