import { ternary } from "../../aws/ternary";
import { classificationTag } from "../../graph/classification";
import { decide, defineRule } from "../../rule";

export default defineRule({
  id: "ephi-classification-tag",
  title: "Data stores say whether they hold ePHI",
  threat: "Nobody knows where all ePHI lies, so that a risk analysis leaves some of it out.",
  remedy:
    'Set the tag DataClassification (or the one that the settings name) to "ephi", or to "internal", "public" or "none"; defaultTags of the provider and the classification of a component around it count.',
  cites: ["164.308(a)(1)(ii)(A)", "164.308(a)(4)(ii)(C)"],
  severity: "medium",
  // A hint: what has no tag counts as holding ePHI, so that leaving it out loses no protection, only the inventory.
  level: "advisory",
  applies: "always",
  on: [
    "s3.Bucket",
    "rds.Instance",
    "rds.Cluster",
    "dynamodb.Table",
    "efs.FileSystem",
    "redshift.Cluster",
    "docdb.Cluster",
    "neptune.Cluster",
    "opensearch.Domain",
    "elasticache.ReplicationGroup",
    "ebs.Volume",
    "sqs.Queue",
    "sns.Topic",
    "kinesis.Stream",
    "kinesis.FirehoseDeliveryStream",
    "kinesis.VideoStream",
    "msk.Cluster",
    "mq.Broker",
    "elasticache.ServerlessCache",
    "memorydb.Cluster",
    "dax.Cluster",
    "opensearch.ServerlessCollection",
    "redshiftserverless.Namespace",
    "docdb.ElasticCluster",
    "dsql.Cluster",
    "keyspaces.Table",
    "timestreamwrite.Table",
    "fsx.LustreFileSystem",
    "fsx.OntapFileSystem",
    "fsx.OpenZfsFileSystem",
    "fsx.WindowsFileSystem",
    "glacier.Vault",
    "s3.DirectoryBucket",
    "s3tables.TableBucket",
    "s3.VectorsVectorBucket",
    "bedrock.AgentKnowledgeBase",
    "sagemaker.FeatureGroup",
    "backup.Vault",
    "ecr.Repository",
    "secretsmanager.Secret",
  ],
  check: (store, stack, { settings }) => {
    const { state } = stack.ephi(settings).classificationOf(store.node);
    // An empty value counts as ePHI, but says nothing.
    const says = state !== "unclassified" && classificationTag(store.node, settings.classificationTag) !== "";
    const answer = state === "unknown" ? "unknown" : ternary(says);
    return decide(answer, "nothing says whether it holds ePHI", [store.evidence("no such tag", `the tag ${settings.classificationTag}`)]);
  },
  equivalents: { prowler: ["organizations_tags_policies_enabled_and_attached"] },
  examples: {
    good: {
      ePHI: (s) => s.add("s3.Bucket", { tags: { DataClassification: "ephi" } }),
      "no ePHI, by a tag of the site's own": (s) => {
        s.settings({ classificationTag: "data" });
        return s.add("sqs.Queue", { tags: { data: "none" } });
      },
    },
    bad: {
      "no tags": (s) => s.add("s3.Bucket", {}),
      "other tags": (s) => s.add("sqs.Queue", { tags: { team: "visits" } }),
    },
    unknown: {
      "tags known later": (s) => s.add("s3.Bucket", { tags: s.later() }),
      "value known later": (s) => s.add("s3.Bucket", { tags: { DataClassification: s.later() } }),
    },
    notApplicable: {
      "no store": (s) => s.add("ec2.Vpc", { cidrBlock: "10.0.0.0/16" }),
    },
  },
});
