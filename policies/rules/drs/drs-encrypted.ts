import { all, defineRule } from "../../rule";

const because = "staging disks are not encrypted under a customer-managed KMS key";

export default defineRule({
  id: "drs-encrypted",
  title: "Elastic Disaster Recovery replicates over private addresses onto disks under a customer-managed KMS key",
  threat: "The copy of a server that holds ePHI travels over the Internet, or lies on disks that no key policy guards.",
  remedy: 'Set ebsEncryption to "CUSTOM" with ebsEncryptionKeyArn, dataPlaneRouting to "PRIVATE_IP", and createPublicIp to false.',
  cites: ["164.312(a)(2)(iv)", "164.308(a)(7)(ii)(B)", "164.312(e)(1)", "164.312(e)(2)(ii)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["drs.ReplicationConfigurationTemplate"],
  check: (template, stack) =>
    all(
      template
        .at((p) => p.ebsEncryption)
        .shown()
        .equals("CUSTOM", because),
      stack
        .key(
          template,
          template.at((p) => p.ebsEncryptionKeyArn),
        )
        .isCustomerManaged(because),
      template
        .at((p) => p.dataPlaneRouting)
        .shown()
        .equals("PRIVATE_IP", "data is replicated over public addresses"),
      template.at((p) => p.createPublicIp).equals(false, "replication servers have public addresses"),
    ),
  equivalents: { prowler: ["drs_job_exist"] },
  examples: {
    good: {
      "key of the stack": (s) => {
        const key = s.add("kms.Key", {});
        return s.add("drs.ReplicationConfigurationTemplate", {
          associateDefaultSecurityGroup: false,
          bandwidthThrottling: 0,
          createPublicIp: false,
          dataPlaneRouting: "PRIVATE_IP",
          defaultLargeStagingDiskType: "GP3",
          ebsEncryption: "CUSTOM",
          ebsEncryptionKeyArn: key.out("arn"),
          replicationServerInstanceType: "t3.small",
          replicationServersSecurityGroupsIds: ["sg-0a1b2c3d"],
          stagingAreaSubnetId: "subnet-0a1b2c3d",
          stagingAreaTags: {},
          useDedicatedReplicationServer: false,
        });
      },
      "key of another stack": (s) =>
        s.add("drs.ReplicationConfigurationTemplate", {
          associateDefaultSecurityGroup: false,
          bandwidthThrottling: 0,
          createPublicIp: false,
          dataPlaneRouting: "PRIVATE_IP",
          defaultLargeStagingDiskType: "GP3",
          ebsEncryption: "CUSTOM",
          ebsEncryptionKeyArn: "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
          replicationServerInstanceType: "t3.small",
          replicationServersSecurityGroupsIds: ["sg-0a1b2c3d"],
          stagingAreaSubnetId: "subnet-0a1b2c3d",
          stagingAreaTags: {},
          useDedicatedReplicationServer: false,
        }),
    },
    bad: {
      "over public addresses": (s) =>
        s.add("drs.ReplicationConfigurationTemplate", {
          associateDefaultSecurityGroup: false,
          bandwidthThrottling: 0,
          createPublicIp: false,
          dataPlaneRouting: "PUBLIC_IP",
          defaultLargeStagingDiskType: "GP3",
          ebsEncryption: "CUSTOM",
          ebsEncryptionKeyArn: "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
          replicationServerInstanceType: "t3.small",
          replicationServersSecurityGroupsIds: ["sg-0a1b2c3d"],
          stagingAreaSubnetId: "subnet-0a1b2c3d",
          stagingAreaTags: {},
          useDedicatedReplicationServer: false,
        }),
      "the account's default key": (s) =>
        s.add("drs.ReplicationConfigurationTemplate", {
          associateDefaultSecurityGroup: false,
          bandwidthThrottling: 0,
          createPublicIp: false,
          dataPlaneRouting: "PRIVATE_IP",
          defaultLargeStagingDiskType: "GP3",
          ebsEncryption: "DEFAULT",
          replicationServerInstanceType: "t3.small",
          replicationServersSecurityGroupsIds: ["sg-0a1b2c3d"],
          stagingAreaSubnetId: "subnet-0a1b2c3d",
          stagingAreaTags: {},
          useDedicatedReplicationServer: false,
        }),
    },
    unknown: {
      "key known later": (s) =>
        s.add("drs.ReplicationConfigurationTemplate", {
          associateDefaultSecurityGroup: false,
          bandwidthThrottling: 0,
          createPublicIp: false,
          dataPlaneRouting: "PRIVATE_IP",
          defaultLargeStagingDiskType: "GP3",
          ebsEncryption: "CUSTOM",
          ebsEncryptionKeyArn: s.later(),
          replicationServerInstanceType: "t3.small",
          replicationServersSecurityGroupsIds: ["sg-0a1b2c3d"],
          stagingAreaSubnetId: "subnet-0a1b2c3d",
          stagingAreaTags: {},
          useDedicatedReplicationServer: false,
        }),
    },
    notApplicable: {
      "no ePHI": (s) =>
        s.add("drs.ReplicationConfigurationTemplate", {
          associateDefaultSecurityGroup: false,
          bandwidthThrottling: 0,
          createPublicIp: false,
          dataPlaneRouting: "PRIVATE_IP",
          defaultLargeStagingDiskType: "GP3",
          ebsEncryption: "DEFAULT",
          replicationServerInstanceType: "t3.small",
          replicationServersSecurityGroupsIds: ["sg-0a1b2c3d"],
          stagingAreaSubnetId: "subnet-0a1b2c3d",
          stagingAreaTags: {},
          useDedicatedReplicationServer: false,
          tags: { DataClassification: "none" },
        }),
    },
  },
});
