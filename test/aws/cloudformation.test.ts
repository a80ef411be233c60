import { Folded } from "../../policies/aws/cloudformation/folded";
import { cloudFormationTypeOf, isCloudFormationToken, translatedTypes, translationOf } from "../../policies/aws/cloudformation/types";
import { isUnknown, UNKNOWN } from "../../policies/unknown";

type Properties = Readonly<Record<string, unknown>>;

function translated(type: string, properties: Properties): readonly object[] {
  return translationOf(type)?.(new Folded(properties)) ?? [];
}

function inputsOf(type: string, properties: Properties): unknown {
  const [first] = translated(type, properties);
  return first && "inputs" in first ? first.inputs : undefined;
}

/** The same value in each of some properties of CloudFormation, and what becomes of them: names alone are compared. */
const renamed: readonly [type: string, className: string, names: Readonly<Record<string, string>>, rest?: Properties][] = [
  [
    "AWS::SQS::Queue",
    "sqs.Queue",
    { QueueName: "name", KmsMasterKeyId: "kmsMasterKeyId", SqsManagedSseEnabled: "sqsManagedSseEnabled" },
    { tags: undefined },
  ],
  ["AWS::SNS::Topic", "sns.Topic", { TopicName: "name", KmsMasterKeyId: "kmsMasterKeyId" }, { tags: undefined }],
  ["AWS::SNS::Subscription", "sns.TopicSubscription", { Protocol: "protocol", TopicArn: "topic", Endpoint: "endpoint" }],
  [
    "AWS::KMS::Key",
    "kms.Key",
    {
      KeySpec: "customerMasterKeySpec",
      KeyUsage: "keyUsage",
      EnableKeyRotation: "enableKeyRotation",
      RotationPeriodInDays: "rotationPeriodInDays",
      PendingWindowInDays: "deletionWindowInDays",
      KeyPolicy: "policy",
      Enabled: "isEnabled",
    },
    { tags: undefined },
  ],
  ["AWS::KMS::Alias", "kms.Alias", { AliasName: "name", TargetKeyId: "targetKeyId" }],
  [
    "AWS::Logs::LogGroup",
    "cloudwatch.LogGroup",
    { LogGroupName: "name", KmsKeyId: "kmsKeyId", RetentionInDays: "retentionInDays", LogGroupClass: "logGroupClass" },
    { tags: undefined },
  ],
  [
    "AWS::CloudTrail::Trail",
    "cloudtrail.Trail",
    {
      TrailName: "name",
      S3BucketName: "s3BucketName",
      IsLogging: "enableLogging",
      IsMultiRegionTrail: "isMultiRegionTrail",
      IsOrganizationTrail: "isOrganizationTrail",
      IncludeGlobalServiceEvents: "includeGlobalServiceEvents",
      EnableLogFileValidation: "enableLogFileValidation",
      KMSKeyId: "kmsKeyId",
      CloudWatchLogsLogGroupArn: "cloudWatchLogsGroupArn",
      CloudWatchLogsRoleArn: "cloudWatchLogsRoleArn",
    },
    { eventSelectors: undefined, advancedEventSelectors: undefined, tags: undefined },
  ],
  [
    "AWS::ElasticLoadBalancingV2::Listener",
    "lb.Listener",
    { LoadBalancerArn: "loadBalancerArn", Port: "port", Protocol: "protocol", SslPolicy: "sslPolicy" },
    { defaultActions: undefined },
  ],
  [
    "AWS::Lambda::Function",
    "lambda.Function",
    { FunctionName: "name", Role: "role", Runtime: "runtime", KmsKeyArn: "kmsKeyArn" },
    { environment: undefined, tags: undefined },
  ],
  ["AWS::Lambda::Url", "lambda.FunctionUrl", { TargetFunctionArn: "functionName", AuthType: "authorizationType" }],
  ["AWS::EC2::SecurityGroup", "ec2.SecurityGroup", { GroupName: "name", VpcId: "vpcId" }, { ingress: undefined, tags: undefined }],
  [
    "AWS::EC2::SecurityGroupIngress",
    "vpc.SecurityGroupIngressRule",
    {
      GroupId: "securityGroupId",
      IpProtocol: "ipProtocol",
      FromPort: "fromPort",
      ToPort: "toPort",
      CidrIp: "cidrIpv4",
      CidrIpv6: "cidrIpv6",
      SourcePrefixListId: "prefixListId",
    },
  ],
  ["AWS::S3::BucketPolicy", "s3.BucketPolicy", { Bucket: "bucket", PolicyDocument: "policy" }],
  ["AWS::EFS::FileSystem", "efs.FileSystem", { Encrypted: "encrypted", KmsKeyId: "kmsKeyId" }, { tags: undefined }],
  [
    "AWS::EC2::Volume",
    "ebs.Volume",
    { AvailabilityZone: "availabilityZone", Encrypted: "encrypted", KmsKeyId: "kmsKeyId", SnapshotId: "snapshotId" },
    { tags: undefined },
  ],
  [
    "AWS::RDS::DBInstance",
    "rds.Instance",
    {
      DBInstanceIdentifier: "identifier",
      DBInstanceClass: "instanceClass",
      Engine: "engine",
      EngineVersion: "engineVersion",
      MasterUsername: "username",
      StorageEncrypted: "storageEncrypted",
      KmsKeyId: "kmsKeyId",
      PubliclyAccessible: "publiclyAccessible",
      BackupRetentionPeriod: "backupRetentionPeriod",
      MultiAZ: "multiAz",
      DeletionProtection: "deletionProtection",
      EnableIAMDatabaseAuthentication: "iamDatabaseAuthenticationEnabled",
      EnableCloudwatchLogsExports: "enabledCloudwatchLogsExports",
      DBParameterGroupName: "parameterGroupName",
      OptionGroupName: "optionGroupName",
      DBSnapshotIdentifier: "snapshotIdentifier",
      SourceDBInstanceIdentifier: "replicateSourceDb",
      MonitoringInterval: "monitoringInterval",
      EnablePerformanceInsights: "performanceInsightsEnabled",
      AutoMinorVersionUpgrade: "autoMinorVersionUpgrade",
      CopyTagsToSnapshot: "copyTagsToSnapshot",
      ManageMasterUserPassword: "manageMasterUserPassword",
    },
    { tags: undefined },
  ],
  [
    "AWS::RDS::DBCluster",
    "rds.Cluster",
    {
      DBClusterIdentifier: "clusterIdentifier",
      Engine: "engine",
      EngineMode: "engineMode",
      EngineVersion: "engineVersion",
      MasterUsername: "masterUsername",
      StorageEncrypted: "storageEncrypted",
      KmsKeyId: "kmsKeyId",
      BackupRetentionPeriod: "backupRetentionPeriod",
      DeletionProtection: "deletionProtection",
      EnableIAMDatabaseAuthentication: "iamDatabaseAuthenticationEnabled",
      EnableCloudwatchLogsExports: "enabledCloudwatchLogsExports",
      DBClusterParameterGroupName: "dbClusterParameterGroupName",
      SnapshotIdentifier: "snapshotIdentifier",
      CopyTagsToSnapshot: "copyTagsToSnapshot",
      ManageMasterUserPassword: "manageMasterUserPassword",
    },
    { tags: undefined },
  ],
  ["AWS::RDS::DBParameterGroup", "rds.ParameterGroup", { DBParameterGroupName: "name", Family: "family" }, { parameters: undefined }],
  [
    "AWS::RDS::DBClusterParameterGroup",
    "rds.ClusterParameterGroup",
    { DBClusterParameterGroupName: "name", Family: "family" },
    { parameters: undefined },
  ],
];

