import { BackupVault, Database, EncryptionKey, Network } from "../../components/index";
import type { ComponentCase } from "./component-case";
import { exception, untyped } from "./wrong-arguments";

const network = { vpcId: "vpc-0123456789abcdef0", privateSubnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"] };

const database: ComponentCase = {
  component: "Database",
  minimal: {
    make: () => {
      new Database("records", { network: new Network("clinic"), engine: "postgres" });
    },
    undetermined: {},
  },
  full: {
    make: () => {
      const key = new EncryptionKey("databases", { through: ["rds", "secretsmanager"], services: ["logs"] });
      const backup = new BackupVault("databases", { copyRegion: "us-west-2" });
      const alarms = { arn: "arn:aws:sns:us-east-1:123456789012:operations" };
      const common = { network: new Network("clinic"), clients: ["sg-0123456789abcdef0"], key, backup, alarms, logRetentionDays: 2557 };
      new Database("records", {
        ...common,
        engine: "postgres",
        engineVersion: "16.6",
        instanceClass: "db.r7g.xlarge",
        instances: 3,
        databaseName: "records",
        ownerName: "records_dba",
        auditReads: true,
        idleMinutes: 10,
        parameters: { work_mem: "65536" },
        deletionProtection: true,
        classification: "ephi",
        tags: { Team: "records" },
      });
      new Database("visits", { ...common, engine: "mysql", backtrackHours: 72 });
      new Database("billing", { ...common, engine: "mysql", deployment: "instance", storageGigabytes: 200 });
      new Database("letters", { ...common, engine: "postgres", deployment: "instance" });
    },
    undetermined: {},
  },
  wrong: {
    "no network": {
      make: () => new Database("records", untyped({ engine: "postgres" })),
      says: "network is missing",
    },
    "an engine of its own": {
      make: () => new Database("records", untyped({ network, engine: "oracle" })),
      says: 'engine must be one of "postgres", "mysql"',
    },
    "a version that forces no TLS 1.2": {
      make: () => new Database("records", { network, engine: "mysql", engineVersion: "5.7" }),
      says: "engineVersion must be a version of MySQL 8.0 or 8.4",
    },
    "one subnet": {
      make: () => new Database("records", { network: { ...network, privateSubnetIds: ["subnet-0123456789abcdef0"] }, engine: "postgres" }),
      says: "network.privateSubnetIds must have at least 2 items",
    },
    "a cluster of one": {
      make: () => new Database("records", { network, engine: "postgres", instances: 1 }),
      says: "instances must be a whole number of instances from 2 to 16",
    },
    "many instances of one": {
      make: () => new Database("records", { network, engine: "postgres", deployment: "instance", instances: 2 }),
      says: 'instances goes with deployment "aurora" only',
    },
    "a common user name": {
      make: () => new Database("records", { network, engine: "postgres", ownerName: "Postgres" }),
      says: "ownerName must be no common name",
    },
    "TLS that is not forced": {
      make: () => new Database("records", { network, engine: "postgres", parameters: { "rds.force_ssl": "0" } }),
      says: "parameters.rds.force_ssl is set by the component",
    },
    "backtracking of PostgreSQL": {
      make: () => new Database("records", { network, engine: "postgres", backtrackHours: 24 }),
      says: 'backtrackHours goes with engine "mysql"',
    },
    "deletion without an exception": {
      make: () => new Database("records", { network, engine: "postgres", deletionProtection: false }),
      says: "deletionProtection lets the database be deleted, which needs the argument exception",
    },
    "an exception that excepts nothing": {
      make: () => new Database("records", { network, engine: "postgres", exception: exception() }),
      says: "exception has nothing to except",
    },
    "a password of its own": {
      make: () => new Database("records", untyped({ network, engine: "postgres", password: "not-so-secret" })),
      says: "password is not an argument",
    },
    "a public address": {
      make: () => new Database("records", untyped({ network, engine: "postgres", publiclyAccessible: true })),
      says: "publiclyAccessible is not an argument",
    },
  },
};
export default database;
