import type { EmulatedKind } from "../kind";

/** The services by the module of @pulumi/aws, loaded when the first resource of theirs comes: SDK clients are slow to load. */
const services: Readonly<Record<string, readonly (() => Promise<readonly EmulatedKind[]>)[]>> = {
  acm: [async () => (await import("./acm.js")).acmKinds],
  backup: [async () => (await import("./backup.js")).backupKinds],
  cfg: [async () => (await import("./config.js")).configKinds],
  cloudtrail: [async () => (await import("./cloudtrail.js")).cloudtrailKinds],
  cloudwatch: [
    async () => (await import("./logs.js")).logsKinds,
    async () => (await import("./cloudwatch.js")).cloudwatchKinds,
    async () => (await import("./eventbridge.js")).eventbridgeKinds,
  ],
  cognito: [async () => (await import("./cognito.js")).cognitoKinds],
  dynamodb: [async () => (await import("./dynamodb.js")).dynamodbKinds],
  ebs: [async () => (await import("./ec2-guards.js")).ec2GuardKinds],
  ec2: [async () => (await import("./ec2-network.js")).ec2NetworkKinds, async () => (await import("./ec2-guards.js")).ec2GuardKinds],
  ecs: [async () => (await import("./ecs.js")).ecsKinds],
  guardduty: [async () => (await import("./guardduty.js")).guarddutyKinds],
  iam: [async () => (await import("./iam.js")).iamKinds],
  inspector2: [async () => (await import("./inspector2.js")).inspector2Kinds],
  kms: [async () => (await import("./kms.js")).kmsKinds],
  lambda: [async () => (await import("./lambda.js")).lambdaKinds],
  lb: [async () => (await import("./elb.js")).elbKinds],
  rds: [async () => (await import("./rds.js")).rdsKinds],
  s3: [async () => (await import("./s3.js")).s3Kinds, async () => (await import("./s3-control.js")).s3ControlKinds],
  securityhub: [async () => (await import("./securityhub.js")).securityhubKinds],
  sns: [async () => (await import("./sns.js")).snsKinds],
  sqs: [async () => (await import("./sqs.js")).sqsKinds],
  ssm: [async () => (await import("./ssm.js")).ssmKinds],
  vpc: [async () => (await import("./ec2-guards.js")).ec2GuardKinds],
  wafv2: [async () => (await import("./wafv2.js")).wafv2Kinds],
};

/** How a kind is made; undefined if no service makes it. @param kind `s3.Bucket` */
export async function serviceKind(kind: string): Promise<EmulatedKind | undefined> {
  for (const load of services[kind.split(".")[0] ?? ""] ?? []) {
    const found = (await load()).find((one) => one.kind === kind);
    if (found) return found;
  }
  return undefined;
}
