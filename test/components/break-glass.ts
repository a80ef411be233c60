import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { BreakGlass, EncryptionKey } from "../../components/index";
import type { ComponentCase } from "./component-case";

const readOnly = "arn:aws:iam::123456789012:policy/records-in-an-emergency";

const breakGlass: ComponentCase = {
  component: "BreakGlass",
  minimal: {
    make: () => {
      const { partition } = aws.getPartitionOutput();
      const records = pulumi.interpolate`arn:${partition}:iam::123456789012:policy/records-in-an-emergency`;
      new BreakGlass("break-glass", { policyArns: [records], notify: ["security@clinic.example"] });
    },
    undetermined: {},
  },
  full: {
    make: () => {
      const key = new EncryptionKey("notices", { services: ["cloudwatch", "logs"] });
      new BreakGlass("red-phone", {
        policyArns: [readOnly],
        notify: ["security@clinic.example", "on-call@clinic.example"],
        trusted: ["arn:aws:iam::123456789012:user/dr-a", "arn:aws:iam::123456789012:user/dr-b"],
        sessionMinutes: 120,
        key,
        classification: "internal",
        tags: { Team: "security" },
      });
    },
    undetermined: {},
  },
  wrong: {
    "a role that may do everything": {
      make: () =>
        new BreakGlass("break-glass", { policyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"], notify: ["security@clinic.example"] }),
      says: "policyArns[0] must be the ARN of a policy, and none that grants everything",
    },
    "a use of which nobody is told": {
      make: () => new BreakGlass("break-glass", { policyArns: [readOnly], notify: [] }),
      says: "notify must have at least 1 item",
    },
    "a service that takes the role": {
      make: () =>
        new BreakGlass("break-glass", {
          policyArns: [readOnly],
          notify: ["security@clinic.example"],
          trusted: ["lambda.amazonaws.com"],
        }),
      says: "trusted[0] must be the ARN of an IAM user or of an account's root",
    },
    "a working day": {
      make: () => new BreakGlass("break-glass", { policyArns: [readOnly], notify: ["security@clinic.example"], sessionMinutes: 480 }),
      says: "sessionMinutes must be a whole number of minutes from 60 to 240",
    },
  },
};
export default breakGlass;
