import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { account, key, policy, prefix } from "./foundation";

// kms-key-rotation: enableKeyRotation is missing
new aws.kms.Key("forgotten", { description: "From before rotation was a habit", deletionWindowInDays: 30 });

new aws.kms.Key("hasty", {
  description: "From a trial environment",
  enableKeyRotation: true,
  deletionWindowInDays: 7, // kms-key-deletion-window (advisory): a week is short to notice that ePHI cannot be read again
});

new aws.kms.Key("shared", {
  description: "For partners",
  enableKeyRotation: true,
  deletionWindowInDays: 30,
  policy: policy(
    {
      Sid: "Account",
      Effect: "Allow",
      Principal: { AWS: pulumi.interpolate`arn:aws:iam::${account}:root` },
      Action: "kms:*",
      Resource: "*",
    },
    {
      Sid: "Partners",
      Effect: "Allow",
      Principal: { AWS: "*" }, // kms-key-policy-no-wildcard-principal: the second statement lets every account decrypt
      Action: "kms:Decrypt",
      Resource: "*",
    },
  ),
});

// log-group-kms: kmsKeyId is missing
new aws.cloudwatch.LogGroup("portal-log", { name: `/${prefix}/portal`, retentionInDays: 2192, deletionProtectionEnabled: true });

new aws.cloudwatch.LogGroup("sign-ins", {
  name: `/${prefix}/sign-ins`,
  kmsKeyId: key.arn,
  deletionProtectionEnabled: true,
  retentionInDays: 365, // log-group-retention-six-years: a year, as other regulations ask
});

// secret-customer-key: kmsKeyId is missing
const insurer = new aws.secretsmanager.Secret("insurer", { name: `${prefix}/insurer`, recoveryWindowInDays: 30 });
new aws.secretsmanager.SecretRotation("insurer", {
  secretId: insurer.id,
  rotationLambdaArn: pulumi.interpolate`arn:aws:lambda:us-east-1:${account}:function:secret-rotation`,
  rotationRules: { automaticallyAfterDays: 30 },
});

// secret-rotation: the separate aws.secretsmanager.SecretRotation is missing
new aws.secretsmanager.Secret("laboratory", { name: `${prefix}/laboratory`, kmsKeyId: key.arn, recoveryWindowInDays: 30 });
