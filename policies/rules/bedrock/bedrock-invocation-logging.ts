import { all, any, defineRule } from "../../rule";

const cloudwatchConfig = { logGroupName: "bedrock", roleArn: "arn:aws:iam::111122223333:role/bedrock-logs" };

export default defineRule({
  id: "bedrock-invocation-logging",
  title: "Bedrock records what models are asked and answer",
  threat: "Somebody feeds ePHI into a model, or draws it out, and nobody can show that it happened.",
  remedy: "Leave loggingConfig.textDataDeliveryEnabled on and set cloudwatchConfig.logGroupName or s3Config.bucketName.",
  cites: ["164.312(b)", "164.308(a)(1)(ii)(D)"],
  severity: "high",
  level: "mandatory",
  applies: "always",
  on: ["bedrockmodel.InvocationLoggingConfiguration"],
  // An account that has no such resource may not use Bedrock at all. How the destination is encrypted is judged at the log group or bucket.
  check(resource) {
    const because = "the record is delivered nowhere";
    return all(
      resource
        .at((p) => p.loggingConfig.textDataDeliveryEnabled)
        .or(true)
        .equals(true, "what models are asked and answer is not recorded"),
      any(
        resource.at((p) => p.loggingConfig.cloudwatchConfig?.logGroupName).isSet(because, "a log group"),
        resource.at((p) => p.loggingConfig.s3Config?.bucketName).isSet(because, "a bucket"),
      ),
    );
  },
  equivalents: { prowler: ["bedrock_model_invocation_logging_enabled", "bedrock_model_invocation_logs_encryption_enabled"] },
  examples: {
    good: {
      "to a log group": (s) => s.add("bedrockmodel.InvocationLoggingConfiguration", { loggingConfig: { cloudwatchConfig } }),
      "to a bucket": (s) =>
        s.add("bedrockmodel.InvocationLoggingConfiguration", {
          loggingConfig: { textDataDeliveryEnabled: true, s3Config: { bucketName: "clinic-model-logs" } },
        }),
    },
    bad: {
      "text left out": (s) =>
        s.add("bedrockmodel.InvocationLoggingConfiguration", { loggingConfig: { textDataDeliveryEnabled: false, cloudwatchConfig } }),
      "to nowhere": (s) => s.add("bedrockmodel.InvocationLoggingConfiguration", { loggingConfig: { textDataDeliveryEnabled: true } }),
    },
    unknown: {
      "text known later": (s) =>
        s.add("bedrockmodel.InvocationLoggingConfiguration", { loggingConfig: { textDataDeliveryEnabled: s.later(), cloudwatchConfig } }),
    },
    notApplicable: {
      "a log group, which is judged by the rules on log groups": (s) => s.add("cloudwatch.LogGroup", { name: "bedrock" }),
    },
  },
});
