import { hasLocalStorage } from "../../aws/sagemaker-instances";
import { and, not, or, some, type Ternary, ternary } from "../../aws/ternary";
import type { Cell } from "../../cell";
import { all, defineRule, notApplicable, type Verdict, when } from "../../rule";

const roleArn = "arn:aws:iam::111122223333:role/research";
const key = "alias/research";
const feature = {
  featureGroupName: "visits",
  recordIdentifierFeatureName: "id",
  eventTimeFeatureName: "at",
  featureDefinitions: [{ featureName: "id", featureType: "String" }],
  roleArn,
};
const quality = (clusterConfig: object) => ({
  roleArn,
  jobResources: { clusterConfig },
  dataQualityJobOutputConfig: { kmsKeyId: key, monitoringOutputs: {} },
});
const model = { executionRoleArn: roleArn, vpcConfig: { subnets: ["subnet-0aaa1111"], securityGroupIds: ["sg-0ccc3333"] } };

export default defineRule({
  id: "sagemaker-jobs",
  title: "SageMaker jobs, models and feature stores are encrypted with a customer-managed KMS key and isolated",
  threat: "Training data that holds ePHI lies under AWS's key, travels in plain text between containers, or leaves by the internet.",
  remedy: "Set the KMS keys of volumes and outputs, enableInterContainerTrafficEncryption, enableNetworkIsolation and vpcConfig.",
  cites: ["164.312(a)(2)(iv)", "164.312(e)(1)", "164.312(e)(2)(ii)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: [
    "sagemaker.TrainingJob",
    "sagemaker.DataQualityJobDefinition",
    "sagemaker.FlowDefinition",
    "sagemaker.FeatureGroup",
    "sagemaker.Model",
  ],
  check(resource, stack) {
    const keyed = (cell: Cell<string>, what: string): Verdict =>
      stack.key(resource, cell).isCustomerManaged(`${what} not encrypted with a key of yours`);
    const isOn = (flag: Cell<boolean>, because: string): Verdict => flag.or(false).equals(true, because);

    const training = resource.as("sagemaker.TrainingJob");
    if (training) {
      const groups = training.list((p) => p.resourceConfig?.instanceGroups);
      const ofGroups = (answer: Ternary): Ternary => (groups.state === "unknown" ? "unknown" : answer);
      const alone = and(
        training
          .at((p) => p.resourceConfig?.instanceCount)
          .or(1)
          .is(1),
        ofGroups(ternary(groups.items.length === 0)),
      );
      const takesNoKey = or(
        training.at((p) => p.resourceConfig?.instanceType).ask(hasLocalStorage),
        ofGroups(some(groups.items, (group) => group.at((p) => p.instanceType).ask(hasLocalStorage))),
      );
      return all(
        // A serverless job has no volume of its own.
        when(and(training.at((p) => p.resourceConfig).present, not(takesNoKey)), () =>
          keyed(
            training.at((p) => p.resourceConfig?.volumeKmsKeyId),
            "the job's volume is",
          ),
        ),
        keyed(
          training.at((p) => p.outputDataConfig?.kmsKeyId),
          "the model is",
        ),
        when(alone, notApplicable, () =>
          isOn(
            training.at((p) => p.enableInterContainerTrafficEncryption),
            "traffic between containers is not encrypted",
          ),
        ),
        isOn(
          training.at((p) => p.enableNetworkIsolation),
          "the container reaches the network",
        ),
        training.list((p) => p.vpcConfig?.subnets).isNotEmpty("the job does not run in a VPC", "subnets"),
      );
    }
    const quality = resource.as("sagemaker.DataQualityJobDefinition");
    if (quality) {
      const alone = quality.at((p) => p.jobResources.clusterConfig.instanceCount).is(1);
      return all(
        when(quality.at((p) => p.jobResources.clusterConfig.instanceType).ask(hasLocalStorage), notApplicable, () =>
          keyed(
            quality.at((p) => p.jobResources.clusterConfig.volumeKmsKeyId),
            "the job's volume is",
          ),
        ),
        keyed(
          quality.at((p) => p.dataQualityJobOutputConfig.kmsKeyId),
          "the results are",
        ),
        when(alone, notApplicable, () =>
          isOn(
            quality.at((p) => p.networkConfig?.enableInterContainerTrafficEncryption),
            "traffic between containers is not encrypted",
          ),
        ),
      );
    }
    const review = resource.as("sagemaker.FlowDefinition");
    if (review)
      return keyed(
        review.at((p) => p.outputConfig.kmsKeyId),
        "reviewed records are",
      );
    const features = resource.as("sagemaker.FeatureGroup");
    if (features) {
      return all(
        when(
          features
            .at((p) => p.onlineStoreConfig?.enableOnlineStore)
            .or(false)
            .is(true),
          () =>
            keyed(
              features.at((p) => p.onlineStoreConfig?.securityConfig?.kmsKeyId),
              "the online store is",
            ),
        ),
        when(features.at((p) => p.offlineStoreConfig).present, () =>
          keyed(
            features.at((p) => p.offlineStoreConfig?.s3StorageConfig.kmsKeyId),
            "the offline store is",
          ),
        ),
      );
    }
    const served = resource.as("sagemaker.Model");
    if (!served) return notApplicable();
    return all(
      isOn(
        served.at((p) => p.enableNetworkIsolation),
        "the container reaches the network",
      ),
      served.list((p) => p.vpcConfig?.subnets).isNotEmpty("the model does not run in a VPC", "subnets"),
    );
  },
  equivalents: {
    prowler: [
      "sagemaker_training_jobs_volume_and_output_encryption_enabled",
      "sagemaker_training_jobs_intercontainer_encryption_enabled",
      "sagemaker_training_jobs_network_isolation_enabled",
      "sagemaker_training_jobs_vpc_settings_configured",
      "sagemaker_models_network_isolation_enabled",
      "sagemaker_models_vpc_settings_configured",
    ],
    checkov: ["CKV_AWS_367", "CKV_AWS_368", "CKV_AWS_369", "CKV_AWS_370", "CKV_AWS_372"],
  },
  examples: {
    good: {
      "isolated model": (s) => s.add("sagemaker.Model", { ...model, enableNetworkIsolation: true }),
      "training on one instance": (s) =>
        s.add("sagemaker.TrainingJob", {
          trainingJobName: "triage",
          roleArn,
          resourceConfig: { instanceCount: 1, instanceType: "ml.m5.large", volumeSizeInGb: 50, volumeKmsKeyId: key },
          outputDataConfig: { s3OutputPath: "s3://clinic-models/", kmsKeyId: key },
          enableNetworkIsolation: true,
          vpcConfig: model.vpcConfig,
        }),
      "training on local storage, for which SageMaker takes no key": (s) =>
        s.add("sagemaker.TrainingJob", {
          trainingJobName: "triage",
          roleArn,
          resourceConfig: { instanceCount: 1, instanceType: "ml.g5.xlarge" },
          outputDataConfig: { s3OutputPath: "s3://clinic-models/", kmsKeyId: key },
          enableNetworkIsolation: true,
          vpcConfig: model.vpcConfig,
        }),
      "feature store with a key": (s) =>
        s.add("sagemaker.FeatureGroup", { ...feature, onlineStoreConfig: { enableOnlineStore: true, securityConfig: { kmsKeyId: key } } }),
      "reviews with a key": (s) =>
        s.addUntyped("sagemaker.FlowDefinition", {
          flowDefinitionName: "scans",
          roleArn,
          outputConfig: { s3OutputPath: "s3://research/reviews", kmsKeyId: key },
        }),
      "quality job on one instance": (s) =>
        s.addUntyped("sagemaker.DataQualityJobDefinition", quality({ instanceCount: 1, instanceType: "ml.m5.large", volumeKmsKeyId: key })),
      "quality job on two instances, encrypted between them": (s) =>
        s.addUntyped("sagemaker.DataQualityJobDefinition", {
          ...quality({ instanceCount: 2, instanceType: "ml.m5.large", volumeKmsKeyId: key }),
          networkConfig: { enableInterContainerTrafficEncryption: true },
        }),
      "quality job on local storage, for which SageMaker takes no key": (s) =>
        s.addUntyped("sagemaker.DataQualityJobDefinition", quality({ instanceCount: 1, instanceType: "ml.m5d.large" })),
      "feature store offline with a key": (s) =>
        s.add("sagemaker.FeatureGroup", {
          ...feature,
          offlineStoreConfig: { s3StorageConfig: { s3Uri: "s3://research/features", kmsKeyId: key } },
        }),
    },
    bad: {
      "model that reaches the network": (s) => s.add("sagemaker.Model", model),
      "training on two instances in plain text": (s) =>
        s.add("sagemaker.TrainingJob", {
          trainingJobName: "triage",
          roleArn,
          resourceConfig: { instanceCount: 2, instanceType: "ml.m5.large", volumeSizeInGb: 50, volumeKmsKeyId: key },
          outputDataConfig: { s3OutputPath: "s3://clinic-models/", kmsKeyId: key },
          enableNetworkIsolation: true,
          vpcConfig: model.vpcConfig,
        }),
      "training on groups of instances in plain text": (s) =>
        s.add("sagemaker.TrainingJob", {
          trainingJobName: "triage",
          roleArn,
          resourceConfig: {
            instanceGroups: [
              { instanceGroupName: "data", instanceType: "ml.c5.xlarge", instanceCount: 1 },
              { instanceGroupName: "model", instanceType: "ml.g5.xlarge", instanceCount: 1 },
            ],
          },
          outputDataConfig: { s3OutputPath: "s3://clinic-models/", kmsKeyId: key },
          enableNetworkIsolation: true,
          vpcConfig: model.vpcConfig,
        }),
      "feature store without a key": (s) => s.add("sagemaker.FeatureGroup", { ...feature, onlineStoreConfig: { enableOnlineStore: true } }),
      "reviews without a key": (s) =>
        s.addUntyped("sagemaker.FlowDefinition", {
          flowDefinitionName: "scans",
          roleArn,
          outputConfig: { s3OutputPath: "s3://research/reviews" },
        }),
      "quality job without a volume's key": (s) =>
        s.addUntyped("sagemaker.DataQualityJobDefinition", quality({ instanceCount: 1, instanceType: "ml.m5.large" })),
      "quality job without a key for its results": (s) =>
        s.addUntyped("sagemaker.DataQualityJobDefinition", {
          ...quality({ instanceCount: 1, instanceType: "ml.m5.large", volumeKmsKeyId: key }),
          dataQualityJobOutputConfig: { monitoringOutputs: {} },
        }),
      "quality job on two instances in plain text": (s) =>
        s.addUntyped("sagemaker.DataQualityJobDefinition", quality({ instanceCount: 2, instanceType: "ml.m5.large", volumeKmsKeyId: key })),
      "feature store offline without a key": (s) =>
        s.add("sagemaker.FeatureGroup", { ...feature, offlineStoreConfig: { s3StorageConfig: { s3Uri: "s3://research/features" } } }),
    },
    unknown: {
      "isolation known later": (s) => s.add("sagemaker.Model", { ...model, enableNetworkIsolation: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("sagemaker.Model", { executionRoleArn: roleArn, tags: { DataClassification: "none" } }),
      "feature store with nothing stored": (s) => s.add("sagemaker.FeatureGroup", feature),
    },
  },
});
