import { defineRule } from "../../rule";

const notebook = { instanceType: "ml.t3.medium", roleArn: "arn:aws:iam::111122223333:role/research" };

export default defineRule({
  id: "sagemaker-notebook-encrypted",
  title: "SageMaker notebook instances are encrypted with a customer-managed KMS key",
  threat: "Extracts of ePHI on the notebook's disk lie under a key that you can neither limit nor withdraw.",
  remedy: "Set kmsKeyId to a customer-managed key; an existing notebook is made anew.",
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["sagemaker.NotebookInstance"],
  check: (resource, stack) =>
    stack
      .key(
        resource,
        resource.at((p) => p.kmsKeyId),
      )
      .isCustomerManaged("the notebook's disk is not encrypted with a key of yours"),
  equivalents: {
    config: ["sagemaker-notebook-instance-kms-key-configured"],
    cdkNag: ["HIPAA.Security-SageMakerNotebookInstanceKMSKeyConfigured"],
    prowler: ["sagemaker_notebook_instance_encryption_enabled"],
    checkov: ["CKV_AWS_22", "CKV_AWS_187"],
  },
  examples: {
    good: {
      "a key of the stack": (s) => {
        const key = s.add("kms.Key", {});
        return s.add("sagemaker.NotebookInstance", { ...notebook, kmsKeyId: key.out("id") });
      },
      "a key by its alias": (s) => s.add("sagemaker.NotebookInstance", { ...notebook, kmsKeyId: "alias/research" }),
    },
    bad: {
      "no key": (s) => s.add("sagemaker.NotebookInstance", notebook),
      "AWS managed key": (s) => s.add("sagemaker.NotebookInstance", { ...notebook, kmsKeyId: "alias/aws/sagemaker" }),
    },
    unknown: {
      "key known later": (s) => s.add("sagemaker.NotebookInstance", { ...notebook, kmsKeyId: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("sagemaker.NotebookInstance", { ...notebook, tags: { DataClassification: "none" } }),
    },
  },
});
