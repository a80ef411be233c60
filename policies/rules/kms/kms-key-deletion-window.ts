import { defineRule, integer, notApplicable, when } from "../../rule";

export default defineRule({
  id: "kms-key-deletion-window",
  title: "KMS keys wait long enough before they are deleted",
  threat: "A key that is deleted by mistake or in anger takes all ePHI under it with it, and nobody notices in time.",
  remedy: "Leave deletionWindowInDays out, which is 30 days, or set it to 30.",
  cites: ["164.312(a)(2)(iv)", "164.308(a)(7)(ii)(C)"],
  severity: "medium",
  // Advisory: the window limits the damage of a deletion, it does not show whether one is scheduled, and no paragraph gives a number.
  level: "advisory",
  applies: "always",
  on: ["kms.Key", "kms.ExternalKey", "kms.ReplicaKey", "kms.ReplicaExternalKey"],
  parameters: {
    minimumDays: integer({ default: 30, minimum: 7, maximum: 30, description: "Shortest waiting period in days; KMS takes 7 to 30." }),
  },
  check: (key, _, { parameters }) =>
    when(
      // KMS deletes a key of a custom key store after the same wait; a key of an external key manager holds no material that could be lost.
      key.as("kms.Key")?.at((p) => p.xksKeyId).present ?? "no",
      () => notApplicable("its material is in an external key manager"),
      () =>
        key
          .at((p) => p.deletionWindowInDays)
          .or(30)
          .shown()
          .atLeast(parameters.minimumDays, "the waiting period before deletion is too short"),
    ),
  equivalents: { config: ["kms-cmk-not-scheduled-for-deletion"], prowler: ["kms_cmk_not_deleted_unintentionally"] },
  examples: {
    good: {
      "nothing set: KMS waits 30 days": (s) => s.add("kms.Key", {}),
      "30 days": (s) => s.add("kms.ExternalKey", { deletionWindowInDays: 30 }),
      "a site that takes two weeks": (s) => {
        s.parameters({ minimumDays: 14 });
        return s.add("kms.Key", { deletionWindowInDays: 14 });
      },
    },
    bad: {
      "a week": (s) => s.add("kms.Key", { deletionWindowInDays: 7 }),
      "a replica's week": (s) => {
        const key = s.add("kms.Key", { multiRegion: true });
        return s.add("kms.ReplicaKey", { primaryKeyArn: key.out("arn"), deletionWindowInDays: 7 });
      },
      "a week for a replica of imported material": (s) =>
        s.add("kms.ReplicaExternalKey", { primaryKeyArn: s.later(), deletionWindowInDays: 7 }),
    },
    unknown: {
      "window known later": (s) => s.add("kms.Key", { deletionWindowInDays: s.later() }),
    },
    notApplicable: {
      "key of an external key manager": (s) =>
        s.add("kms.Key", { customKeyStoreId: "cks-1234567890abcdef0", xksKeyId: "bb8562717f809024", deletionWindowInDays: 7 }),
    },
  },
});
