import { defineFunctioningRule, fail, pass, undetermined } from "../../functioning/define-functioning-rule";
import { userOf } from "../../functioning/key-uses";

const working = "a key that can be used";
/** Why a key cannot be used, by its state. Source: AWS KMS Developer Guide, "Key states of AWS KMS keys". */
const unusable: Readonly<Record<string, string>> = {
  Disabled: "is disabled",
  PendingDeletion: "waits for its deletion",
  PendingReplicaDeletion: "waits for its deletion",
  PendingImport: "has no key material",
  Unavailable: "is cut off from its key store",
};

export default defineFunctioningRule({
  id: "kms-key-usable",
  title: "KMS keys that something uses can be used, and do not wait for their deletion",
  threat: "ePHI under a key that is deleted can never be read again by anybody.",
  remedy: "Cancel the deletion (CancelKeyDeletion) and enable the key, until everything under it is encrypted under another one.",
  cites: ["164.308(a)(7)(i)", "164.312(a)(2)(iv)", "164.308(a)(7)(ii)(C)"],
  severity: "critical",
  level: "mandatory",
  applies: "ephi",
  observes: ["kms.Key", "kms.ExternalKey", "kms.ReplicaKey", "kms.ReplicaExternalKey"],
  // A key that nothing names may rightly be on its way out, and yet be what old backups need: then nobody but its owner can tell.
  check({ resource, facts, stack }) {
    const state = facts.at((p) => p.state).shown();
    if (state.value === "Enabled") return pass();
    const evidence = [state.evidence(working)];
    const why = state.value === undefined ? undefined : unusable[state.value];
    if (why === undefined) return undetermined("whether the key can be used is not known", evidence);
    const user = stack.complete ? userOf(resource, stack) : undefined;
    if (user)
      return fail(`${user.name} is encrypted under the key, which ${why}`, [
        ...evidence,
        { urn: user.urn, path: "", found: "the key", wanted: working },
      ]);
    return undetermined(`the key ${why}; whether anything is still encrypted under it is not known`, evidence);
  },
  equivalents: { config: ["kms-cmk-not-scheduled-for-deletion"], prowler: ["kms_cmk_not_deleted_unintentionally"] },
  examples: {
    good: {
      enabled: (s) => {
        const key = s.add("kms.Key", {}, { observed: { state: "Enabled" } });
        s.add("sns.Topic", { kmsMasterKeyId: key.out("arn") });
        return key;
      },
      "a replica, enabled": (s) =>
        s.add(
          "kms.ReplicaKey",
          { primaryKeyArn: "arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab" },
          { observed: { state: "Enabled" } },
        ),
    },
    bad: {
      "pending deletion, and used": (s) => {
        const key = s.add("kms.Key", {}, { observed: { state: "PendingDeletion", deletionDate: "2026-12-01T00:00:00.000Z" } });
        s.add("sns.Topic", { kmsMasterKeyId: key.out("arn") });
        return key;
      },
      "disabled, and used by its alias": (s) => {
        const key = s.add("kms.Key", {}, { observed: { state: "Disabled" } });
        s.add("kms.Alias", { name: "alias/records", targetKeyId: key.out("keyId") });
        s.add("sqs.Queue", { kmsMasterKeyId: "alias/records" });
        return key;
      },
    },
    unknown: {
      "pending deletion, and nothing names it": (s) =>
        s.add("kms.Key", {}, { observed: { state: "PendingDeletion", deletionDate: "2026-12-01T00:00:00.000Z" } }),
      "the key could not be read": (s) => {
        const key = s.add("kms.Key", {}, { observed: { state: s.later() } });
        s.add("sns.Topic", { kmsMasterKeyId: key.out("arn") });
        return key;
      },
      "a state that is new": (s) => s.add("kms.Key", {}, { observed: { state: "Sleeping" } }),
    },
    notApplicable: {
      "guards no ePHI": (s) => {
        const key = s.add("kms.Key", { tags: { DataClassification: "none" } }, { observed: { state: "PendingDeletion" } });
        s.add("sns.Topic", { kmsMasterKeyId: key.out("arn"), tags: { DataClassification: "none" } });
        return key;
      },
    },
  },
});
