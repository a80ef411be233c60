import {
  CreateDBClusterCommand,
  CreateDBClusterParameterGroupCommand,
  CreateDBInstanceCommand,
  CreateDBSubnetGroupCommand,
  DeleteDBClusterCommand,
  DeleteDBClusterParameterGroupCommand,
  DeleteDBInstanceCommand,
  DeleteDBSubnetGroupCommand,
  DescribeDBClusterParametersCommand,
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  DescribeDBSubnetGroupsCommand,
  ModifyDBClusterCommand,
  ModifyDBClusterParameterGroupCommand,
  ModifyDBInstanceCommand,
  RDSClient,
} from "@aws-sdk/client-rds";
import type { PropertiesOf } from "../../../../policies/reader";
import { service } from "../emulator";
import { emulated, type Making } from "../kind";
import { tagList } from "../shape";

const rds = service((configuration) => new RDSClient(configuration));

const subnetGroup = emulated("rds.SubnetGroup", {
  async create(making) {
    const { name = "", description, subnetIds } = making.inputs;
    const { DBSubnetGroup: made } = await rds(making, CreateDBSubnetGroupCommand, {
      DBSubnetGroupName: name,
      DBSubnetGroupDescription: description,
      SubnetIds: subnetIds,
      Tags: tagList(making.tags),
    });
    return { id: name, outputs: { arn: made?.DBSubnetGroupArn, vpcId: made?.VpcId } };
  },
  async read(standing) {
    const { DBSubnetGroups: [found] = [] } = await rds(standing, DescribeDBSubnetGroupsCommand, { DBSubnetGroupName: standing.id });
    return found && {};
  },
  delete: (standing) => rds(standing, DeleteDBSubnetGroupCommand, { DBSubnetGroupName: standing.id }),
});

type ParameterInputs = Pick<PropertiesOf<"rds.ClusterParameterGroup">, "parameters">;

async function putParameters(making: Making<ParameterInputs>, name: string): Promise<void> {
  const { parameters = [] } = making.inputs;
  if (parameters.length === 0) return;
  await rds(making, ModifyDBClusterParameterGroupCommand, {
    DBClusterParameterGroupName: name,
    Parameters: parameters.map(({ name: ParameterName, value: ParameterValue, applyMethod: ApplyMethod = "immediate" }) => ({
      ParameterName,
      ParameterValue,
      ApplyMethod,
    })),
  });
}

const clusterParameterGroup = emulated("rds.ClusterParameterGroup", {
  async create(making) {
    const { name = "", family, description } = making.inputs;
    const { DBClusterParameterGroup: made } = await rds(making, CreateDBClusterParameterGroupCommand, {
      DBClusterParameterGroupName: name,
      DBParameterGroupFamily: family,
      Description: description,
      Tags: tagList(making.tags),
    });
    await putParameters(making, name);
    return { id: name, outputs: { arn: made?.DBClusterParameterGroupArn } };
  },
  async read(standing) {
    const { Parameters: found = [] } = await rds(standing, DescribeDBClusterParametersCommand, {
      DBClusterParameterGroupName: standing.id,
    });
    const values = new Map(found.map(({ ParameterName, ParameterValue }) => [ParameterName, ParameterValue]));
    return { parameters: (standing.inputs.parameters ?? []).map(({ name, value }) => ({ name, value: values.get(name) ?? value })) };
  },
  update: (standing) => putParameters(standing, standing.id),
  delete: (standing) => rds(standing, DeleteDBClusterParameterGroupCommand, { DBClusterParameterGroupName: standing.id }),
});

