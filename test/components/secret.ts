import * as aws from "@pulumi/aws";
import { EncryptionKey, Secret } from "../../components/index";
import type { ComponentCase } from "./component-case";
import { untyped } from "./wrong-arguments";

const rotationFunctionArn = "arn:aws:lambda:us-east-1:123456789012:function:rotation";
const accountRole = "arn:aws:iam::123456789012:role/";

const secret: ComponentCase = {
  component: "Secret",
  minimal: {
    make: () => {
      new Secret("laboratory", { rotationFunctionArn: functionHere() });
    },
    undetermined: {},
  },
  full: {
    make: () => {
      const key = new EncryptionKey("secrets", { through: ["secretsmanager"] });
      new Secret("laboratory", {
        description: "The laboratory's interface",
        rotationFunctionArn,
        rotationDays: 14,
        key,
        readers: [`${accountRole}intake`, `${accountRole}rotation`],
        initialValue: "changed by the first rotation",
        replicas: [{ region: "us-west-2", keyArn: "arn:aws:kms:us-west-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab" }],
        recoveryWindowInDays: 30,
        classification: "ephi",
        tags: { Team: "laboratory" },
      });
      new Secret("warehouse", {
        key,
        managedRotation: {
          type: "SnowflakeKeyPairAuthentication",
          roleArn: `${accountRole}warehouse-rotation`,
          metadata: { accountIdentifier: "clinic" },
        },
      });
    },
    undetermined: {},
  },
  wrong: {
    "a secret that nobody changes": {
      make: () => new Secret("laboratory", {}),
      says: "rotationFunctionArn is missing, and so is managedRotation",
    },
    "two that change it": {
      make: () =>
        new Secret("laboratory", {
          rotationFunctionArn,
          managedRotation: { type: "BigIDClientSecret", roleArn: `${accountRole}rotation`, metadata: {} },
        }),
      says: "managedRotation does not go with rotationFunctionArn",
    },
    "a change every half year": {
      make: () => new Secret("laboratory", { rotationFunctionArn, rotationDays: 180 }),
      says: "rotationDays must be a whole number of days from 1 to 90",
    },
    "a secret that is gone at once": {
      make: () => new Secret("laboratory", { rotationFunctionArn, recoveryWindowInDays: 0 }),
      says: "recoveryWindowInDays must be a whole number of days from 7 to 30",
    },
    "everyone as a reader": {
      make: () => new Secret("laboratory", { rotationFunctionArn, readers: ["*"] }),
      says: "readers[0] must be an ARN of iam",
    },
    "a value that is no text": {
      make: () => new Secret("laboratory", untyped({ rotationFunctionArn, initialValue: { password: "not-so-secret" } })),
      says: "initialValue must be a text",
    },
  },
};
export default secret;

/** A function's ARN in whatever partition the test deploys to, as an output of the function would be. */
function functionHere() {
  return aws.getPartitionOutput({}).partition.apply((partition) => `arn:${partition}:lambda:us-east-1:123456789012:function:rotation`);
}
