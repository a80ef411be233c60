import { all, defineRule } from "../../rule";

const pipeline = { pipelineName: "results", minUnits: 1, maxUnits: 2, pipelineConfigurationBody: "version: '2'" };
const secured = {
  ...pipeline,
  encryptionAtRestOptions: { kmsKeyArn: "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab" },
  logPublishingOptions: { isLoggingEnabled: true, cloudwatchLogDestination: { logGroup: "/aws/vendedlogs/results" } },
  vpcOptions: { subnetIds: ["subnet-0aaa1111"] },
};

export default defineRule({
  id: "opensearch-ingestion",
  title: "OpenSearch Ingestion pipelines lie in a VPC, write logs and use a customer-managed KMS key",
  threat: "ePHI enters by an endpoint on the internet, waits in a buffer under AWS's key, and nobody can tell what was lost.",
  remedy: "Set vpcOptions.subnetIds, logPublishingOptions.isLoggingEnabled with a log group, and encryptionAtRestOptions.kmsKeyArn.",
  cites: ["164.312(e)(1)", "164.312(a)(2)(iv)", "164.312(b)", "164.312(e)(2)(ii)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["opensearchingest.Pipeline"],
  check: (resource, stack) =>
    all(
      resource.list((p) => p.vpcOptions?.subnetIds).isNotEmpty("the pipeline's endpoint is public", "subnets"),
      resource
        .at((p) => p.logPublishingOptions?.isLoggingEnabled)
        .or(false)
        .equals(true, "the pipeline writes no logs"),
      stack
        .key(
          resource,
          resource.at((p) => p.encryptionAtRestOptions?.kmsKeyArn),
        )
        .isCustomerManaged("the buffer is encrypted with a key of AWS's own"),
    ),
  equivalents: {},
  examples: {
    good: {
      "all three": (s) => s.add("opensearchingest.Pipeline", secured),
      "a key of the stack": (s) => {
        const key = s.add("kms.Key", {});
        return s.add("opensearchingest.Pipeline", { ...secured, encryptionAtRestOptions: { kmsKeyArn: key.out("arn") } });
      },
    },
    bad: {
      "nothing set": (s) => s.add("opensearchingest.Pipeline", pipeline),
      "public endpoint": (s) => s.add("opensearchingest.Pipeline", { ...secured, vpcOptions: { subnetIds: [] } }),
      "no logs": (s) => s.add("opensearchingest.Pipeline", { ...secured, logPublishingOptions: { isLoggingEnabled: false } }),
      "logs left out": (s) => s.add("opensearchingest.Pipeline", { ...secured, logPublishingOptions: {} }),
    },
    unknown: {
      "subnets known later": (s) => s.add("opensearchingest.Pipeline", { ...secured, vpcOptions: { subnetIds: s.later() } }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("opensearchingest.Pipeline", { ...pipeline, tags: { DataClassification: "none" } }),
    },
  },
});
