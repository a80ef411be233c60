import { declaredBy, type Edge } from "../edge";

/** Queries, their results, catalogues, indexes and models. Sources: Amazon Athena, AWS Glue, Amazon QuickSight, Amazon SageMaker AI, Amazon Bedrock and Amazon Kendra guides. */
export const analyticsEdges: readonly Edge[] = [
  ...declaredBy("athena.Workgroup", ({ self, at }) => [
    [self, "query results", at((p) => p.configuration?.resultConfiguration?.outputLocation, "s3.Bucket")],
  ]),
  ...declaredBy("athena.Database", ({ self, at }) => [
    [at((p) => p.bucket, "s3.Bucket"), "objects as tables", self],
    [self, "query results", at((p) => p.workgroup, "athena.Workgroup")],
  ]),
  ...declaredBy("athena.NamedQuery", ({ at }) => [
    [at((p) => p.database, "athena.Database", "glue.CatalogDatabase"), "query results", at((p) => p.workgroup, "athena.Workgroup")],
  ]),
  ...declaredBy("glue.Crawler", ({ self, at, each }) => [
    [
      each(
        (p) => p.s3Targets,
        (target) => target.path,
        "s3.Bucket",
      ),
      "objects as tables",
      self,
    ],
    [
      each(
        (p) => p.dynamodbTargets,
        (target) => target.path,
        "dynamodb.Table",
      ),
      "items as tables",
      self,
    ],
    [self, "tables", at((p) => p.databaseName, "glue.CatalogDatabase")],
  ]),
  ...declaredBy("glue.CatalogDatabase", ({ self, at }) => [[at((p) => p.locationUri, "s3.Bucket"), "objects as tables", self]]),
  ...declaredBy("glue.CatalogTable", ({ at }) => [
    [at((p) => p.storageDescriptor?.location, "s3.Bucket"), "objects as tables", at((p) => p.databaseName, "glue.CatalogDatabase")],
  ]),
  ...declaredBy("quicksight.DataSource", ({ self, at }) => [
    [at((p) => p.parameters.rds?.instanceId, "rds.Instance"), "records", self],
    [at((p) => p.parameters.redshift?.clusterId, "redshift.Cluster"), "records", self],
    [at((p) => p.parameters.s3?.manifestFileLocation.bucket, "s3.Bucket"), "objects", self],
    [at((p) => p.parameters.athena?.workGroup, "athena.Workgroup"), "query results", self],
  ]),
  ...declaredBy("sagemaker.FeatureGroup", ({ self, at }) => [
    [self, "features", at((p) => p.offlineStoreConfig?.s3StorageConfig.s3Uri, "s3.Bucket")],
  ]),
  ...declaredBy("bedrock.AgentDataSource", ({ at }) => [
    [
      at((p) => p.dataSourceConfiguration.s3Configuration?.bucketArn, "s3.Bucket"),
      "documents",
      at((p) => p.knowledgeBaseId, "bedrock.AgentKnowledgeBase"),
    ],
  ]),
  ...declaredBy("kendra.DataSource", ({ at }) => [
    [at((p) => p.configuration?.s3Configuration?.bucketName, "s3.Bucket"), "documents", at((p) => p.indexId, "kendra.Index")],
  ]),
];