const cluster = emulated("rds.Cluster", {
  async create(making) {
    const { inputs } = making;
    const { DBCluster: made } = await rds(making, CreateDBClusterCommand, {
      DBClusterIdentifier: inputs.clusterIdentifier,
      Engine: inputs.engine,
      EngineVersion: inputs.engineVersion,
      DatabaseName: inputs.databaseName,
      MasterUsername: inputs.masterUsername,
      MasterUserPassword: inputs.masterPassword,
      ManageMasterUserPassword: inputs.manageMasterUserPassword,
      MasterUserSecretKmsKeyId: inputs.masterUserSecretKmsKeyId,
      StorageEncrypted: inputs.storageEncrypted,
      KmsKeyId: inputs.kmsKeyId,
      Port: inputs.port,
      DBSubnetGroupName: inputs.dbSubnetGroupName,
      DBClusterParameterGroupName: inputs.dbClusterParameterGroupName,
      VpcSecurityGroupIds: inputs.vpcSecurityGroupIds,
      BackupRetentionPeriod: inputs.backupRetentionPeriod,
      CopyTagsToSnapshot: inputs.copyTagsToSnapshot,
      DeletionProtection: inputs.deletionProtection,
      EnableCloudwatchLogsExports: inputs.enabledCloudwatchLogsExports,
      EnableIAMDatabaseAuthentication: inputs.iamDatabaseAuthenticationEnabled,
      Tags: tagList(making.tags),
    });
    const outputs = {
      arn: made?.DBClusterArn,
      clusterResourceId: made?.DbClusterResourceId,
      endpoint: made?.Endpoint,
      readerEndpoint: made?.ReaderEndpoint,
      hostedZoneId: made?.HostedZoneId,
      masterUserSecrets: made?.MasterUserSecret && [
        {
          secretArn: made.MasterUserSecret.SecretArn,
          kmsKeyId: made.MasterUserSecret.KmsKeyId,
          secretStatus: made.MasterUserSecret.SecretStatus,
        },
      ],
    };
    return { id: inputs.clusterIdentifier ?? "", outputs };
  },
  async read(standing) {
    const { DBClusters: [found] = [] } = await rds(standing, DescribeDBClustersCommand, { DBClusterIdentifier: standing.id });
    return (
      found && {
        storageEncrypted: found.StorageEncrypted,
        deletionProtection: found.DeletionProtection,
        backupRetentionPeriod: found.BackupRetentionPeriod,
        iamDatabaseAuthenticationEnabled: found.IAMDatabaseAuthenticationEnabled,
      }
    );
  },
  update: (standing) =>
    rds(standing, ModifyDBClusterCommand, {
      DBClusterIdentifier: standing.id,
      ApplyImmediately: true,
      BackupRetentionPeriod: standing.inputs.backupRetentionPeriod,
      DeletionProtection: standing.inputs.deletionProtection,
      EnableIAMDatabaseAuthentication: standing.inputs.iamDatabaseAuthenticationEnabled,
    }),
  delete: (standing) => {
    const { skipFinalSnapshot, finalSnapshotIdentifier } = standing.inputs;
    return rds(standing, DeleteDBClusterCommand, {
      DBClusterIdentifier: standing.id,
      SkipFinalSnapshot: skipFinalSnapshot ?? false,
      FinalDBSnapshotIdentifier: skipFinalSnapshot ? undefined : finalSnapshotIdentifier,
    });
  },
});

const clusterInstance = emulated("rds.ClusterInstance", {
  async create(making) {
    const { inputs } = making;
    const { DBInstance: made } = await rds(making, CreateDBInstanceCommand, {
      DBInstanceIdentifier: inputs.identifier,
      DBClusterIdentifier: inputs.clusterIdentifier,
      DBInstanceClass: inputs.instanceClass,
      Engine: inputs.engine,
      EngineVersion: inputs.engineVersion,
      AutoMinorVersionUpgrade: inputs.autoMinorVersionUpgrade,
      CACertificateIdentifier: inputs.caCertIdentifier,
      CopyTagsToSnapshot: inputs.copyTagsToSnapshot,
      MonitoringInterval: inputs.monitoringInterval,
      MonitoringRoleArn: inputs.monitoringRoleArn,
      EnablePerformanceInsights: inputs.performanceInsightsEnabled,
      PerformanceInsightsKMSKeyId: inputs.performanceInsightsKmsKeyId,
      PubliclyAccessible: inputs.publiclyAccessible,
      Tags: tagList(making.tags),
    });
    return { id: inputs.identifier ?? "", outputs: { arn: made?.DBInstanceArn, dbiResourceId: made?.DbiResourceId } };
  },
  async read(standing) {
    const { DBInstances: [found] = [] } = await rds(standing, DescribeDBInstancesCommand, { DBInstanceIdentifier: standing.id });
    return found && { publiclyAccessible: found.PubliclyAccessible, autoMinorVersionUpgrade: found.AutoMinorVersionUpgrade };
  },
  update: (standing) =>
    rds(standing, ModifyDBInstanceCommand, {
      DBInstanceIdentifier: standing.id,
      PubliclyAccessible: standing.inputs.publiclyAccessible,
      AutoMinorVersionUpgrade: standing.inputs.autoMinorVersionUpgrade,
    }),
  delete: (standing) => rds(standing, DeleteDBInstanceCommand, { DBInstanceIdentifier: standing.id, SkipFinalSnapshot: true }),
});

export const rdsKinds = [subnetGroup, clusterParameterGroup, cluster, clusterInstance];
