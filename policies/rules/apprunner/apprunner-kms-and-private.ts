import { all, defineRule } from "../../rule";

const sourceConfiguration = {
  imageRepository: { imageIdentifier: "123456789012.dkr.ecr.us-east-1.amazonaws.com/api:1", imageRepositoryType: "ECR" },
};

export default defineRule({
  id: "apprunner-kms-and-private",
  title: "App Runner services are private and encrypted with a customer-managed KMS key",
  threat: "The whole Internet can try to reach ePHI, and copies of the source and logs cannot be cut off at the key.",
  remedy: "Set encryptionConfiguration.kmsKey and networkConfiguration.ingressConfiguration.isPubliclyAccessible to false.",
  cites: ["164.312(a)(1)", "164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["apprunner.Service"],
  check: (service, stack) =>
    all(
      service
        .at((p) => p.networkConfiguration?.ingressConfiguration?.isPubliclyAccessible)
        .or(true)
        .equals(false, "the service is open to the Internet"),
      stack
        .key(
          service,
          service.at((p) => p.encryptionConfiguration?.kmsKey),
        )
        .isCustomerManaged("the service is not encrypted with a key of your own"),
    ),
  equivalents: {},
  examples: {
    good: {
      "private, key of the stack": (s) =>
        s.add("apprunner.Service", {
          serviceName: "records",
          sourceConfiguration,
          encryptionConfiguration: { kmsKey: s.add("kms.Key", {}).out("arn") },
          networkConfiguration: { ingressConfiguration: { isPubliclyAccessible: false } },
        }),
      "private, key by its ARN": (s) =>
        s.add("apprunner.Service", {
          serviceName: "records",
          sourceConfiguration,
          encryptionConfiguration: { kmsKey: "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555" },
          networkConfiguration: { ingressConfiguration: { isPubliclyAccessible: false } },
        }),
    },
    bad: {
      public: (s) =>
        s.add("apprunner.Service", {
          serviceName: "records",
          sourceConfiguration,
          encryptionConfiguration: { kmsKey: s.add("kms.Key", {}).out("arn") },
          networkConfiguration: { ingressConfiguration: { isPubliclyAccessible: true } },
        }),
      "AWS's defaults": (s) => s.add("apprunner.Service", { serviceName: "records", sourceConfiguration }),
    },
    unknown: {
      "known later": (s) =>
        s.add("apprunner.Service", {
          serviceName: "records",
          sourceConfiguration,
          encryptionConfiguration: { kmsKey: s.add("kms.Key", {}).out("arn") },
          networkConfiguration: { ingressConfiguration: { isPubliclyAccessible: s.later() } },
        }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("apprunner.Service", { serviceName: "site", sourceConfiguration, tags: { DataClassification: "public" } }),
    },
  },
});
