import { defineFunctioningRule, integer, pass } from "../../functioning/define-functioning-rule";
import { farAhead } from "../../functioning/times";

export default defineFunctioningRule({
  id: "kms-imported-material-lasts",
  title: "Key material that was imported does not expire soon",
  threat: "On the day on which the material ends, AWS deletes it, and ePHI under the key cannot be read.",
  remedy: "Import the same material again, with a later end or with none.",
  cites: ["164.308(a)(7)(i)", "164.312(a)(2)(iv)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  observes: ["kms.ExternalKey", "kms.ReplicaExternalKey"],
  parameters: {
    minimumDays: integer({ default: 30, minimum: 30, maximum: 365, description: "Days that must be left until the material ends." }),
  },
  // Source: AWS KMS Developer Guide, "Importing key material", "Setting an expiration time".
  check({ facts, at, parameters: { minimumDays } }) {
    const end = facts.at((p) => p.validTo);
    return end.state === "absent"
      ? pass("the material does not expire", [end.evidence("no end")])
      : farAhead(end, at, minimumDays, "the material of the key ends soon");
  },
  equivalents: {},
  examples: {
    good: {
      "no end": (s) => s.add("kms.ExternalKey", {}, { observed: { state: "Enabled" } }),
      "in a year": (s) => s.add("kms.ExternalKey", {}, { observed: { state: "Enabled", validTo: "2027-11-22T00:00:00.000Z" } }),
    },
    bad: {
      "in a week": (s) => s.add("kms.ExternalKey", {}, { observed: { state: "Enabled", validTo: "2026-11-29T00:00:00.000Z" } }),
      "over already": (s) => s.add("kms.ExternalKey", {}, { observed: { state: "PendingImport", validTo: "2026-11-01T00:00:00.000Z" } }),
      "sooner than the site wants": (s) => {
        s.parameters({ minimumDays: 90 });
        return s.add("kms.ExternalKey", {}, { observed: { state: "Enabled", validTo: "2027-01-22T00:00:00.000Z" } });
      },
    },
    unknown: {
      "the key could not be read": (s) => s.add("kms.ExternalKey", {}, { observed: { state: s.later(), validTo: s.later() } }),
    },
    notApplicable: {
      "material of AWS's": (s) => s.add("kms.Key", {}, { observed: { state: "Enabled" } }),
    },
  },
});