test.each(renamed)("%s is a %s", (type, className, names, rest = {}) => {
  const properties = Object.fromEntries(Object.keys(names).map((name) => [name, `value of ${name}`]));
  const inputs = Object.fromEntries(Object.entries(names).map(([name, ours]) => [ours, `value of ${name}`]));
  expect(translated(type, properties)).toEqual([{ className, part: "", inputs: { ...inputs, ...rest } }]);
});

const tags = [{ Key: "DataClassification", Value: "none" }];

test.each([
  "AWS::SQS::Queue",
  "AWS::SNS::Topic",
  "AWS::KMS::Key",
  "AWS::Logs::LogGroup",
  "AWS::CloudTrail::Trail",
  "AWS::Lambda::Function",
])("tags of %s", (type) => {
  expect(inputsOf(type, { Tags: tags })).toMatchObject({ tags: { DataClassification: "none" } });
});

test("tags are a list of keys and values, or a map; what is not known stays so", () => {
  const tagsOf = (value: unknown) => inputsOf("AWS::EC2::Volume", { Tags: value });
  expect(tagsOf({ team: "visits" })).toMatchObject({ tags: { team: "visits" } });
  expect(tagsOf(UNKNOWN)).toMatchObject({ tags: UNKNOWN });
  expect(tagsOf([UNKNOWN, { Key: UNKNOWN, Value: "x" }, ...tags])).toMatchObject({ tags: { DataClassification: "none" } });
  expect(inputsOf("AWS::EFS::FileSystem", { FileSystemTags: tags })).toMatchObject({ tags: { DataClassification: "none" } });
});

