import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { account, key, logGroup, policy, prefix, region } from "./foundation";
import { closed, subnetIds, subnets } from "./network";

// ebs-volume-encrypted: the key is named, the flag is missing
new aws.ebs.Volume("archive", {
  availabilityZone: subnets[0]?.availabilityZone ?? pulumi.output(""),
  size: 500,
  type: "gp3",
  kmsKeyId: key.arn,
});

// efs-encrypted: the key is named, the flag is missing
// efs-tls-policy: it has no policy
new aws.efs.FileSystem("shared-files", { creationToken: `${prefix}-shared`, kmsKeyId: key.arn });

const template = {
  imageId: "ami-0123456789abcdef0",
  instanceType: "m7g.large",
  vpcSecurityGroupIds: [closed.id],
  iamInstanceProfile: { name: `${prefix}-workers` },
  monitoring: { enabled: true },
  ebsOptimized: "true",
} satisfies aws.ec2.LaunchTemplateArgs;
new aws.ec2.LaunchTemplate("workers", {
  ...template,
  metadataOptions: { httpTokens: "required", httpEndpoint: "enabled", httpPutResponseHopLimit: 1 },
  blockDeviceMappings: [
    { deviceName: "/dev/xvda", ebs: { encrypted: "true", kmsKeyId: key.arn, volumeSize: 20 } },
    { deviceName: "/dev/sdf", ebs: { encrypted: "false", volumeSize: 200 } }, // ec2-block-devices-encrypted: the second device, by a string
  ],
});
new aws.ec2.LaunchTemplate("converters", {
  ...template,
  metadataOptions: { httpTokens: "optional", httpEndpoint: "enabled" }, // ec2-imdsv2: for one old agent
  blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { encrypted: "true", kmsKeyId: key.arn, volumeSize: 20 } }],
});

function functionOf(name: string, args: Partial<aws.lambda.FunctionArgs>): aws.lambda.Function {
  const role = new aws.iam.Role(name, {
    name: `${prefix}-${name}`,
    assumeRolePolicy: policy({ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }),
  });
  const logs = logGroup(name);
  return new aws.lambda.Function(name, {
    name: `${prefix}-${name}`,
    role: role.arn,
    packageType: "Image",
    imageUri: pulumi.interpolate`${account}.dkr.ecr.${region}.amazonaws.com/${prefix}/${name}:2026.11.3`,
    reservedConcurrentExecutions: 5,
    vpcConfig: { subnetIds, securityGroupIds: [closed.id] },
    loggingConfig: { logFormat: "JSON", logGroup: logs.name },
    tracingConfig: { mode: "Active" },
    ...args,
  });
}
// lambda-env-kms: kmsKeyArn is missing, so AWS's own key encrypts the settings
functionOf("reminders", { environment: { variables: { CLINIC: "north" } } });
new aws.lambda.FunctionUrl("webhook", {
  functionName: functionOf("webhook", {}).name,
  authorizationType: "NONE", // lambda-url-auth: the partner could not sign its requests
});

const brokerLogs = logGroup("brokers");
new aws.msk.Cluster("events", {
  clusterName: `${prefix}-events`,
  kafkaVersion: "3.8.x",
  numberOfBrokerNodes: 3,
  brokerNodeGroupInfo: {
    instanceType: "kafka.m7g.large",
    clientSubnets: subnetIds,
    securityGroups: [closed.id],
    storageInfo: { ebsStorageInfo: { volumeSize: 100 } },
  },
  clientAuthentication: { sasl: { iam: true } },
  encryptionInfo: {
    encryptionAtRestKmsKeyArn: key.arn,
    encryptionInTransit: { clientBroker: "TLS_PLAINTEXT", inCluster: true }, // msk-tls: both, until all clients are moved
  },
  loggingInfo: { brokerLogs: { cloudwatchLogs: { enabled: true, logGroup: brokerLogs.name } } },
});

// kinesis-encrypted: encryptionType is missing, and the key beside it does nothing
new aws.kinesis.Stream("vitals", { name: `${prefix}-vitals`, streamModeDetails: { streamMode: "ON_DEMAND" }, kmsKeyId: key.arn });
