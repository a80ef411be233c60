// What phiguard verify reads of databases, caches, file systems and streams, against a real emulator and, where none has the call, by answers written by hand.
import {
  DescribeBackupPolicyCommand,
  DescribeFileSystemsCommand,
  DescribeReplicationConfigurationsCommand,
  EFSClient,
} from "@aws-sdk/client-efs";
import {
  DescribeCacheClustersCommand,
  DescribeReplicationGroupsCommand,
  DescribeServerlessCachesCommand,
  DescribeUsersCommand,
  ElastiCacheClient,
} from "@aws-sdk/client-elasticache";
import { CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import {
  type DBInstance,
  DescribeDBClusterParameterGroupsCommand,
  DescribeDBClusterParametersCommand,
  DescribeDBClusterSnapshotsCommand,
  DescribeDBClustersCommand,
  DescribeDBInstanceAutomatedBackupsCommand,
  DescribeDBInstancesCommand,
  DescribeDBParameterGroupsCommand,
  DescribeDBParametersCommand,
  DescribeDBSnapshotAttributesCommand,
  DescribeDBSnapshotsCommand,
  RDSClient,
} from "@aws-sdk/client-rds";
import {
  DescribeClusterParameterGroupsCommand,
  DescribeClusterParametersCommand,
  DescribeClustersCommand,
  DescribeLoggingStatusCommand,
  RedshiftClient,
} from "@aws-sdk/client-redshift";
import { mockClient } from "aws-sdk-client-mock";
import type { Run } from "../../../policies/evidence/run";
import { credentials, region } from "../clinic-account";
import { failuresOf, verdictOn, verifyLive } from "../live";
import { hasPython, type Moto, startMoto } from "../moto";
import { makeStores, type StoresAccount } from "./stores-account";

jest.setTimeout(300_000);

// Python is asked of whoever runs these tests; where it is not there, this must be seen.
const python = hasPython();
if (!python) process.stderr.write("SKIPPED: no python3 with venv here, so databases are not verified against moto\n");

(python ? describe : describe.skip)("stores against moto", () => {
  let moto: Moto;
  let account: StoresAccount;

  beforeAll(async () => {
    moto = await startMoto();
    account = await makeStores(moto.endpoint);
  });
  afterAll(() => moto.stop());

  /** The failures of what each name ends, but for rules of other services. */
  const failures = (run: Run, names: readonly string[]) =>
    Object.fromEntries(
      names.map((name) => [
        name,
        failuresOf(run, name).filter((rule) => /^(rds|neptune|redshift|elasticache|opensearch|efs|kinesis|firehose)-/.test(rule)),
      ]),
    );

  test("what is wrong is found by exactly the rules on it, and no longer when it is mended behind the program", async () => {
    const { run, found } = await verifyLive(moto.endpoint);
    const good = [":db:patients", ":pg:strict", ":snapshot:patients-2026", ":cluster-snapshot:charts-2026", ":stream/results"];
    const delivered = [":deliverystream/archive", ":user:reader", ":domain/patients", `:file-system/${account.goodFileSystem}`];
    // No plan of AWS Backup is in the account, and moto shows neither a group's clusters nor where it sends its logs.
    expect(failures(run, [...good, ...delivered])).toEqual({
      ...Object.fromEntries([...good, ...delivered].map((name) => [name, []])),
      ":db:patients": ["rds-in-backup-plan"],
    });
    expect(failures(run, [":cluster:charts", ":db:charts-1", ":db:charts-2", ":cluster:kinship", ":replicationgroup:sessions"])).toEqual({
      ":cluster:charts": ["rds-in-backup-plan"],
      ":db:charts-1": ["rds-enhanced-monitoring"],
      ":db:charts-2": ["rds-enhanced-monitoring", "rds-not-public"],
      ":cluster:kinship": ["neptune-iam-auth"],
      ":replicationgroup:sessions": ["elasticache-logs"],
    });
    const broken = {
      ":db:notes": [
        "rds-backup-retention",
        "rds-copy-tags-to-snapshot",
        "rds-deletion-protection",
        "rds-enhanced-monitoring",
        "rds-force-tls-parameter",
        "rds-iam-authentication",
        "rds-in-backup-plan",
        "rds-in-vpc",
        "rds-log-exports",
        "rds-minor-version-upgrade",
        "rds-multi-az",
        "rds-no-default-admin",
        "rds-not-public",
        "rds-storage-customer-key",
        "rds-storage-encrypted",
      ],
      ":pg:lenient": ["rds-idle-session-timeout", "rds-query-audit-parameter"],
      ":snapshot:notes-2026": ["rds-snapshot-encrypted", "rds-snapshot-not-public"],
      ":cluster:drafts": [
        "redshift-audit-logging",
        "redshift-backup",
        "redshift-customer-key",
        "redshift-encrypted",
        "redshift-enhanced-vpc-routing",
        "redshift-in-vpc",
        "redshift-maintenance",
        "redshift-multi-az",
        "redshift-no-default-admin",
        "redshift-not-public",
        "redshift-require-tls",
      ],
      // moto cannot change a parameter of Redshift: those of a new group of redshift-1.0 are judged.
      ":cluster:claims": ["redshift-audit-logging", "redshift-multi-az", "redshift-require-tls"],
      ":replicationgroup:drafts": [
        "elasticache-authentication",
        "elasticache-backup",
        "elasticache-customer-key",
        "elasticache-encrypted-at-rest",
        "elasticache-encrypted-in-transit",
        "elasticache-logs",
        "elasticache-multi-az",
      ],
      ":cluster:single": [
        "elasticache-backup",
        "elasticache-encrypted-at-rest",
        "elasticache-encrypted-in-transit",
        "elasticache-logs",
        "elasticache-subnet-group",
      ],
      ":user:anybody": ["elasticache-authentication"],
      ":domain/notes": [
        "opensearch-access-policy-not-open",
        "opensearch-auto-update",
        "opensearch-customer-key",
        "opensearch-encrypted-at-rest",
        "opensearch-fine-grained-access",
        "opensearch-ha",
        "opensearch-https",
        "opensearch-in-vpc",
        "opensearch-logs",
        "opensearch-node-to-node",
        "opensearch-tls12",
      ],
      [`:file-system/${account.badFileSystem}`]: ["efs-backup", "efs-customer-key", "efs-encrypted", "efs-tls-policy"],
      [`:access-point/${account.badAccessPoint}`]: ["efs-access-point-identity"],
      ":stream/drafts": ["kinesis-encrypted", "kinesis-policy-and-retention"],
      ":deliverystream/archive": [],
      ":deliverystream/collector": ["firehose-encrypted", "firehose-endpoint-tls-and-logs"],
    };
    expect(failures(run, Object.keys(broken))).toEqual(broken);
    expect(run.verdicts.filter(({ rule, outcome }) => rule === "rds-proxy-tls" && outcome === "fail")).toHaveLength(1);

    // A password that AWS does not keep may come from anywhere.
    expect(verdictOn(run, "rds-managed-master-password", ":db:patients")).toBe("pass");
    expect(verdictOn(run, "rds-managed-master-password", ":db:notes")).toBe("undetermined");
    // A group that nobody uses does nothing.
    expect(found.resources.filter(({ urn }) => urn.endsWith(":pg:unused"))).toEqual([]);
    const patients = found.resources.find(({ urn }) => urn.endsWith(":db:patients"));
    expect(patients?.observed?.facts).toEqual({ status: "available", latestRestorableTime: expect.stringMatching(/^\d{4}-.*Z$/) });
    // moto has no such call: what is not there cannot be told from what is.
    expect(found.unlisted.flatMap(({ kinds }) => kinds)).toEqual(
      expect.arrayContaining(["elasticache.ServerlessCache", "efs.ReplicationConfiguration"]),
    );

    await account.mend();
    const after = await verifyLive(moto.endpoint);
    const gone = Object.entries(broken).flatMap(([name, rules]) => {
      const still = new Set(failuresOf(after.run, name));
      return rules.filter((rule) => !still.has(rule)).map((rule) => `${rule} ${name}`);
    });
    expect(gone.sort()).toEqual([
      `efs-tls-policy :file-system/${account.badFileSystem}`,
      "firehose-encrypted :deliverystream/collector",
      "kinesis-encrypted :stream/drafts",
      "opensearch-https :domain/notes",
      "opensearch-node-to-node :domain/notes",
      "opensearch-tls12 :domain/notes",
      "rds-backup-retention :db:notes",
      "rds-force-tls-parameter :db:notes",
      "rds-not-public :db:notes",
      "rds-snapshot-not-public :snapshot:notes-2026",
      "redshift-encrypted :cluster:drafts",
      "redshift-maintenance :cluster:drafts",
      "redshift-not-public :cluster:drafts",
    ]);
  });
});

(python ? describe : describe.skip)("stores with answers written by hand, since no emulator has it", () => {
  const arn = (type: string, name: string) => `arn:aws:rds:us-east-1:123456789012:${type}:${name}`;
  const denied = Object.assign(new Error("no"), { name: "AccessDeniedException" });
  let moto: Moto;
  let key: string;
  let run: Run;
  let asked: readonly string[];
  let replicated: readonly string[];

  const database = (name: string, more: DBInstance): DBInstance => ({
    DBInstanceIdentifier: name,
    DBInstanceArn: arn("db", name),
    DBInstanceStatus: "available",
    Engine: "postgres",
    EngineVersion: "14.9",
    StorageEncrypted: true,
    KmsKeyId: key,
    ...more,
  });
  const inGroup = (DBParameterGroupName: string, ParameterApplyStatus = "in-sync") => ({
    DBParameterGroups: [{ DBParameterGroupName, ParameterApplyStatus }],
  });
  const snapshot = (name: string, SnapshotType: string, Encrypted: boolean) => ({
    DBSnapshotIdentifier: name,
    DBSnapshotArn: arn("snapshot", name),
    DBInstanceIdentifier: "patients",
    Status: "available",
    SnapshotType,
    Encrypted,
  });
  const documents = (name: string, group: string, more: object) => ({
    DBClusterIdentifier: name,
    DBClusterArn: arn("cluster", name),
    Engine: "docdb",
    Status: "available",
    DBClusterParameterGroup: group,
    ...more,
  });

  beforeAll(async () => {
    moto = await startMoto();
    const { KeyMetadata: made } = await new KMSClient({ endpoint: moto.endpoint, region, credentials }).send(new CreateKeyCommand({}));
    key = made?.Arn ?? "";
    const rds = mockClient(RDSClient).resolves({});
    rds.on(DescribeDBInstancesCommand).resolves({ Marker: "2", DBInstances: [database("patients", inGroup("strict"))] });
    rds.on(DescribeDBInstancesCommand, { Marker: "2" }).resolves({
      Marker: "",
      DBInstances: [
        database("restarted-later", inGroup("strict", "pending-reboot")),
        database("unreadable", inGroup("hidden")),
        database("by-default", {
          ...inGroup("default.postgres14"),
          StorageEncrypted: false,
          KmsKeyId: undefined,
          StorageEncryptionType: "sse-rds",
        }),
        database("bare", { ...inGroup("default.postgres16"), StorageEncrypted: false, KmsKeyId: undefined, StorageEncryptionType: "none" }),
        database("on-its-way-out", { DBInstanceStatus: "deleting", PubliclyAccessible: true }),
        database("copy", { ReadReplicaSourceDBInstanceIdentifier: "patients", BackupRetentionPeriod: 0 }),
        database("documents-1", { Engine: "docdb", DBClusterIdentifier: "documents" }),
        database("documents-2", { Engine: "docdb", DBClusterIdentifier: "documents" }),
        database("pair-1", { DBClusterIdentifier: "pair", PubliclyAccessible: true }),
      ],
    });
    rds.on(DescribeDBParameterGroupsCommand).resolves({
      DBParameterGroups: ["strict", "hidden"].map((name) => ({ DBParameterGroupName: name, DBParameterGroupFamily: "postgres14" })),
    });
    rds.on(DescribeDBParametersCommand, { DBParameterGroupName: "strict" }).resolves({
      Parameters: [{ ParameterName: "rds.force_ssl", ParameterValue: "1", Source: "user" }],
    });
    rds.on(DescribeDBParametersCommand, { DBParameterGroupName: "hidden" }).rejects(denied);
    rds.on(DescribeDBSnapshotsCommand).resolves({
      DBSnapshots: [
        snapshot("kept", "manual", true),
        // The database of that name is encrypted, and was made after this was taken.
        snapshot("old", "manual", false),
        snapshot("rds:nightly", "automated", false),
      ],
    });
    // Without that type, AWS answers none that AWS Backup keeps.
    rds.on(DescribeDBSnapshotsCommand, { SnapshotType: "awsbackup" }).resolves({ DBSnapshots: [snapshot("planned", "awsbackup", true)] });
    rds.on(DescribeDBSnapshotAttributesCommand).resolves({
      DBSnapshotAttributesResult: { DBSnapshotAttributes: [{ AttributeName: "restore", AttributeValues: [] }] },
    });
    rds.on(DescribeDBSnapshotAttributesCommand, { DBSnapshotIdentifier: "kept" }).rejects(denied);
    const secured = { StorageEncrypted: true, KmsKeyId: key, BackupRetentionPeriod: 14, DeletionProtection: true };
    rds.on(DescribeDBClustersCommand).resolves({
      DBClusters: [
        documents("documents", "audited", {
          ...secured,
          EnabledCloudwatchLogsExports: ["audit"],
          MasterUserSecret: { SecretStatus: "active" },
        }),
        documents("drafts", "default.docdb5.0", { StorageEncrypted: false, BackupRetentionPeriod: 1, DeletionProtection: false }),
        { ...documents("pair", "default.postgres16", secured), Engine: "postgres", DBClusterInstanceClass: "db.m6gd.large" },
        {
          ...documents("kinship", "default.neptune1.3", secured),
          Engine: "neptune",
          IAMDatabaseAuthenticationEnabled: true,
          EnabledCloudwatchLogsExports: ["audit"],
        },
      ],
    });
    rds.on(DescribeDBClusterParameterGroupsCommand).resolves({
      DBClusterParameterGroups: [{ DBClusterParameterGroupName: "audited", DBParameterGroupFamily: "docdb5.0" }],
    });
    rds.on(DescribeDBClusterParametersCommand).resolves({
      Parameters: [
        { ParameterName: "audit_logs", ParameterValue: "all", Source: "user" },
        { ParameterName: "tls", ParameterValue: "disabled", Source: "user" },
      ],
    });
    rds.on(DescribeDBClusterSnapshotsCommand).resolves({
      DBClusterSnapshots: ["kinship-old"].map((name) => ({
        DBClusterSnapshotIdentifier: name,
        DBClusterSnapshotArn: arn("cluster-snapshot", name),
        DBClusterIdentifier: "kinship",
        Engine: "neptune",
        SnapshotType: "manual",
        Status: "available",
        StorageEncrypted: false,
      })),
    });
    rds.on(DescribeDBInstanceAutomatedBackupsCommand).resolves({
      DBInstanceAutomatedBackups: [
        { DBInstanceArn: arn("db", "patients"), DBInstanceAutomatedBackupsArn: arn("auto-backup", "ab-own"), Encrypted: true },
        {
          DBInstanceArn: "arn:aws:rds:us-west-2:123456789012:db:west",
          DBInstanceAutomatedBackupsArn: arn("auto-backup", "ab-west"),
          Encrypted: true,
          KmsKeyId: key,
        },
      ],
    });

    const redshift = mockClient(RedshiftClient).resolves({});
    redshift.on(DescribeClustersCommand).resolves({
      Clusters: [
        { ClusterIdentifier: "claims", ClusterParameterGroups: [{ ParameterGroupName: "strict", ParameterApplyStatus: "in-sync" }] },
        { ClusterIdentifier: "later", ClusterParameterGroups: [{ ParameterGroupName: "strict", ParameterApplyStatus: "pending-reboot" }] },
      ],
    });
    redshift.on(DescribeClusterParameterGroupsCommand).resolves({
      ParameterGroups: [{ ParameterGroupName: "strict", ParameterGroupFamily: "redshift-1.0" }],
    });
    redshift.on(DescribeClusterParametersCommand).resolves({
      Parameters: [
        { ParameterName: "require_ssl", ParameterValue: "true" },
        { ParameterName: "enable_user_activity_logging", ParameterValue: "true" },
      ],
    });
    redshift.on(DescribeLoggingStatusCommand, { ClusterIdentifier: "claims" }).resolves({
      LoggingEnabled: true,
      LogDestinationType: "cloudwatch",
      LogExports: ["connectionlog", "userlog", "useractivitylog"],
    });
    redshift.on(DescribeLoggingStatusCommand, { ClusterIdentifier: "later" }).rejects(denied);

    const cache = (type: string, name: string) => `arn:aws:elasticache:us-east-1:123456789012:${type}:${name}`;
    const elasticache = mockClient(ElastiCacheClient).resolves({});
    elasticache.on(DescribeReplicationGroupsCommand).resolves({
      ReplicationGroups: [
        {
          ReplicationGroupId: "sessions",
          ARN: cache("replicationgroup", "sessions"),
          Status: "available",
          Engine: "valkey",
          AtRestEncryptionEnabled: true,
          // An id alone does not tell whose key it is.
          KmsKeyId: made?.KeyId,
          TransitEncryptionEnabled: true,
          TransitEncryptionMode: "preferred",
          GlobalReplicationGroupInfo: { GlobalReplicationGroupId: "all", GlobalReplicationGroupMemberRole: "SECONDARY" },
          LogDeliveryConfigurations: [{ LogType: "engine-log", Status: "active", DestinationType: "cloudwatch-logs" }],
        },
      ],
    });
    elasticache.on(DescribeCacheClustersCommand).resolves({
      CacheClusters: [
        {
          CacheClusterId: "sessions-001",
          ARN: cache("cluster", "sessions-001"),
          ReplicationGroupId: "sessions",
          CacheSubnetGroupName: "inside",
          Engine: "valkey",
        },
      ],
    });
    elasticache.on(DescribeServerlessCachesCommand).resolves({
      ServerlessCaches: [
        { ServerlessCacheName: "open", ARN: cache("serverlesscache", "open"), Engine: "valkey", Status: "available" },
        {
          ServerlessCacheName: "closed",
          ARN: cache("serverlesscache", "closed"),
          Engine: "valkey",
          Status: "available",
          KmsKeyId: key,
          UserGroupId: "clinicians",
          SnapshotRetentionLimit: 20,
        },
      ],
    });
    const anybody = { AccessString: "on ~* +@all", Authentication: { Type: "no-password" as const } };
    elasticache.on(DescribeUsersCommand).resolves({
      Users: [{ ...anybody, UserId: "default", UserName: "default", ARN: cache("user", "default"), UserGroupIds: ["clinicians"] }],
    });

    const efs = mockClient(EFSClient).resolves({});
    const fileSystem = (id: string) => ({
      FileSystemId: id,
      FileSystemArn: `arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/${id}`,
      OwnerId: "123456789012",
      CreationToken: id,
      CreationTime: new Date(0),
      LifeCycleState: "available" as const,
      NumberOfMountTargets: 0,
      SizeInBytes: { Value: 0 },
      PerformanceMode: "generalPurpose" as const,
      Tags: [],
    });
    efs.on(DescribeFileSystemsCommand).resolves({
      FileSystems: [{ ...fileSystem("fs-one-zone"), AvailabilityZoneName: "us-east-1a" }, fileSystem("fs-soon")],
    });
    efs
      .on(DescribeBackupPolicyCommand, { FileSystemId: "fs-one-zone" })
      .rejects(Object.assign(new Error("none"), { name: "PolicyNotFound" }));
    efs.on(DescribeBackupPolicyCommand, { FileSystemId: "fs-soon" }).resolves({ BackupPolicy: { Status: "ENABLING" } });
    efs.on(DescribeReplicationConfigurationsCommand).resolves({
      Replications: ["us-east-1", "us-west-2"].map((from) => ({
        SourceFileSystemId: `fs-from-${from}`,
        SourceFileSystemRegion: from,
        SourceFileSystemArn: `arn:aws:elasticfilesystem:${from}:123456789012:file-system/fs-from-${from}`,
        OriginalSourceFileSystemArn: `arn:aws:elasticfilesystem:${from}:123456789012:file-system/fs-from-${from}`,
        CreationTime: new Date(0),
        Destinations: [{ FileSystemId: "fs-there", Region: "us-east-2", Status: "ENABLED" as const }],
      })),
    });
    try {
      const read = await verifyLive(moto.endpoint);
      run = read.run;
      replicated = read.found.resources.filter(({ type }) => type.includes("replicationConfiguration")).map(({ name }) => name);
    } finally {
      asked = rds.commandCalls(DescribeDBSnapshotAttributesCommand).map(({ args: [command] }) => command.input.DBSnapshotIdentifier ?? "");
      for (const mock of [rds, redshift, elasticache, efs]) mock.restore();
    }
  });
  afterAll(() => moto.stop());

  const outcomes = (rule: string, ...names: readonly string[]) => names.map((name) => verdictOn(run, rule, name));

  test("every page of a list is read, and what is being deleted is left out", () => {
    expect(outcomes("rds-storage-encrypted", ":db:patients", ":db:copy", ":db:on-its-way-out")).toEqual(["pass", "pass", "not-applicable"]);
  });

  test("a group's parameters count when they are in force, and only if they could be read", () => {
    const names = [":db:patients", ":db:restarted-later", ":db:unreadable", ":db:by-default", ":db:bare"];
    expect(outcomes("rds-force-tls-parameter", ...names)).toEqual(["pass", "undetermined", "undetermined", "fail", "pass"]);
    const hidden = run.verdicts.find(({ rule, urn }) => rule === "rds-force-tls-parameter" && urn?.endsWith(":db:unreadable"));
    expect(hidden?.because).toContain("AccessDeniedException (rds:DescribeDBParameters)");
  });

  test("a key that AWS owns encrypts, but is no customer's", () => {
    expect(outcomes("rds-storage-encrypted", ":db:by-default", ":db:bare")).toEqual(["pass", "fail"]);
    expect(outcomes("rds-storage-customer-key", ":db:patients", ":db:by-default")).toEqual(["pass", "fail"]);
  });

  test("a replica is judged as one, and a member of a Multi-AZ cluster with its cluster", () => {
    expect(outcomes("rds-backup-retention", ":db:copy", ":cluster:pair", ":db:pair-1")).toEqual([
      "not-applicable",
      "pass",
      "not-applicable",
    ]);
    expect(outcomes("rds-not-public", ":db:pair-1")).toEqual(["fail"]);
    expect(outcomes("rds-multi-az", ":cluster:pair")).toEqual(["pass"]);
  });

  test("a snapshot is judged by what is known of itself", () => {
    expect(outcomes("rds-snapshot-encrypted", ":snapshot:kept", ":snapshot:old", ":snapshot:planned", ":snapshot:rds:nightly")).toEqual([
      "pass",
      "fail",
      "pass",
      "not-applicable",
    ]);
    expect(outcomes("rds-snapshot-not-public", ":snapshot:kept", ":snapshot:old", ":snapshot:planned")).toEqual([
      "undetermined",
      "pass",
      "pass",
    ]);
    expect([...asked].sort()).toEqual(["kept", "old"]);
    expect(outcomes("neptune-snapshot-encrypted", ":cluster-snapshot:kinship-old")).toEqual(["fail"]);
  });

  test("backups that another Region sends are its own", () => {
    expect(outcomes("rds-backup-replication-kms", ":auto-backup:ab-own", ":auto-backup:ab-west")).toEqual(["not-applicable", "pass"]);
  });

  test("DocumentDB and Neptune are told apart from RDS", () => {
    expect(outcomes("docdb-encrypted", ":cluster:documents", ":cluster:drafts", ":cluster:kinship")).toEqual([
      "pass",
      "fail",
      "not-applicable",
    ]);
    expect(outcomes("docdb-audit-logs", ":cluster:documents", ":cluster:drafts")).toEqual(["pass", "fail"]);
    expect(outcomes("docdb-tls", ":cluster-pg:audited")).toEqual(["fail"]);
    expect(outcomes("docdb-multi-az", ":cluster:documents", ":cluster:drafts")).toEqual(["pass", "fail"]);
    expect(outcomes("docdb-managed-password", ":cluster:documents")).toEqual(["pass"]);
    expect(outcomes("neptune-encrypted", ":cluster:kinship")).toEqual(["pass"]);
    expect(outcomes("neptune-iam-auth", ":cluster:kinship")).toEqual(["pass"]);
    expect(outcomes("neptune-audit-logs", ":cluster:kinship")).toEqual(["fail"]);
    expect(outcomes("rds-storage-encrypted", ":cluster:documents", ":cluster:pair")).toEqual(["not-applicable", "pass"]);
  });

  test("Redshift's parameters and logging", () => {
    expect(outcomes("redshift-require-tls", ":cluster:claims", ":cluster:later")).toEqual(["pass", "undetermined"]);
    expect(outcomes("redshift-audit-logging", ":cluster:claims", ":cluster:later")).toEqual(["pass", "undetermined"]);
  });

  test("caches, and the user that every account has", () => {
    expect(outcomes("elasticache-encrypted-in-transit", ":replicationgroup:sessions")).toEqual(["fail"]);
    expect(outcomes("elasticache-customer-key", ":replicationgroup:sessions")).toEqual(["pass"]);
    expect(outcomes("elasticache-subnet-group", ":replicationgroup:sessions", ":cluster:sessions-001")).toEqual(["pass", "not-applicable"]);
    // The token of a secondary group is its datastore's.
    expect(outcomes("elasticache-authentication", ":replicationgroup:sessions", ":user:default")).toEqual(["undetermined", "fail"]);
    expect(outcomes("elasticache-authentication", ":serverlesscache:open", ":serverlesscache:closed")).toEqual(["fail", "pass"]);
    expect(outcomes("elasticache-customer-key", ":serverlesscache:open", ":serverlesscache:closed")).toEqual(["fail", "pass"]);
  });

  test("file systems without a policy are not backed up, and replications are their source's", () => {
    expect(outcomes("efs-backup", ":file-system/fs-one-zone", ":file-system/fs-soon")).toEqual(["fail", "undetermined"]);
    expect(replicated).toEqual(["arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-from-us-east-1/fs-there"]);
  });
});
