import { defineRule, notApplicable } from "../../rule";

const because = "data in transfer is encrypted with a key of AWS's own";
const integration = {
  sourceUri: "Salesforce://AppFlow/clinic",
  scheduleConfig: { firstExecutionFrom: "1767225600000", object: "Contact", scheduleExpression: "rate(1 hour)" },
};
const profile = {
  connectionMode: "Public",
  connectorType: "Amplitude",
  connectorProfileConfig: {
    connectorProfileCredentials: { amplitude: { apiKey: "named-elsewhere", secretKey: "named-elsewhere" } },
    connectorProfileProperties: {},
  },
};

export default defineRule({
  id: "appflow-customer-key",
  title: "AppFlow and AppIntegrations use a customer-managed KMS key",
  threat: "Records that hold ePHI, and the credentials of the systems they come from, lie under a key that you cannot withdraw.",
  remedy: "Set kmsArn (kmsKey of a data integration) to a customer-managed key.",
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["appflow.Flow", "appflow.ConnectorProfile", "appintegrations.DataIntegration"],
  check(resource, stack) {
    const key =
      resource.as("appflow.Flow")?.at((p) => p.kmsArn) ??
      resource.as("appflow.ConnectorProfile")?.at((p) => p.kmsArn) ??
      resource.as("appintegrations.DataIntegration")?.at((p) => p.kmsKey);
    return key === undefined ? notApplicable() : stack.key(resource, key).isCustomerManaged(because);
  },
  equivalents: {
    checkov: ["CKV_AWS_263", "CKV_AWS_264"],
    pulumi: ["aws-appflow-connectorprofile-configure-customer-managed-key", "aws-appflow-flow-configure-customer-managed-key"],
  },
  examples: {
    good: {
      "profile with a key of the stack": (s) => {
        const key = s.add("kms.Key", {});
        return s.add("appflow.ConnectorProfile", { ...profile, kmsArn: key.out("arn") });
      },
      "integration with a key": (s) =>
        s.add("appintegrations.DataIntegration", {
          ...integration,
          kmsKey: "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        }),
      "flow with a key": (s) =>
        s.addUntyped("appflow.Flow", {
          name: "visits",
          kmsArn: "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        }),
    },
    bad: {
      "profile without a key": (s) => s.add("appflow.ConnectorProfile", profile),
      "integration with AWS's key": (s) =>
        s.add("appintegrations.DataIntegration", { ...integration, kmsKey: "arn:aws:kms:us-east-1:111122223333:alias/aws/appflow" }),
      "flow with AWS's key": (s) =>
        s.addUntyped("appflow.Flow", { name: "visits", kmsArn: "arn:aws:kms:us-east-1:111122223333:alias/aws/appflow" }),
    },
    unknown: {
      "key known later": (s) => s.add("appflow.ConnectorProfile", { ...profile, kmsArn: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) =>
        s.add("appintegrations.DataIntegration", {
          ...integration,
          kmsKey: "arn:aws:kms:us-east-1:111122223333:alias/aws/appflow",
          tags: { DataClassification: "none" },
        }),
    },
  },
});
