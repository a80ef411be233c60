import { all, defineRule, integer, when } from "../../rule";

const executionRole = "arn:aws:iam::111122223333:role/research";
const idle = (idleTimeoutInMinutes: number) => ({
  executionRole,
  jupyterLabAppSettings: { appLifecycleManagement: { idleSettings: { lifecycleManagement: "ENABLED", idleTimeoutInMinutes } } },
});
const domain = {
  domainName: "research",
  vpcId: "vpc-0ddd4444",
  subnetIds: ["subnet-0aaa1111"],
  authMode: "SSO",
  appNetworkAccessType: "VpcOnly",
  kmsKeyId: "alias/research",
  defaultUserSettings: idle(60),
};

export default defineRule({
  id: "sagemaker-domain",
  title: "SageMaker domains keep to their VPC, use a customer-managed KMS key and stop idle applications",
  threat: "Extracts of ePHI leave a notebook by the internet, lie under AWS's key, or stay open on a screen that was left.",
  remedy:
    'Set appNetworkAccessType to "VpcOnly", kmsKeyId, and jupyterLabAppSettings.appLifecycleManagement.idleSettings with lifecycleManagement "ENABLED"; with shared outputs also sharingSettings.s3KmsKeyId.',
  cites: ["164.312(a)(1)", "164.312(a)(2)(iii)", "164.312(a)(2)(iv)", "164.312(d)", "164.312(e)(2)(ii)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["sagemaker.Domain"],
  parameters: {
    maximumIdleMinutes: integer({ default: 120, minimum: 60, maximum: 120, description: "Minutes after which an idle application stops." }),
  },
  // Sixty minutes is the shortest that SageMaker takes. Users of both modes of authMode are persons: of Identity Center, or of IAM.
  check(studio, stack, { parameters }) {
    const settings = studio.at(
      (p) => p.defaultUserSettings.jupyterLabAppSettings?.appLifecycleManagement?.idleSettings?.idleTimeoutInMinutes,
    );
    return all(
      studio
        .at((p) => p.appNetworkAccessType)
        .or("PublicInternetOnly")
        .shown()
        .equals("VpcOnly", "applications use the internet directly"),
      stack
        .key(
          studio,
          studio.at((p) => p.kmsKeyId),
        )
        .isCustomerManaged("the domain's volume is encrypted with a key of AWS's own"),
      studio
        .at((p) => p.defaultUserSettings.jupyterLabAppSettings?.appLifecycleManagement?.idleSettings?.lifecycleManagement)
        .or("DISABLED")
        .shown()
        .equals("ENABLED", "idle applications are not stopped"),
      settings.shown().atMost(parameters.maximumIdleMinutes, "idle applications stay open too long"),
      when(
        studio
          .at((p) => p.defaultUserSettings.sharingSettings?.notebookOutputOption)
          .or("Disabled")
          .is("Allowed"),
        () =>
          stack
            .key(
              studio,
              studio.at((p) => p.defaultUserSettings.sharingSettings?.s3KmsKeyId),
            )
            .isCustomerManaged("shared outputs are not encrypted with a key of yours"),
      ),
    );
  },
  equivalents: { prowler: ["sagemaker_domain_sso_configured"], checkov: ["CKV_AWS_187"] },
  examples: {
    good: {
      "all of it": (s) => s.add("sagemaker.Domain", domain),
      "shared outputs with a key": (s) =>
        s.add("sagemaker.Domain", {
          ...domain,
          defaultUserSettings: { ...idle(60), sharingSettings: { notebookOutputOption: "Allowed", s3KmsKeyId: "alias/research" } },
        }),
    },
    bad: {
      "internet access": (s) => s.add("sagemaker.Domain", { ...domain, appNetworkAccessType: "PublicInternetOnly" }),
      "idle applications stay": (s) => s.add("sagemaker.Domain", { ...domain, defaultUserSettings: { executionRole } }),
      "idle for a day": (s) => s.add("sagemaker.Domain", { ...domain, defaultUserSettings: idle(1440) }),
    },
    unknown: {
      "access known later": (s) => s.add("sagemaker.Domain", { ...domain, appNetworkAccessType: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("sagemaker.Domain", { ...domain, kmsKeyId: "", tags: { DataClassification: "none" } }),
    },
  },
});