test("a key with material of the user's own", () => {
  const [key] = translated("AWS::KMS::Key", { Origin: "EXTERNAL", Enabled: false });
  expect(key).toMatchObject({ className: "kms.ExternalKey", inputs: { enabled: false } });
});

test("a policy for several queues is one for each", () => {
  expect(translated("AWS::SQS::QueuePolicy", { Queues: ["one", "two"], PolicyDocument: "{}" })).toEqual([
    { className: "sqs.QueuePolicy", part: "", inputs: { queueUrl: "one", policy: "{}" } },
    { className: "sqs.QueuePolicy", part: "1", inputs: { queueUrl: "two", policy: "{}" } },
  ]);
  expect(translated("AWS::SNS::TopicPolicy", { PolicyDocument: "{}" })).toEqual([
    { className: "sns.TopicPolicy", part: "", inputs: { arn: UNKNOWN, policy: "{}" } },
  ]);
});

test("selectors of a trail", () => {
  const basic = { ReadWriteType: "All", IncludeManagementEvents: true, ExcludeManagementEventSources: ["kms.amazonaws.com"] };
  const field = {
    Field: "f",
    Equals: ["e"],
    NotEquals: ["n"],
    StartsWith: ["s"],
    NotStartsWith: ["t"],
    EndsWith: ["w"],
    NotEndsWith: ["x"],
  };
  expect(
    inputsOf("AWS::CloudTrail::Trail", {
      EventSelectors: [{ ...basic, DataResources: [{ Type: "AWS::S3::Object", Values: ["arn:aws:s3"] }] }],
      AdvancedEventSelectors: [{ Name: "all", FieldSelectors: [field] }],
    }),
  ).toMatchObject({
    eventSelectors: [
      {
        readWriteType: "All",
        includeManagementEvents: true,
        excludeManagementEventSources: ["kms.amazonaws.com"],
        dataResources: [{ type: "AWS::S3::Object", values: ["arn:aws:s3"] }],
      },
    ],
    advancedEventSelectors: [
      {
        name: "all",
        fieldSelectors: [
          { field: "f", equals: ["e"], notEquals: ["n"], startsWiths: ["s"], notStartsWiths: ["t"], endsWiths: ["w"], notEndsWiths: ["x"] },
        ],
      },
    ],
  });
});

test("actions of a listener", () => {
  const redirect = { Protocol: "HTTPS", Port: "443", StatusCode: "HTTP_301" };
  const actions = [{ Type: "redirect", RedirectConfig: redirect }, { Type: "forward", TargetGroupArn: "group" }, UNKNOWN];
  expect(inputsOf("AWS::ElasticLoadBalancingV2::Listener", { DefaultActions: actions })).toMatchObject({
    defaultActions: [
      { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } },
      { type: "forward", targetGroupArn: "group" },
      UNKNOWN,
    ],
  });
});

test.each<[Properties, Properties]>([
  [
    { Name: "web", Type: "network", Scheme: "internal" },
    { name: "web", loadBalancerType: "network", internal: true },
  ],
  [{ Scheme: "internet-facing" }, { internal: false }],
  [{ Scheme: UNKNOWN }, { internal: UNKNOWN }],
  [{}, { internal: undefined, accessLogs: undefined, enableDeletionProtection: undefined, dropInvalidHeaderFields: undefined }],
  [
    {
      LoadBalancerAttributes: [
        { Key: "access_logs.s3.enabled", Value: "true" },
        { Key: "access_logs.s3.bucket", Value: "logs" },
        { Key: "deletion_protection.enabled", Value: "true" },
        { Key: "routing.http.drop_invalid_header_fields.enabled", Value: "false" },
      ],
    },
    { accessLogs: { enabled: "true", bucket: "logs" }, enableDeletionProtection: "true", dropInvalidHeaderFields: "false" },
  ],
  [{ LoadBalancerAttributes: [{ Key: "access_logs.s3.enabled", Value: "true" }] }, { accessLogs: { enabled: "true", bucket: UNKNOWN } }],
  [{ LoadBalancerAttributes: UNKNOWN }, { enableDeletionProtection: UNKNOWN }],
  [{ LoadBalancerAttributes: [UNKNOWN] }, { enableDeletionProtection: UNKNOWN }],
  [{ LoadBalancerAttributes: [{ Key: UNKNOWN, Value: "true" }] }, { enableDeletionProtection: UNKNOWN }],
  [{ LoadBalancerAttributes: [{ Key: "idle_timeout.timeout_seconds", Value: "60" }] }, { enableDeletionProtection: undefined }],
  [{ LoadBalancerAttributes: [UNKNOWN, { Key: "deletion_protection.enabled", Value: "true" }] }, { enableDeletionProtection: "true" }],
])("a load balancer %p has %p", (properties, inputs) => {
  expect(inputsOf("AWS::ElasticLoadBalancingV2::LoadBalancer", { Tags: tags, ...properties })).toMatchObject({
    ...inputs,
    tags: { DataClassification: "none" },
  });
});

