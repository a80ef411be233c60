import type { Resource } from "../../graph/resource";
import { all, defineAccountRule, fail, pass, undetermined, type Verdict, when } from "../../rule";

/** A recorder without a group records all types but the global ones (AWS Config API Reference, RecordingGroup). */
function recordsEverything(recorder: Resource<"cfg.Recorder">): Verdict {
  const supported = recorder.at((p) => p.recordingGroup?.allSupported).or(true);
  const strategy = recorder.at((p) => p.recordingGroup?.recordingStrategies?.[0]?.useOnly);
  return when(
    strategy.is("EXCLUSION_BY_RESOURCE_TYPES"),
    () => undetermined("whether the types that are left out hold ePHI is not known", [strategy.evidence("all types")]),
    () =>
      all(
        supported.equals(true, "not all types of resources are recorded"),
        recorder
          .at((p) => p.recordingGroup?.includeGlobalResourceTypes)
          .or(false)
          .equals(true, "global resources such as IAM's are not recorded"),
      ),
  );
}

export default defineAccountRule({
  id: "config-recorder",
  title: "AWS Config records the configuration of all resources",
  threat: "Nobody can tell since when a store of ePHI was open, or who opened it.",
  remedy:
    "Add an aws.cfg.Recorder with recordingGroup.includeGlobalResourceTypes true, an aws.cfg.DeliveryChannel, and an aws.cfg.RecorderStatus with isEnabled true.",
  cites: ["164.312(b)", "164.308(a)(1)(ii)(A)", "164.308(a)(1)(ii)(D)", "164.308(a)(8)"],
  severity: "high",
  level: "mandatory",
  // One recorder of the stack must record global resources; those of further Regions leave them out. Whether the bucket's files are encrypted with KMS is the bucket's
  // rule: a key in the delivery channel is one of two ways.
  check: (stack) =>
    all(
      stack.some("cfg.Recorder", recordsEverything, () => fail("the account's baseline has no AWS Config recorder")),
      stack.some(
        "cfg.RecorderStatus",
        (status) => status.at((p) => p.isEnabled).equals(true, "the AWS Config recorder is switched off"),
        () => fail("the AWS Config recorder is never switched on"),
      ),
      stack.some(
        "cfg.DeliveryChannel",
        () => pass(),
        () => fail("AWS Config delivers its records to nowhere"),
      ),
    ),
  equivalents: {
    prowler: [
      "config_recorder_all_regions_enabled",
      "config_delegated_admin_and_org_aggregator_all_regions",
      "config_recorder_using_aws_service_role",
    ],
    checkov: ["CKV_AWS_121", "CKV2_AWS_45", "CKV2_AWS_48"],
  },
  examples: {
    good: {
      "all types": (s) => {
        const recorder = s.add("cfg.Recorder", {
          roleArn: "arn:aws:iam::111122223333:role/config",
          recordingGroup: { allSupported: true, includeGlobalResourceTypes: true },
        });
        s.add("cfg.DeliveryChannel", { s3BucketName: "config-records" });
        s.add("cfg.RecorderStatus", { name: recorder.out("name"), isEnabled: true });
        return undefined;
      },
      "all types by default": (s) => {
        s.add("cfg.Recorder", { roleArn: "arn:aws:iam::111122223333:role/config", recordingGroup: { includeGlobalResourceTypes: true } });
        s.add("cfg.DeliveryChannel", { s3BucketName: "config-records" });
        s.add("cfg.RecorderStatus", { isEnabled: true });
        return undefined;
      },
    },
    bad: {
      "no recorder": () => undefined,
      "switched off": (s) => {
        s.add("cfg.Recorder", { roleArn: "arn:aws:iam::111122223333:role/config", recordingGroup: { includeGlobalResourceTypes: true } });
        s.add("cfg.DeliveryChannel", { s3BucketName: "config-records" });
        s.add("cfg.RecorderStatus", { isEnabled: false });
        return undefined;
      },
      "some types only": (s) => {
        s.add("cfg.Recorder", {
          roleArn: "arn:aws:iam::111122223333:role/config",
          recordingGroup: { allSupported: false, resourceTypes: ["AWS::EC2::Instance"] },
        });
        s.add("cfg.DeliveryChannel", { s3BucketName: "config-records" });
        s.add("cfg.RecorderStatus", { isEnabled: true });
        return undefined;
      },
      "no global resources": (s) => {
        s.add("cfg.Recorder", { roleArn: "arn:aws:iam::111122223333:role/config" });
        s.add("cfg.DeliveryChannel", { s3BucketName: "config-records" });
        s.add("cfg.RecorderStatus", { isEnabled: true });
        return undefined;
      },
      "no delivery": (s) => {
        s.add("cfg.Recorder", { roleArn: "arn:aws:iam::111122223333:role/config", recordingGroup: { includeGlobalResourceTypes: true } });
        s.add("cfg.RecorderStatus", { isEnabled: true });
        return undefined;
      },
    },
    unknown: {
      "status known later": (s) => {
        s.add("cfg.Recorder", { roleArn: "arn:aws:iam::111122223333:role/config", recordingGroup: { includeGlobalResourceTypes: true } });
        s.add("cfg.DeliveryChannel", { s3BucketName: "config-records" });
        s.add("cfg.RecorderStatus", { isEnabled: s.later() });
        return undefined;
      },
      "all types but some": (s) => {
        s.add("cfg.Recorder", {
          roleArn: "arn:aws:iam::111122223333:role/config",
          recordingGroup: {
            allSupported: false,
            exclusionByResourceTypes: [{ resourceTypes: ["AWS::EC2::NetworkInterface"] }],
            recordingStrategies: [{ useOnly: "EXCLUSION_BY_RESOURCE_TYPES" }],
          },
        });
        s.add("cfg.DeliveryChannel", { s3BucketName: "config-records" });
        s.add("cfg.RecorderStatus", { isEnabled: true });
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
