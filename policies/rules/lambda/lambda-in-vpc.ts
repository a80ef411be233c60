import { defineRule, notApplicable, when } from "../../rule";

const role = "arn:aws:iam::111122223333:role/results";

export default defineRule({
  id: "lambda-in-vpc",
  title: "Lambda functions run in a VPC",
  threat: "A function outside of your network sends ePHI wherever its code, or what was smuggled into it, wants to.",
  remedy: "Set vpcConfig.subnetIds and vpcConfig.securityGroupIds, with endpoints for the AWS services that the function uses.",
  cites: ["164.312(a)(1)", "164.308(a)(3)(i)", "164.308(a)(4)(ii)(A)", "164.308(a)(4)(ii)(C)", "164.312(e)(1)"],
  severity: "low",
  // A function outside of a VPC cannot be reached from outside either, and speaks TLS to AWS services; a VPC adds control over what leaves it.
  level: "advisory",
  applies: "ephi",
  on: ["lambda.Function"],
  check: (lambda) =>
    when(
      lambda.at((p) => p.capacityProviderConfig).present,
      () => notApplicable("the network of managed instances is their capacity provider's"),
      () => lambda.list((p) => p.vpcConfig?.subnetIds).isNotEmpty("the function does not run in a VPC", "subnets"),
    ),
  equivalents: {
    cdkNag: ["HIPAA.Security-LambdaInsideVPC"],
    prowler: ["awslambda_function_inside_vpc", "awslambda_function_vpc_multi_az"],
    checkov: ["CKV_AWS_117"],
  },
  examples: {
    good: {
      "two subnets": (s) =>
        s.add("lambda.Function", {
          role,
          vpcConfig: { subnetIds: ["subnet-0aaa1111", "subnet-0bbb2222"], securityGroupIds: ["sg-0ccc3333"] },
        }),
      "a subnet of the stack": (s) => {
        const subnet = s.add("ec2.Subnet", { vpcId: "vpc-0ddd4444", cidrBlock: "10.0.1.0/24" });
        return s.add("lambda.Function", { role, vpcConfig: { subnetIds: [subnet.out("id")], securityGroupIds: ["sg-0ccc3333"] } });
      },
    },
    bad: {
      "nothing set": (s) => s.add("lambda.Function", { role }),
      "no subnets": (s) => s.add("lambda.Function", { role, vpcConfig: { subnetIds: [], securityGroupIds: [] } }),
    },
    unknown: {
      "subnets known later": (s) => s.add("lambda.Function", { role, vpcConfig: { subnetIds: s.later(), securityGroupIds: [] } }),
    },
    notApplicable: {
      "managed instances": (s) =>
        s.add("lambda.Function", {
          role,
          capacityProviderConfig: {
            lambdaManagedInstancesCapacityProviderConfig: {
              capacityProviderArn: "arn:aws:lambda:us-east-1:111122223333:capacity-provider:clinic",
            },
          },
        }),
      "no ePHI": (s) => s.add("lambda.Function", { role, tags: { DataClassification: "none" } }),
    },
  },
});