test("variables of a function", () => {
  expect(inputsOf("AWS::Lambda::Function", { Environment: { Variables: { A: "1" } } })).toMatchObject({
    environment: { variables: { A: "1" } },
  });
});

test("rules of a security group", () => {
  const rule = { IpProtocol: "tcp", FromPort: 22, ToPort: 23 };
  expect(
    inputsOf("AWS::EC2::SecurityGroup", {
      SecurityGroupIngress: [
        { ...rule, CidrIp: "10.0.0.0/8" },
        { ...rule, CidrIpv6: "fd00::/8" },
        { ...rule, SourcePrefixListId: "pl-1" },
      ],
      Tags: tags,
    }),
  ).toMatchObject({
    ingress: [
      { protocol: "tcp", fromPort: 22, toPort: 23, cidrBlocks: ["10.0.0.0/8"] },
      { ipv6CidrBlocks: ["fd00::/8"] },
      { prefixListIds: ["pl-1"] },
    ],
    tags: { DataClassification: "none" },
  });
});

test.each([
  ["AuthenticatedRead", "authenticated-read"],
  ["AwsExecRead", "aws-exec-read"],
  ["BucketOwnerFullControl", "bucket-owner-full-control"],
  ["BucketOwnerRead", "bucket-owner-read"],
  ["LogDeliveryWrite", "log-delivery-write"],
  ["Private", "private"],
  ["PublicRead", "public-read"],
  ["PublicReadWrite", "public-read-write"],
  ["toString", "toString"],
])("the canned ACL %s is %s", (theirs, ours) => {
  expect(inputsOf("AWS::S3::Bucket", { AccessControl: theirs })).toMatchObject({ acl: ours });
});

test("settings of a bucket", () => {
  expect(
    translated("AWS::S3::Bucket", {
      BucketName: "records",
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          { ServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: "alias/records" }, BucketKeyEnabled: true },
        ],
      },
      VersioningConfiguration: { Status: "Enabled" },
      LoggingConfiguration: { DestinationBucketName: "logs" },
      ObjectLockEnabled: true,
      ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: "COMPLIANCE", Days: 2192, Years: 6 } } },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: false,
        IgnorePublicAcls: "a",
        RestrictPublicBuckets: "b",
      },
      Tags: tags,
    }),
  ).toEqual([
    {
      className: "s3.Bucket",
      part: "",
      inputs: {
        bucket: "records",
        acl: undefined,
        serverSideEncryptionConfiguration: {
          rule: {
            applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: "alias/records" },
            bucketKeyEnabled: true,
          },
        },
        versioning: { enabled: true },
        logging: { targetBucket: "logs" },
        objectLockEnabled: true,
        objectLockConfiguration: {
          objectLockEnabled: "Enabled",
          rule: { defaultRetention: { mode: "COMPLIANCE", days: 2192, years: 6 } },
        },
        tags: { DataClassification: "none" },
      },
    },
    {
      className: "s3.BucketPublicAccessBlock",
      part: "public-access-block",
      refersToWholeBy: "bucket",
      inputs: { blockPublicAcls: true, blockPublicPolicy: false, ignorePublicAcls: "a", restrictPublicBuckets: "b" },
    },
  ]);
});

