import { Cache, EncryptionKey, Network } from "../../components/index";
import type { ComponentCase } from "./component-case";
import { untyped } from "./wrong-arguments";

const network = { vpcId: "vpc-0123456789abcdef0", privateSubnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"] };

const cache: ComponentCase = {
  component: "Cache",
  minimal: {
    make: () => {
      new Cache("sessions", { network: new Network("clinic") });
    },
    undetermined: {},
  },
  full: {
    make: () => {
      const key = new EncryptionKey("caches", { through: ["elasticache"], services: ["logs"] });
      new Cache("sessions", {
        network: new Network("clinic"),
        clients: ["sg-0123456789abcdef0"],
        users: [{ name: "portal" }, { name: "reports", accessString: "on ~report:* +@read" }],
        nodeType: "cache.r7g.large",
        shards: 3,
        replicas: 2,
        engineVersion: "7.2",
        key,
        backupRetentionDays: 15,
        logRetentionDays: 2557,
        alarms: { arn: "arn:aws:sns:us-east-1:123456789012:operations" },
        classification: "ephi",
        tags: { Team: "portal" },
      });
    },
    undetermined: {},
  },
  wrong: {
    "no network": {
      make: () => new Cache("sessions", untyped({})),
      says: "network is missing",
    },
    "a node that nothing stands by": {
      make: () => new Cache("sessions", { network, replicas: 0 }),
      says: "replicas must be a whole number of replicas from 1 to 5",
    },
    "a user without a password": {
      make: () => new Cache("sessions", { network, users: [{ name: "portal", accessString: "on nopass ~* +@all" }] }),
      says: 'users[0].accessString must be an access string that begins with "on " and sets no password',
    },
    "a user twice": {
      make: () => new Cache("sessions", { network, users: [{ name: "portal" }, { name: "portal" }] }),
      says: "users[1].name repeats the name",
    },
    "a backup of a week": {
      make: () => new Cache("sessions", { network, backupRetentionDays: 7 }),
      says: "backupRetentionDays must be a whole number of days from 15 to 35",
    },
    "a version that is Redis's": {
      make: () => new Cache("sessions", { network, engineVersion: "7.1" }),
      says: "engineVersion must be a version of Valkey",
    },
    "a class of databases": {
      make: () => new Cache("sessions", { network, nodeType: "db.r7g.large" }),
      says: "nodeType must be a class of nodes",
    },
    "plain text": {
      make: () => new Cache("sessions", untyped({ network, transitEncryptionEnabled: false })),
      says: "transitEncryptionEnabled is not an argument",
    },
  },
};
export default cache;
