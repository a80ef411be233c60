import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { appointments, cluster } from "./database";
import { httpsListener, portalTargets } from "./edge";
import { image } from "./images";
import { logsKey, recordsKey } from "./keys";
import { logGroup } from "./log-groups";
import { intakeQueueArn } from "./messaging";
import { arnOf, bucketArnOf, prefix, region } from "./naming";
import { applicationSubnets, portalGroup, portalPort } from "./network";
import { grant, portalExecutionRole, portalTaskRole } from "./roles";
import { laboratory, laboratoryArn, parameter } from "./secrets";
import { documents } from "./storage";

const databaseAddress = parameter("database-address", cluster.endpoint);
const logPath = `/${prefix}/portal`;
const logs = logGroup("portal", logPath);
const sessionLogs = logGroup("portal-sessions", `/${prefix}/portal-sessions`);

grant("portal-execution", portalExecutionRole, [
  {
    Sid: "PullImages",
    Effect: "Allow",
    Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
    Resource: arnOf("ecr", `repository/${prefix}/portal`),
  },
  { Sid: "SignInToRegistry", Effect: "Allow", Action: "ecr:GetAuthorizationToken", Resource: "*" },
  { Sid: "ReadParameters", Effect: "Allow", Action: "ssm:GetParameters", Resource: databaseAddress },
  {
    Sid: "WriteLogs",
    Effect: "Allow",
    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
    Resource: arnOf("logs", `log-group:${logPath}:*`),
  },
]);
grant("portal-task", portalTaskRole, [
  {
    Sid: "Documents",
    Effect: "Allow",
    Action: ["s3:GetObject", "s3:PutObject"],
    Resource: pulumi.interpolate`${bucketArnOf(documents.bucket)}/*`,
  },
  {
    Sid: "Appointments",
    Effect: "Allow",
    Action: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:Query"],
    Resource: [
      arnOf("dynamodb", pulumi.interpolate`table/${appointments.name}`),
      arnOf("dynamodb", pulumi.interpolate`table/${appointments.name}/index/*`),
    ],
  },
  { Sid: "Database", Effect: "Allow", Action: "rds-db:connect", Resource: arnOf("rds-db", "dbuser:*/portal") },
  { Sid: "SendToIntake", Effect: "Allow", Action: "sqs:SendMessage", Resource: intakeQueueArn },
  { Sid: "Laboratory", Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: laboratoryArn },
]);

const ecsCluster = new aws.ecs.Cluster("portal", {
  name: prefix,
  settings: [{ name: "containerInsights", value: "enabled" }],
  configuration: {
    executeCommandConfiguration: {
      kmsKeyId: logsKey.arn,
      logging: "OVERRIDE",
      logConfiguration: { cloudWatchEncryptionEnabled: true, cloudWatchLogGroupName: sessionLogs.name },
    },
    managedStorageConfiguration: { kmsKeyId: recordsKey.arn, fargateEphemeralStorageKmsKeyId: recordsKey.arn },
  },
});

const task = new aws.ecs.TaskDefinition("portal", {
  family: `${prefix}-portal`,
  requiresCompatibilities: ["FARGATE"],
  networkMode: "awsvpc",
  cpu: "512",
  memory: "1024",
  runtimePlatform: { cpuArchitecture: "ARM64", operatingSystemFamily: "LINUX" },
  executionRoleArn: portalExecutionRole.arn,
  taskRoleArn: portalTaskRole.arn,
  containerDefinitions: pulumi.jsonStringify([
    {
      name: "portal",
      image: image("portal"),
      essential: true,
      user: "10001:10001",
      readonlyRootFilesystem: true,
      privileged: false,
      linuxParameters: { initProcessEnabled: true, capabilities: { drop: ["ALL"] } },
      portMappings: [{ containerPort: portalPort, protocol: "tcp" }],
      environment: [
        { name: "DOCUMENTS", value: documents.bucket },
        { name: "APPOINTMENTS", value: appointments.name },
        { name: "LABORATORY_INTERFACE", value: laboratory.name },
      ],
      secrets: [{ name: "DATABASE_ADDRESS", valueFrom: databaseAddress }],
      logConfiguration: {
        logDriver: "awslogs",
        options: { "awslogs-group": logs.name, "awslogs-region": region, "awslogs-stream-prefix": "portal" },
      },
    },
  ]),
});

const service = new aws.ecs.Service(
  "portal",
  {
    name: "portal",
    cluster: ecsCluster.arn,
    taskDefinition: task.arn,
    launchType: "FARGATE",
    platformVersion: "LATEST",
    desiredCount: 2,
    enableExecuteCommand: false,
    enableEcsManagedTags: true,
    propagateTags: "SERVICE",
    healthCheckGracePeriodSeconds: 60,
    deploymentCircuitBreaker: { enable: true, rollback: true },
    networkConfiguration: {
      assignPublicIp: false,
      subnets: applicationSubnets.map((subnet) => subnet.id),
      securityGroups: [portalGroup.id],
    },
    loadBalancers: [{ targetGroupArn: portalTargets.arn, containerName: "portal", containerPort: portalPort }],
  },
  { dependsOn: httpsListener, ignoreChanges: ["desiredCount"] },
);

const scaled = new aws.appautoscaling.Target("portal", {
  serviceNamespace: "ecs",
  scalableDimension: "ecs:service:DesiredCount",
  resourceId: pulumi.interpolate`service/${ecsCluster.name}/${service.name}`,
  minCapacity: 2,
  maxCapacity: 10,
});
new aws.appautoscaling.Policy("portal", {
  name: `${prefix}-portal`,
  policyType: "TargetTrackingScaling",
  serviceNamespace: scaled.serviceNamespace,
  scalableDimension: scaled.scalableDimension,
  resourceId: scaled.resourceId,
  targetTrackingScalingPolicyConfiguration: {
    targetValue: 60,
    predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageCPUUtilization" },
  },
});
