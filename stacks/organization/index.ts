// The same safeguards for all accounts of an organization. Deploy it from the management account.
import { OrganizationGuardrails, WorkforceAccess } from "@phiguard/components";
import * as pulumi from "@pulumi/pulumi";

const settings = new pulumi.Config();
const accounts = settings.requireObject<string[]>("clinicAccounts");

export const guardrails = new OrganizationGuardrails("guardrails", {
  targetIds: settings.requireObject<string[]>("targets"),
  notify: settings.requireObject<string[]>("notify"),
  securityAccountId: settings.require("securityAccount"),
  keepers: ["arn:aws:iam::*:role/deployment"],
});

export const staff = new WorkforceAccess("staff", {
  identityCenter: { arn: settings.require("identityCenter") },
  jobs: [
    {
      name: "Operator",
      description: "Looks at metrics, logs and deployments; sees no ePHI.",
      awsPolicyArns: ["arn:aws:iam::aws:policy/CloudWatchReadOnlyAccess"],
      groupIds: [settings.require("operators")],
      accounts,
    },
    {
      name: "Auditor",
      description: "Reads how the accounts are set up, and their records.",
      awsPolicyArns: ["arn:aws:iam::aws:policy/SecurityAudit"],
      sessionMinutes: 240,
      groupIds: [settings.require("auditors")],
      accounts,
    },
  ],
});
