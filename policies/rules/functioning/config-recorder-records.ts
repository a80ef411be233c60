import type { Cell } from "../../cell";
import { all, defineFunctioningRule, undetermined, type Verdict } from "../../functioning/define-functioning-rule";

/** The service writes its states in capitals too. Whatever is neither is open: a recorder that starts, or that has nothing to record. */
function succeeded(status: Cell<string>): Verdict {
  const known = status.value?.toLowerCase();
  if (known === "success" || known === "failure")
    return status.shown().test((text) => text.toLowerCase() === "success", '"Success"', "the last recording failed");
  return undetermined("whether the last recording succeeded is not known", [status.shown().evidence('"Success"')]);
}

export default defineFunctioningRule({
  id: "config-recorder-records",
  title: "AWS Config's recorder records",
  threat: "The configuration around ePHI changes, and nobody can show when and how.",
  remedy: "Start the recorder, and mend what its last error names, most often the permissions of its role.",
  cites: ["164.312(b)", "164.308(a)(1)(ii)(D)", "164.308(a)(8)"],
  severity: "high",
  level: "mandatory",
  applies: "always",
  observes: ["cfg.Recorder"],
  check: ({ facts }) => all(facts.at((p) => p.recording).equals(true, "the recorder is stopped"), succeeded(facts.at((p) => p.lastStatus))),
  equivalents: { prowler: ["config_recorder_all_regions_enabled"] },
  examples: {
    good: {
      "records, and succeeded": (s) =>
        s.add(
          "cfg.Recorder",
          { roleArn: "arn:aws:iam::111122223333:role/config" },
          { observed: { recording: true, lastStatus: "Success", lastStatusChange: "2026-11-22T11:00:00.000Z" } },
        ),
      "in capitals": (s) =>
        s.add(
          "cfg.Recorder",
          { roleArn: "arn:aws:iam::111122223333:role/config" },
          { observed: { recording: true, lastStatus: "SUCCESS" } },
        ),
    },
    bad: {
      stopped: (s) =>
        s.add(
          "cfg.Recorder",
          { roleArn: "arn:aws:iam::111122223333:role/config" },
          { observed: { recording: false, lastStatus: "Success" } },
        ),
      "the last recording failed": (s) =>
        s.add(
          "cfg.Recorder",
          { roleArn: "arn:aws:iam::111122223333:role/config" },
          { observed: { recording: true, lastStatus: "Failure", lastErrorCode: "AccessDenied" } },
        ),
    },
    unknown: {
      "just started": (s) =>
        s.add(
          "cfg.Recorder",
          { roleArn: "arn:aws:iam::111122223333:role/config" },
          { observed: { recording: true, lastStatus: "Pending" } },
        ),
      "the status could not be read": (s) =>
        s.add(
          "cfg.Recorder",
          { roleArn: "arn:aws:iam::111122223333:role/config" },
          { observed: { recording: s.later(), lastStatus: s.later() } },
        ),
    },
    notApplicable: {
      "an aggregator": (s) =>
        s.add("cfg.ConfigurationAggregator", { accountAggregationSource: { accountIds: ["111122223333"], allRegions: true } }),
    },
  },
});
