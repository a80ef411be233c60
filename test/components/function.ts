import * as pulumi from "@pulumi/pulumi";
import { EncryptionKey, Function as LambdaFunction, Network, Queue } from "../../components/index";
import type { ComponentCase } from "./component-case";
import { untyped } from "./wrong-arguments";

const network = {
  vpcId: "vpc-0123456789abcdef0",
  privateSubnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
};
const image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/clinic/intake:1.4.2";
const code = {
  archive: new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset("exports.handler = async () => {};") }),
  handler: "index.handler",
  runtime: "nodejs22.x",
  bucket: "clinic-code",
};

const lambda: ComponentCase = {
  component: "Function",
  minimal: {
    make: () => {
      new LambdaFunction("intake", { network, image });
    },
    undetermined: {},
  },
  full: {
    make: () => {
      new LambdaFunction("intake", {
        network: new Network("clinic"),
        code,
        environment: { DOCUMENTS: "clinic-documents" },
        secrets: { LABORATORY: "arn:aws:secretsmanager:us-east-1:123456789012:secret:laboratory-a1b2c3" },
        permissions: [
          { actions: ["s3:GetObject", "s3:PutObject"], resources: ["arn:aws:s3:::clinic-documents/*"] },
          { actions: ["dynamodb:GetItem"], resources: ["arn:aws:dynamodb:us-east-1:123456789012:table/appointments"] },
        ],
        reaches: [{ securityGroupId: "sg-0123456789abcdef0", port: 5432 }],
        invokers: [{ service: "s3", sourceArn: "arn:aws:s3:::clinic-documents" }],
        failures: new Queue("failures"),
        memorySize: 1024,
        timeoutSeconds: 60,
        reservedConcurrency: 5,
        architecture: "x86_64",
        key: new EncryptionKey("intake", { services: ["logs"], through: ["lambda", "sqs"] }),
        logRetentionDays: 2557,
        classification: "ephi",
        tags: { Team: "intake" },
      });
    },
    undetermined: {},
  },
  wrong: {
    "neither image nor code": { make: () => new LambdaFunction("intake", { network }), says: "image is missing" },
    "both image and code": { make: () => new LambdaFunction("intake", { network, image, code }), says: "code does not go with image" },
    "an image of somebody else's registry": {
      make: () => new LambdaFunction("intake", { network, image: "docker.io/library/node:22" }),
      says: "image must be an image in Amazon ECR",
    },
    "a runtime that is no longer patched": {
      make: () => new LambdaFunction("intake", { network, code: { ...code, runtime: "nodejs16.x" } }),
      says: "code.runtime must be a runtime that Lambda still patches",
    },
    "a password in a variable": {
      make: () => new LambdaFunction("intake", { network, image, environment: { DB_PASSWORD: "correct horse" } }),
      says: "environment.DB_PASSWORD looks like a secret",
    },
    "a whole service": {
      make: () =>
        new LambdaFunction("intake", { network, image, permissions: [{ actions: ["s3:*"], resources: ["arn:aws:s3:::documents/*"] }] }),
      says: "permissions[0].actions[0] must be an action",
    },
    "every resource": {
      make: () => new LambdaFunction("intake", { network, image, permissions: [{ actions: ["s3:GetObject"], resources: ["*"] }] }),
      says: "permissions[0].resources[0] must be an ARN",
    },
    "no network": { make: () => new LambdaFunction("intake", untyped({ image })), says: "network is missing" },
    "longer than Lambda runs": {
      make: () => new LambdaFunction("intake", { network, image, timeoutSeconds: 1000 }),
      says: "timeoutSeconds must be a whole number of seconds from 1 to 900",
    },
  },
};
export default lambda;