test("a bucket of which little is said, or known", () => {
  expect(translated("AWS::S3::Bucket", {})).toHaveLength(1);
  expect(inputsOf("AWS::S3::Bucket", {})).toMatchObject({ versioning: undefined, objectLockConfiguration: undefined });
  expect(inputsOf("AWS::S3::Bucket", { VersioningConfiguration: { Status: "Suspended" } })).toMatchObject({
    versioning: { enabled: false },
  });
  expect(inputsOf("AWS::S3::Bucket", { VersioningConfiguration: { Status: UNKNOWN } })).toMatchObject({ versioning: { enabled: UNKNOWN } });
  expect(inputsOf("AWS::S3::Bucket", { VersioningConfiguration: UNKNOWN })).toMatchObject({ versioning: UNKNOWN });
  expect(inputsOf("AWS::S3::Bucket", { LoggingConfiguration: { LogFilePrefix: "a/" } })).toMatchObject({
    logging: { targetBucket: UNKNOWN },
  });
  expect(translated("AWS::S3::Bucket", { PublicAccessBlockConfiguration: UNKNOWN })[1]).toMatchObject({
    inputs: { blockPublicAcls: UNKNOWN, restrictPublicBuckets: UNKNOWN },
  });
});

test("settings of a table", () => {
  expect(
    inputsOf("AWS::DynamoDB::Table", {
      TableName: "visits",
      SSESpecification: { SSEEnabled: true, KMSMasterKeyId: "alias/visits" },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      DeletionProtectionEnabled: true,
      Tags: tags,
    }),
  ).toEqual({
    name: "visits",
    serverSideEncryption: { enabled: true, kmsKeyArn: "alias/visits" },
    pointInTimeRecovery: { enabled: true },
    deletionProtectionEnabled: true,
    tags: { DataClassification: "none" },
  });
});

test("a database keeps backups for a day by itself", () => {
  expect(inputsOf("AWS::RDS::DBInstance", {})).toMatchObject({ backupRetentionPeriod: 1 });
});

test("parameters of a group are named values, as texts", () => {
  expect(inputsOf("AWS::RDS::DBParameterGroup", { Parameters: { a: 1, b: true, c: "x", d: UNKNOWN } })).toMatchObject({
    parameters: [
      { name: "a", value: "1" },
      { name: "b", value: "true" },
      { name: "c", value: "x" },
      { name: "d", value: UNKNOWN },
    ],
  });
  expect(inputsOf("AWS::RDS::DBParameterGroup", { Parameters: UNKNOWN })).toMatchObject({ parameters: UNKNOWN });
  expect(inputsOf("AWS::RDS::DBClusterParameterGroup", { Parameters: null })).toMatchObject({ parameters: null });
});

test("names are read without regard to their case, and an unknown on the way is unknown", () => {
  const folded = new Folded({ kmsKeyId: "a", block: { Inner: { value: 1 } }, list: [1, { a: 2 }], later: UNKNOWN });
  expect([folded.get("KMSKeyId"), folded.get("Block", "inner", "Value"), folded.get("kmsKeyId", "x"), folded.get()]).toEqual([
    "a",
    1,
    undefined,
    undefined,
  ]);
  expect([folded.get("later", "x"), folded.list("later"), folded.list("kmsKeyId"), folded.list("nothing")]).toEqual([
    UNKNOWN,
    UNKNOWN,
    [],
    [],
  ]);
  const list = folded.list("list");
  expect(isUnknown(list) ? list : list.map((item) => (isUnknown(item) ? item : item.get("A")))).toEqual([UNKNOWN, 2]);
});

test.each([
  ["aws-native:s3:BucketPolicy", "AWS::S3::BucketPolicy"],
  ["awscc:index/s3BucketPolicy:S3BucketPolicy", "AWS::S3::BucketPolicy"],
  ["aws-native:kms:Key", "AWS::KMS::Key"],
  ["aws-native:nothing:Known", undefined],
  ["aws:s3/bucketPolicy:BucketPolicy", undefined],
])("the type behind %s is %s", (token, type) => {
  expect(cloudFormationTypeOf(token)).toBe(type);
});

test("tokens of the packages of CloudFormation's types", () => {
  const tokens = ["aws-native:s3:Bucket", "awscc:index/s3Bucket:S3Bucket", "aws:s3/bucket:Bucket", "my-aws-native:s3:Bucket"];
  expect(tokens.map(isCloudFormationToken)).toEqual([true, true, false, false]);
  expect(translatedTypes).toContain("AWS::RDS::DBClusterParameterGroup");
});
