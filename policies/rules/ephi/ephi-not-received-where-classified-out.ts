import { defineRule, eitherOf, fail, notApplicable, pass, undetermined } from "../../rule";

const none = { DataClassification: "none" };
const ephi = { DataClassification: "ephi" };

export default defineRule({
  id: "ephi-not-received-where-classified-out",
  title: "What is classified as holding no ePHI receives none",
  threat: "ePHI lies where nobody expects it: without the safeguards, the logs and the backups that it must have.",
  remedy:
    'Classify the receiver as holding ePHI (DataClassification "ephi"), or end the way that the finding names; a copy without identifiers is made by a step that is itself classified as holding ePHI.',
  cites: ["164.308(a)(1)(ii)(A)", "164.308(a)(1)(ii)(B)", "164.308(a)(4)(ii)(C)", "164.312(a)(1)"],
  severity: "high",
  level: "mandatory",
  // It speaks of what is out of scope by its own word.
  applies: "always",
  on: [
    "s3.Bucket",
    "s3tables.TableBucket",
    "sqs.Queue",
    "sns.Topic",
    "kinesis.Stream",
    "kinesis.FirehoseDeliveryStream",
    "lambda.Function",
    "ecs.TaskDefinition",
    "ecs.Service",
    "ec2.Instance",
    "ebs.Volume",
    "ebs.Snapshot",
    "ebs.SnapshotCopy",
    "ec2.AmiFromInstance",
    "ec2.AmiCopy",
    "rds.Instance",
    "rds.Cluster",
    "rds.Snapshot",
    "rds.ClusterSnapshot",
    "rds.SnapshotCopy",
    "rds.ClusterSnapshotCopy",
    "docdb.Cluster",
    "neptune.Cluster",
    "dynamodb.Table",
    "dynamodb.TableReplica",
    "dax.Cluster",
    "redshift.Cluster",
    "redshiftserverless.Namespace",
    "efs.FileSystem",
    "opensearch.Domain",
    "msk.Cluster",
    "backup.Vault",
    "cloudwatch.EventBus",
    "cloudwatch.LogGroup",
    "sfn.StateMachine",
    "pipes.Pipe",
    "athena.Workgroup",
    "glue.CatalogDatabase",
    "glue.Crawler",
    "glue.Job",
    "bedrock.AgentKnowledgeBase",
    "kendra.Index",
    "dms.Endpoint",
    "cloudfront.Distribution",
    "apigateway.RestApi",
    "apigatewayv2.Api",
    "appsync.GraphQLApi",
    "lb.LoadBalancer",
    "sagemaker.NotebookInstance",
    "transfer.Server",
  ],
  check(receiver, stack, { settings }) {
    const ephi = stack.ephi(settings);
    const { state } = ephi.classificationOf(receiver.node);
    if (state === "ephi" || state === "unclassified") return notApplicable("it is not classified as holding no ePHI");
    const wanted = "no way for ePHI to it";
    const arriving = ephi.arriving(receiver.node);
    const verdict =
      arriving.state === "unknown"
        ? undetermined("whether ePHI flows to it is not known before deployment", [receiver.evidence("not known yet", wanted)])
        : arriving.state === "no"
          ? pass("", [receiver.evidence("no such way", wanted)])
          : fail(`it is classified as holding no ePHI, but receives ${arriving.carries} by ${arriving.names.join(" -> ")}`, [
              receiver.evidence("a way for ePHI", wanted),
            ]);
    return state === "none" ? verdict : eitherOf([verdict, notApplicable()], "its classification is not known before deployment");
  },
  equivalents: {},
  examples: {
    good: {
      "a bucket that no ePHI flows to": (s) => {
        s.add("s3.Bucket", { tags: ephi }, { name: "documents" });
        return s.add("s3.Bucket", { tags: none }, { name: "brochures" });
      },
      "a queue for notices of a bucket without ePHI": (s) => {
        const brochures = s.add("s3.Bucket", { tags: none });
        const changes = s.add("sqs.Queue", { tags: none });
        s.add("s3.BucketNotification", {
          bucket: brochures.out("id"),
          queues: [{ queueArn: changes.out("arn"), events: ["s3:ObjectCreated:*"] }],
        });
        return changes;
      },
      "a public service behind the load balancer of an application with ePHI": (s) => {
        const balancer = s.add("lb.LoadBalancer", {});
        const records = s.add("s3.Bucket", { tags: ephi });
        const portal = s.add("lambda.Function", { role: s.later(), environment: { variables: { RECORDS: records.out("bucket") } } });
        const site = s.add("lambda.Function", { role: s.later(), tags: none }, { name: "site" });
        for (const [target, name] of [
          [portal, "portal"],
          [site, "site"],
        ] as const) {
          const group = s.add("lb.TargetGroup", { targetType: "lambda" }, { name });
          s.add("lb.TargetGroupAttachment", { targetGroupArn: group.out("arn"), targetId: target.out("arn") }, { name });
          s.add(
            "lb.Listener",
            { loadBalancerArn: balancer.out("arn"), defaultActions: [{ type: "forward", targetGroupArn: group.out("arn") }] },
            { name },
          );
        }
        return site;
      },
    },
    bad: {
      "a queue for notices of a bucket with ePHI": (s) => {
        const documents = s.add("s3.Bucket", { tags: ephi });
        const changes = s.add("sqs.Queue", { tags: none });
        s.add("s3.BucketNotification", {
          bucket: documents.out("id"),
          queues: [{ queueArn: changes.out("arn"), events: ["s3:ObjectCreated:*"] }],
        });
        return changes;
      },
      "a bucket that a table with ePHI is exported to": (s) => {
        const visits = s.add("dynamodb.Table", { tags: ephi });
        const exports = s.add("s3.Bucket", { tags: { DataClassification: "internal" } });
        s.add("dynamodb.TableExport", { tableArn: visits.out("arn"), s3Bucket: exports.out("bucket") });
        return exports;
      },
      "a function whose role reads ePHI": (s) => {
        s.add("s3.Bucket", { bucket: "records", tags: ephi });
        const role = s.add("iam.Role", { assumeRolePolicy: "{}" });
        s.add("iam.RolePolicy", {
          role: role.out("id"),
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::records/*" }],
          }),
        });
        return s.add("lambda.Function", { role: role.out("arn"), tags: none });
      },
    },
    unknown: {
      "a queue that is named later": (s) => {
        const documents = s.add("s3.Bucket", { tags: ephi });
        const changes = s.add("sqs.Queue", { tags: none });
        s.add("s3.BucketNotification", { bucket: documents.out("id"), queues: [{ queueArn: s.later(), events: ["s3:ObjectCreated:*"] }] });
        return changes;
      },
      "classification of the sender known later": (s) => {
        const documents = s.add("s3.Bucket", { tags: { DataClassification: s.later() } });
        const changes = s.add("sqs.Queue", { tags: none });
        s.add("s3.BucketNotification", {
          bucket: documents.out("id"),
          queues: [{ queueArn: changes.out("arn"), events: ["s3:ObjectCreated:*"] }],
        });
        return changes;
      },
    },
    notApplicable: {
      "a receiver that is classified as holding ePHI": (s) => {
        const documents = s.add("s3.Bucket", { tags: ephi });
        const changes = s.add("sqs.Queue", { tags: ephi });
        s.add("s3.BucketNotification", {
          bucket: documents.out("id"),
          queues: [{ queueArn: changes.out("arn"), events: ["s3:ObjectCreated:*"] }],
        });
        return changes;
      },
    },
  },
});
