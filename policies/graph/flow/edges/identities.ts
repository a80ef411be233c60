import { declaredBy, type Edge } from "../edge";

/** Roles whose policies let a store be read, and what assumes these roles. Source: IAM User Guide, "Policies and permissions in IAM" and "IAM roles". */
export const identityEdges: readonly Edge[] = [
  ...declaredBy("iam.RolePolicy", ({ at, readable }) => [[readable((p) => p.policy), "what it may read", at((p) => p.role, "iam.Role")]]),
  ...declaredBy("iam.Policy", ({ self, readable }) => [[readable((p) => p.policy), "what it lets be read", self]]),
  ...declaredBy("iam.Role", ({ self, values, readableOfEach }) => [
    [
      readableOfEach(
        (p) => p.inlinePolicies,
        (inline) => inline.policy,
      ),
      "what it may read",
      self,
    ],
    [values((p) => p.managedPolicyArns, "iam.Policy"), "what it may read", self],
  ]),
  ...declaredBy("iam.RolePolicyAttachment", ({ at }) => [
    [at((p) => p.policyArn, "iam.Policy"), "what it may read", at((p) => p.role, "iam.Role")],
  ]),
  ...declaredBy("iam.PolicyAttachment", ({ at, values }) => [
    [at((p) => p.policyArn, "iam.Policy"), "what they may read", values((p) => p.roles, "iam.Role")],
  ]),
  ...declaredBy("iam.InstanceProfile", ({ self, at }) => [[at((p) => p.role, "iam.Role"), "what it may read", self]]),
  ...declaredBy("lambda.Function", ({ self, at }) => [[at((p) => p.role, "iam.Role"), "what its role may read", self]]),
  ...declaredBy("ecs.TaskDefinition", ({ self, at }) => [[at((p) => p.taskRoleArn, "iam.Role"), "what its role may read", self]]),
  ...declaredBy("batch.JobDefinition", ({ self, mentions }) => [
    [mentions((p) => p.containerProperties, "iam.Role"), "what its role may read", self],
  ]),
  ...declaredBy("ec2.Instance", ({ self, at }) => [
    [at((p) => p.iamInstanceProfile, "iam.InstanceProfile"), "what its role may read", self],
  ]),
  ...declaredBy("ec2.LaunchTemplate", ({ self, at }) => [
    [at((p) => p.iamInstanceProfile?.arn, "iam.InstanceProfile"), "what its role may read", self],
    [at((p) => p.iamInstanceProfile?.name, "iam.InstanceProfile"), "what its role may read", self],
  ]),
  ...declaredBy("eks.PodIdentityAssociation", ({ self, at }) => [[at((p) => p.roleArn, "iam.Role"), "what its role may read", self]]),
  ...declaredBy("apprunner.Service", ({ self, at }) => [
    [at((p) => p.instanceConfiguration?.instanceRoleArn, "iam.Role"), "what its role may read", self],
  ]),
  ...declaredBy("glue.Job", ({ self, at }) => [[at((p) => p.roleArn, "iam.Role"), "what its role may read", self]]),
  ...declaredBy("glue.Crawler", ({ self, at }) => [[at((p) => p.role, "iam.Role"), "what its role may read", self]]),
  ...declaredBy("sagemaker.NotebookInstance", ({ self, at }) => [[at((p) => p.roleArn, "iam.Role"), "what its role may read", self]]),
  ...declaredBy("sagemaker.Model", ({ self, at }) => [[at((p) => p.executionRoleArn, "iam.Role"), "what its role may read", self]]),
  ...declaredBy("sfn.StateMachine", ({ self, at }) => [[at((p) => p.roleArn, "iam.Role"), "what its role may read", self]]),
  ...declaredBy("codebuild.Project", ({ self, at }) => [[at((p) => p.serviceRole, "iam.Role"), "what its role may read", self]]),
  ...declaredBy("kinesisanalyticsv2.Application", ({ self, at }) => [
    [at((p) => p.serviceExecutionRole, "iam.Role"), "what its role may read", self],
  ]),
  ...declaredBy("bedrock.AgentKnowledgeBase", ({ self, at }) => [[at((p) => p.roleArn, "iam.Role"), "what its role may read", self]]),
  ...declaredBy("transfer.User", ({ at }) => [[at((p) => p.role, "iam.Role"), "files", at((p) => p.serverId, "transfer.Server")]]),
  ...declaredBy("emr.Cluster", ({ self, at }) => [
    [at((p) => p.ec2Attributes?.instanceProfile, "iam.InstanceProfile"), "what its role may read", self],
  ]),
];
