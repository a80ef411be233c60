import type { Example } from "../../examples";
import { all, any, defineRule, when } from "../../rule";

const roleArn = "arn:aws:iam::111122223333:role/delivery";
const bucketArn = "arn:aws:s3:::archive";
const url = "https://collector.example/records";

export default defineRule({
  id: "firehose-endpoint-tls-and-logs",
  title: "Firehose streams deliver over TLS and log what they fail to deliver",
  threat: "Records that hold ePHI travel in plain text, or are lost on their way without a trace.",
  remedy: "Use an https:// URL, and set cloudwatchLoggingOptions.enabled of the destination to true with a log group and stream.",
  cites: ["164.312(b)", "164.312(e)(1)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["kinesis.FirehoseDeliveryStream"],
  check(delivery) {
    const endpoints = [delivery.at((p) => p.httpEndpointConfiguration?.url), delivery.at((p) => p.splunkConfiguration?.hecEndpoint)];
    const logging = [
      delivery.at((p) => p.extendedS3Configuration?.cloudwatchLoggingOptions?.enabled),
      delivery.at((p) => p.redshiftConfiguration?.cloudwatchLoggingOptions?.enabled),
      delivery.at((p) => p.opensearchConfiguration?.cloudwatchLoggingOptions?.enabled),
      delivery.at((p) => p.opensearchserverlessConfiguration?.cloudwatchLoggingOptions?.enabled),
      delivery.at((p) => p.elasticsearchConfiguration?.cloudwatchLoggingOptions?.enabled),
      delivery.at((p) => p.httpEndpointConfiguration?.cloudwatchLoggingOptions?.enabled),
      delivery.at((p) => p.icebergConfiguration?.cloudwatchLoggingOptions?.enabled),
      delivery.at((p) => p.snowflakeConfiguration?.cloudwatchLoggingOptions?.enabled),
      delivery.at((p) => p.splunkConfiguration?.cloudwatchLoggingOptions?.enabled),
    ];
    // A stream has one destination: the options of the others are absent.
    return all(
      ...endpoints.map((endpoint) =>
        when(endpoint.present, () =>
          endpoint.test((address) => /^https:/i.test(address), "an https:// URL", "records are delivered without TLS"),
        ),
      ),
      any(...logging.map((enabled) => enabled.or(false).equals(true, "failed deliveries are not logged"))),
    );
  },
  equivalents: {},
  examples: {
    good: {
      "to a bucket": (s) =>
        s.add("kinesis.FirehoseDeliveryStream", {
          destination: "extended_s3",
          extendedS3Configuration: {
            bucketArn,
            roleArn,
            cloudwatchLoggingOptions: { enabled: true, logGroupName: "delivery", logStreamName: "errors" },
          },
        }),
      "to an endpoint": (s) =>
        s.add("kinesis.FirehoseDeliveryStream", {
          destination: "http_endpoint",
          httpEndpointConfiguration: {
            url,
            s3Configuration: { bucketArn, roleArn },
            cloudwatchLoggingOptions: { enabled: true, logGroupName: "delivery", logStreamName: "errors" },
          },
        }),
      ...Object.fromEntries(
        (
          [
            "redshiftConfiguration",
            "opensearchConfiguration",
            "opensearchserverlessConfiguration",
            "elasticsearchConfiguration",
            "icebergConfiguration",
            "snowflakeConfiguration",
            "splunkConfiguration",
          ] as const
        ).map((destination): [string, Example] => [
          `${destination} that logs`,
          (s) =>
            s.addUntyped("kinesis.FirehoseDeliveryStream", {
              destination: "other",
              [destination]: { cloudwatchLoggingOptions: { enabled: true } },
            }),
        ]),
      ),
    },
    bad: {
      "no log": (s) =>
        s.add("kinesis.FirehoseDeliveryStream", { destination: "extended_s3", extendedS3Configuration: { bucketArn, roleArn } }),
      "log switched off": (s) =>
        s.add("kinesis.FirehoseDeliveryStream", {
          destination: "extended_s3",
          extendedS3Configuration: {
            bucketArn,
            roleArn,
            cloudwatchLoggingOptions: { enabled: false, logGroupName: "delivery", logStreamName: "errors" },
          },
        }),
      "endpoint without TLS": (s) =>
        s.add("kinesis.FirehoseDeliveryStream", {
          destination: "splunk",
          splunkConfiguration: {
            hecEndpoint: "http://collector.example:8088",
            s3Configuration: { bucketArn, roleArn },
            cloudwatchLoggingOptions: { enabled: true, logGroupName: "delivery", logStreamName: "errors" },
          },
        }),
      "Splunk without TLS": (s) =>
        s.addUntyped("kinesis.FirehoseDeliveryStream", {
          destination: "splunk",
          splunkConfiguration: { hecEndpoint: "http://splunk.clinic.example:8088", cloudwatchLoggingOptions: { enabled: true } },
        }),
      "an address that only holds https": (s) =>
        s.addUntyped("kinesis.FirehoseDeliveryStream", {
          destination: "http_endpoint",
          httpEndpointConfiguration: {
            url: "http://proxy.clinic.example/https://collector.example",
            cloudwatchLoggingOptions: { enabled: true },
          },
        }),
    },
    unknown: {
      "log known later": (s) =>
        s.add("kinesis.FirehoseDeliveryStream", {
          destination: "extended_s3",
          extendedS3Configuration: { bucketArn, roleArn, cloudwatchLoggingOptions: { enabled: s.later() } },
        }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("kinesis.FirehoseDeliveryStream", { destination: "extended_s3", tags: { DataClassification: "none" } }),
    },
  },
});
