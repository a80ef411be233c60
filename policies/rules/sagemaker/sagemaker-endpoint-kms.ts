import { hasLocalStorage } from "../../aws/sagemaker-instances";
import { some } from "../../aws/ternary";
import type { Cell } from "../../cell";
import { all, defineRule, notApplicable, type Verdict, when } from "../../rule";

const variant = { modelName: "triage", instanceType: "ml.m5.large", initialInstanceCount: 1 };

export default defineRule({
  id: "sagemaker-endpoint-kms",
  title: "SageMaker endpoints are encrypted with a customer-managed KMS key",
  threat: "Requests, captures and results that hold ePHI lie under a key that you can neither limit nor withdraw.",
  remedy:
    "Set kmsKeyArn, and with captures or asynchronous results dataCaptureConfig.kmsKeyId and asyncInferenceConfig.outputConfig.kmsKeyId.",
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["sagemaker.EndpointConfiguration"],
  check(endpoint, stack) {
    const key = (cell: Cell<string>, because: string): Verdict => stack.key(endpoint, cell).isCustomerManaged(because);
    const disk = () =>
      key(
        endpoint.at((p) => p.kmsKeyArn),
        "the endpoint's disks are not encrypted with a key of yours",
      );
    // Serverless variants have no disk that a key could be for, and one variant with local storage is enough for SageMaker to refuse a key.
    const variants = endpoint.list((p) => p.productionVariants);
    const disks = when(
      some(variants.items, (item) => item.at((p) => p.instanceType).ask(hasLocalStorage)),
      () => notApplicable("SageMaker takes no key where a variant has local storage"),
      () => variants.some((item) => when(item.at((p) => p.serverlessConfig).present, notApplicable, disk)),
    );
    const captures = when(
      endpoint
        .at((p) => p.dataCaptureConfig?.enableCapture)
        .or(false)
        .is(true),
      () =>
        key(
          endpoint.at((p) => p.dataCaptureConfig?.kmsKeyId),
          "captured requests are not encrypted with a key of yours",
        ),
    );
    const results = when(endpoint.at((p) => p.asyncInferenceConfig).present, () =>
      key(
        endpoint.at((p) => p.asyncInferenceConfig?.outputConfig.kmsKeyId),
        "results are not encrypted with a key of yours",
      ),
    );
    return all(disks, captures, results);
  },
  equivalents: {
    config: ["sagemaker-endpoint-configuration-kms-key-configured"],
    cdkNag: ["HIPAA.Security-SageMakerEndpointConfigurationKMSKeyConfigured"],
    prowler: ["sagemaker_endpoint_config_kms_encryption_enabled", "sagemaker_endpoint_config_prod_variant_instances"],
    checkov: ["CKV_AWS_98"],
  },
  examples: {
    good: {
      "a key of the stack": (s) => {
        const key = s.add("kms.Key", {});
        return s.add("sagemaker.EndpointConfiguration", { productionVariants: [variant], kmsKeyArn: key.out("arn") });
      },
      "disk and captures": (s) =>
        s.add("sagemaker.EndpointConfiguration", {
          productionVariants: [variant],
          kmsKeyArn: "alias/triage",
          dataCaptureConfig: {
            enableCapture: true,
            captureOptions: [{ captureMode: "Input" }],
            destinationS3Uri: "s3://clinic-captures/",
            initialSamplingPercentage: 10,
            kmsKeyId: "alias/triage",
          },
        }),
    },
    bad: {
      "no key": (s) => s.add("sagemaker.EndpointConfiguration", { productionVariants: [variant] }),
      "captures without a key": (s) =>
        s.add("sagemaker.EndpointConfiguration", {
          productionVariants: [variant],
          kmsKeyArn: "alias/triage",
          dataCaptureConfig: {
            enableCapture: true,
            captureOptions: [{ captureMode: "Input" }],
            destinationS3Uri: "s3://clinic-captures/",
            initialSamplingPercentage: 10,
          },
        }),
    },
    unknown: {
      "key known later": (s) => s.add("sagemaker.EndpointConfiguration", { productionVariants: [variant], kmsKeyArn: s.later() }),
    },
    notApplicable: {
      "local storage, for which SageMaker takes no key": (s) =>
        s.add("sagemaker.EndpointConfiguration", { productionVariants: [{ ...variant, instanceType: "ml.g5.xlarge" }] }),
      "local storage of one variant, for which SageMaker takes no key at all": (s) =>
        s.add("sagemaker.EndpointConfiguration", { productionVariants: [variant, { ...variant, instanceType: "ml.p6-b200.48xlarge" }] }),
      serverless: (s) =>
        s.add("sagemaker.EndpointConfiguration", {
          productionVariants: [{ modelName: "triage", serverlessConfig: { maxConcurrency: 5, memorySizeInMb: 2048 } }],
        }),
      "no ePHI": (s) => s.add("sagemaker.EndpointConfiguration", { productionVariants: [variant], tags: { DataClassification: "none" } }),
    },
  },
});
