import type { Cell } from "../../cell";
import { all, defineFunctioningRule, notApplicable, undetermined, type Verdict, when } from "../../functioning/define-functioning-rule";

const channel = { s3BucketName: "config-history" };
const withTopic = { ...channel, snsTopicArn: "arn:aws:sns:us-east-1:111122223333:config" };

/** The service writes its states in capitals too. */
function succeeded(status: Cell<string>, because: string): Verdict {
  const known = status.value?.toLowerCase();
  if (known === "not_applicable") return notApplicable("nothing is delivered that way");
  if (known === "success" || known === "failure")
    return status.shown().test((text) => text.toLowerCase() === "success", '"Success"', because);
  return undetermined(`whether ${because} is not known`, [status.shown().evidence('"Success"')]);
}

export default defineFunctioningRule({
  id: "config-delivers",
  title: "What AWS Config records is delivered",
  threat: "The history of the configuration around ePHI ends where its delivery failed.",
  remedy: "Mend what the delivery channel's error names: the policy of the bucket, of its key, or of the topic.",
  cites: ["164.312(b)", "164.308(a)(1)(ii)(D)"],
  severity: "medium",
  level: "mandatory",
  applies: "always",
  observes: ["cfg.DeliveryChannel"],
  // Source: AWS Config API Reference, DeliveryChannelStatus.
  check: ({ resource, facts }) =>
    all(
      succeeded(
        facts.at((p) => p.historyStatus),
        "the last history could not be delivered",
      ),
      when(resource.at((p) => p.snsTopicArn).present, () =>
        succeeded(
          facts.at((p) => p.streamStatus),
          "the last change could not be sent to the topic",
        ),
      ),
    ),
  equivalents: { prowler: ["config_recorder_all_regions_enabled"] },
  examples: {
    good: {
      "history and changes": (s) =>
        s.add("cfg.DeliveryChannel", withTopic, { observed: { historyStatus: "Success", streamStatus: "Success" } }),
      "history alone, in capitals": (s) => s.add("cfg.DeliveryChannel", channel, { observed: { historyStatus: "SUCCESS" } }),
    },
    bad: {
      "history fails": (s) => s.add("cfg.DeliveryChannel", channel, { observed: { historyStatus: "Failure" } }),
      "changes do not reach the topic": (s) =>
        s.add("cfg.DeliveryChannel", withTopic, { observed: { historyStatus: "Success", streamStatus: "Failure" } }),
    },
    unknown: {
      "nothing delivered yet": (s) => s.add("cfg.DeliveryChannel", channel, { observed: {} }),
      "the status could not be read": (s) =>
        s.add("cfg.DeliveryChannel", withTopic, { observed: { historyStatus: s.later(), streamStatus: s.later() } }),
    },
    notApplicable: {
      "a recorder": (s) => s.add("cfg.Recorder", { roleArn: "arn:aws:iam::111122223333:role/config" }),
    },
  },
});
