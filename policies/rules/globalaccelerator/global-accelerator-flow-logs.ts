import { all, defineRule } from "../../rule";

export default defineRule({
  id: "global-accelerator-flow-logs",
  title: "Global accelerators have flow logs",
  threat: "Nobody can tell who reached the application that holds ePHI through the accelerator.",
  remedy: "Set attributes.flowLogsEnabled to true and attributes.flowLogsS3Bucket and flowLogsS3Prefix to a log bucket.",
  cites: ["164.312(b)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["globalaccelerator.Accelerator"],
  check: (accelerator) =>
    all(
      accelerator
        .at((p) => p.attributes?.flowLogsEnabled)
        .or(false)
        .equals(true, "flow logs are not enabled"),
      accelerator.at((p) => p.attributes?.flowLogsS3Bucket).isSet("the flow log has no bucket", "a log bucket"),
    ),
  equivalents: { checkov: ["CKV_AWS_75"] },
  examples: {
    good: {
      "bucket of the stack": (s) =>
        s.add("globalaccelerator.Accelerator", {
          attributes: { flowLogsEnabled: true, flowLogsS3Bucket: s.add("s3.Bucket", {}).out("bucket"), flowLogsS3Prefix: "accelerator/" },
        }),
      "bucket by its name": (s) =>
        s.add("globalaccelerator.Accelerator", { attributes: { flowLogsEnabled: true, flowLogsS3Bucket: "logs", flowLogsS3Prefix: "a/" } }),
    },
    bad: {
      "switched off": (s) =>
        s.add("globalaccelerator.Accelerator", {
          attributes: { flowLogsEnabled: false, flowLogsS3Bucket: "logs", flowLogsS3Prefix: "a/" },
        }),
      "nothing set": (s) => s.add("globalaccelerator.Accelerator", {}),
      "a bucket alone": (s) => s.add("globalaccelerator.Accelerator", { attributes: { flowLogsS3Bucket: "logs", flowLogsS3Prefix: "a/" } }),
    },
    unknown: {
      "known later": (s) =>
        s.add("globalaccelerator.Accelerator", { attributes: { flowLogsEnabled: s.later(), flowLogsS3Bucket: "logs" } }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("globalaccelerator.Accelerator", { tags: { DataClassification: "none" } }),
    },
  },
});
