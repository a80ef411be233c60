import { all, defineRule } from "../../rule";

const notebook = { instanceType: "ml.t3.medium", roleArn: "arn:aws:iam::111122223333:role/research" };
const closed = {
  ...notebook,
  subnetId: "subnet-0aaa1111",
  directInternetAccess: "Disabled",
  rootAccess: "Disabled",
  instanceMetadataServiceConfiguration: { minimumInstanceMetadataServiceVersion: "2" },
};

export default defineRule({
  id: "sagemaker-notebook-network",
  title: "SageMaker notebook instances lie in a VPC, without direct internet access and without root",
  threat: "An extract of ePHI leaves the notebook by a way around your network, or somebody undoes what guards it.",
  remedy:
    'Set directInternetAccess and rootAccess to "Disabled", subnetId, and instanceMetadataServiceConfiguration.minimumInstanceMetadataServiceVersion to "2".',
  cites: ["164.312(a)(1)", "164.308(a)(3)(i)", "164.308(a)(4)(ii)(A)", "164.308(a)(4)(ii)(C)", "164.312(e)(1)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["sagemaker.NotebookInstance"],
  // SageMaker refuses a notebook without direct access that has no subnet, so the subnet need not be asked for.
  check: (resource) =>
    all(
      resource
        .at((p) => p.directInternetAccess)
        .or("Enabled")
        .shown()
        .equals("Disabled", "the notebook has direct internet access"),
      resource
        .at((p) => p.rootAccess)
        .or("Enabled")
        .shown()
        .equals("Disabled", "users of the notebook are root"),
      resource
        .at((p) => p.instanceMetadataServiceConfiguration?.minimumInstanceMetadataServiceVersion)
        .or("1")
        .shown()
        .equals("2", "version 1 of the metadata service is answered"),
    ),
  equivalents: {
    config: ["sagemaker-notebook-no-direct-internet-access"],
    cdkNag: ["HIPAA.Security-SageMakerNotebookNoDirectInternetAccess", "SageMakerNotebookInVPC"],
    prowler: [
      "sagemaker_notebook_instance_without_direct_internet_access_configured",
      "sagemaker_notebook_instance_root_access_disabled",
      "sagemaker_notebook_instance_vpc_settings_configured",
    ],
    checkov: ["CKV_AWS_122", "CKV_AWS_306", "CKV_AWS_307", "CKV_AWS_371", "CKV2_AWS_68"],
  },
  examples: {
    good: {
      closed: (s) => s.add("sagemaker.NotebookInstance", closed),
      "closed, in a subnet of the stack": (s) => {
        const subnet = s.add("ec2.Subnet", { vpcId: "vpc-0ddd4444", cidrBlock: "10.0.1.0/24" });
        return s.add("sagemaker.NotebookInstance", { ...closed, subnetId: subnet.out("id") });
      },
    },
    bad: {
      "nothing set": (s) => s.add("sagemaker.NotebookInstance", notebook),
      "direct internet access": (s) => s.add("sagemaker.NotebookInstance", { ...closed, directInternetAccess: "Enabled" }),
      "users are root": (s) => s.add("sagemaker.NotebookInstance", { ...closed, rootAccess: "Enabled" }),
    },
    unknown: {
      "access known later": (s) => s.add("sagemaker.NotebookInstance", { ...closed, directInternetAccess: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("sagemaker.NotebookInstance", { ...notebook, tags: { DataClassification: "none" } }),
    },
  },
});
