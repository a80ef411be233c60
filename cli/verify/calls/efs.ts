import {
  DescribeAccessPointsCommand,
  DescribeBackupPolicyCommand,
  DescribeFileSystemPolicyCommand,
  DescribeFileSystemsCommand,
  DescribeMountTargetSecurityGroupsCommand,
  DescribeMountTargetsCommand,
  DescribeReplicationConfigurationsCommand,
  EFSClient,
} from "@aws-sdk/client-efs";
import { service } from "../call";

const efs = service("efs", (configuration) => new EFSClient(configuration));

export const efsCalls = {
  fileSystems: efs.read("elasticfilesystem:DescribeFileSystems", DescribeFileSystemsCommand),
  fileSystemPolicy: efs.read("elasticfilesystem:DescribeFileSystemPolicy", DescribeFileSystemPolicyCommand),
  backupPolicy: efs.read("elasticfilesystem:DescribeBackupPolicy", DescribeBackupPolicyCommand),
  mountTargets: efs.read("elasticfilesystem:DescribeMountTargets", DescribeMountTargetsCommand),
  mountTargetSecurityGroups: efs.read("elasticfilesystem:DescribeMountTargetSecurityGroups", DescribeMountTargetSecurityGroupsCommand),
  accessPoints: efs.read("elasticfilesystem:DescribeAccessPoints", DescribeAccessPointsCommand),
  replications: efs.read("elasticfilesystem:DescribeReplicationConfigurations", DescribeReplicationConfigurationsCommand),
} as const;
