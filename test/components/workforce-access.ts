import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { WorkforceAccess } from "../../components/index";
import type { ComponentCase } from "./component-case";

const instanceId = "instance/ssoins-0123456789abcdef";
const groupIds = ["90677a1b-1111-2222-3333-444455556666"];
const accounts = ["123456789012"];
const operator = { name: "Operator", description: "Looks at metrics and deployments; sees no ePHI.", groupIds, accounts };
const metrics = "arn:aws:iam::aws:policy/CloudWatchReadOnlyAccess";
const identityCenter = { arn: `arn:aws:sso:::${instanceId}` };

const workforceAccess: ComponentCase = {
  component: "WorkforceAccess",
  minimal: {
    make: () => {
      const { partition } = aws.getPartitionOutput();
      new WorkforceAccess("staff", {
        identityCenter: { arn: pulumi.interpolate`arn:${partition}:sso:::${instanceId}` },
        jobs: [{ ...operator, accountPolicyNames: ["operator"] }],
      });
    },
    undetermined: {},
  },
  full: {
    make: () => {
      new WorkforceAccess("staff", {
        identityCenter,
        jobs: [
          { ...operator, awsPolicyArns: [metrics], sessionMinutes: 240 },
          {
            name: "Auditor",
            description: "Reads configuration and logs.",
            awsPolicyArns: ["arn:aws:iam::aws:policy/SecurityAudit"],
            accountPolicyNames: ["read-audit-logs"],
            groupIds,
            accounts,
          },
        ],
        classification: "internal",
        tags: { Team: "security" },
      });
    },
    undetermined: {},
  },
  wrong: {
    "a job that may do everything": {
      make: () =>
        new WorkforceAccess("staff", {
          identityCenter,
          jobs: [{ ...operator, awsPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"] }],
        }),
      says: "jobs[0].awsPolicyArns[0] must be the ARN of a policy of AWS's own, and none that grants everything",
    },
    "a job that may do nothing": {
      make: () => new WorkforceAccess("staff", { identityCenter, jobs: [operator] }),
      says: "jobs[0] may do nothing",
    },
    "two jobs of one name": {
      make: () =>
        new WorkforceAccess("staff", {
          identityCenter,
          jobs: [
            { ...operator, awsPolicyArns: [metrics] },
            { ...operator, awsPolicyArns: [metrics] },
          ],
        }),
      says: "jobs[1].name repeats a job before it",
    },
    "a session of a working day": {
      make: () => new WorkforceAccess("staff", { identityCenter, jobs: [{ ...operator, awsPolicyArns: [metrics], sessionMinutes: 720 }] }),
      says: "jobs[0].sessionMinutes must be a whole number of minutes from 60 to 240",
    },
  },
};
export default workforceAccess;
