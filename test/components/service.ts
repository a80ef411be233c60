import { EncryptionKey, LoadBalancer, Network, Service } from "../../components/index";
import type { ComponentCase } from "./component-case";
import { untyped } from "./wrong-arguments";

const network = {
  vpcId: "vpc-0123456789abcdef0",
  privateSubnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
};
const registry = "123456789012.dkr.ecr.us-east-1.amazonaws.com";
const image = `${registry}/clinic/portal:1.4.2`;

const service: ComponentCase = {
  component: "Service",
  minimal: {
    make: () => {
      new Service("portal", { network, image });
    },
    undetermined: {},
  },
  full: {
    make: () => {
      const clinic = new Network("clinic");
      new Service("portal", {
        network: clinic,
        image: `${registry}/clinic/portal@sha256:${"0123456789abcdef".repeat(4)}`,
        port: 9443,
        loadBalancer: new LoadBalancer("portal", {
          network: clinic,
          domain: { name: "portal.clinic.example", hostedZoneId: "Z0123456789ABCDEFGHIJ" },
          targetPort: 9443,
        }),
        environment: { DOCUMENTS: "clinic-documents" },
        secrets: { LABORATORY: "arn:aws:secretsmanager:us-east-1:123456789012:secret:laboratory-a1b2c3" },
        permissions: [{ actions: ["s3:GetObject", "s3:PutObject"], resources: ["arn:aws:s3:::clinic-documents/*"] }],
        reaches: [{ securityGroupId: "sg-0123456789abcdef0", port: 5432 }],
        command: ["serve", "--quiet"],
        user: "20001",
        writablePaths: ["/tmp"],
        traceCollectorImage: `${registry}/aws-otel-collector:v0.43.0`,
        cpu: 1024,
        memory: 4096,
        architecture: "x86_64",
        minimumTasks: 3,
        maximumTasks: 20,
        healthCheckGraceSeconds: 120,
        cluster: { arn: "arn:aws:ecs:us-east-1:123456789012:cluster/clinic", name: "clinic" },
        key: new EncryptionKey("portal-logs", { services: ["logs", "fargate"] }),
        logRetentionDays: 2557,
        classification: "ephi",
        tags: { Team: "portal" },
      });
    },
    undetermined: {},
  },
  wrong: {
    "an image of somebody else's registry": {
      make: () => new Service("portal", { network, image: "docker.io/library/nginx:1" }),
      says: "image must be an image in Amazon ECR",
    },
    "root as the user": { make: () => new Service("portal", { network, image, user: "0:0" }), says: "user must be a user and a group" },
    "the root as a folder to write to": {
      make: () => new Service("portal", { network, image, writablePaths: ["/"] }),
      says: "writablePaths[0] must be a folder",
    },
    "memory that does not go with the processor": {
      make: () => new Service("portal", { network, image, cpu: 256, memory: 4096 }),
      says: "memory must be one of 512, 1024, 2048 where cpu is 256",
    },
    "a processor that Fargate does not have": {
      make: () => new Service("portal", { network, image, cpu: 300 }),
      says: "cpu must be one of 256, 512",
    },
    "a single task": {
      make: () => new Service("portal", { network, image, minimumTasks: 1 }),
      says: "minimumTasks must be a whole number of tasks from 2 to 100",
    },
    "fewer at most than at least": {
      make: () => new Service("portal", { network, image, minimumTasks: 5, maximumTasks: 3 }),
      says: "maximumTasks must not be less than minimumTasks",
    },
    "a secret in a variable": {
      make: () => new Service("portal", { network, image, environment: { DB_PASSWORD: "correct horse" } }),
      says: "environment.DB_PASSWORD looks like a secret",
    },
    "a variable that is set twice": {
      make: () =>
        new Service("portal", {
          network,
          image,
          environment: { LABORATORY: "x" },
          secrets: { LABORATORY: "arn:aws:secretsmanager:us-east-1:123456789012:secret:laboratory-a1b2c3" },
        }),
      says: "environment.LABORATORY is set by the argument secrets",
    },
    "a public address": {
      make: () => new Service("portal", untyped({ network, image, assignPublicIp: true })),
      says: "assignPublicIp is not an argument",
    },
  },
};
export default service;
