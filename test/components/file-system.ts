import { BackupVault, EncryptionKey, FileSystem, Network } from "../../components/index";
import type { ComponentCase } from "./component-case";
import { untyped } from "./wrong-arguments";

const network = { vpcId: "vpc-0123456789abcdef0", privateSubnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"] };

const fileSystem: ComponentCase = {
  component: "FileSystem",
  minimal: {
    make: () => {
      new FileSystem("scans", { network: new Network("clinic") });
    },
    undetermined: {},
  },
  full: {
    make: () => {
      const key = new EncryptionKey("files", { through: ["elasticfilesystem"] });
      const backup = new BackupVault("files", { copyRegion: "us-west-2" });
      new FileSystem("scans", {
        network: new Network("clinic", { zones: 3 }),
        clients: ["sg-0123456789abcdef0"],
        directories: [
          { name: "letters", path: "/letters", userId: 1001, groupId: 1001 },
          { name: "scans", path: "/scans/incoming", userId: 1002, groupId: 1002, permissions: "0700" },
        ],
        users: ["arn:aws:iam::123456789012:role/intake"],
        zones: 3,
        key,
        backup,
        coldStorageAfterDays: 90,
        classification: "ephi",
        tags: { Team: "imaging" },
      });
    },
    undetermined: {},
  },
  wrong: {
    "no network": {
      make: () => new FileSystem("scans", untyped({})),
      says: "network is missing",
    },
    "more zones than subnets": {
      make: () => new FileSystem("scans", { network, zones: 3 }),
      says: "zones must be at most 2, the number of network.privateSubnetIds",
    },
    "the root of the file system": {
      make: () => new FileSystem("scans", { network, directories: [{ name: "all", path: "/" }] }),
      says: "directories[0].path must be a path of up to four directories below the root",
    },
    "root as a user": {
      make: () => new FileSystem("scans", { network, directories: [{ name: "letters", path: "/letters", userId: 0 }] }),
      says: "directories[0].userId must be",
    },
    "a directory twice": {
      make: () =>
        new FileSystem("scans", {
          network,
          directories: [
            { name: "letters", path: "/letters" },
            { name: "letters", path: "/mail" },
          ],
        }),
      says: "directories[1].name repeats the name",
    },
    "days that EFS does not know": {
      make: () => new FileSystem("scans", { network, coldStorageAfterDays: 45 }),
      says: "coldStorageAfterDays must be one of 1, 7, 14, 30, 60, 90",
    },
    "files in the clear": {
      make: () => new FileSystem("scans", untyped({ network, encrypted: false })),
      says: "encrypted is not an argument",
    },
  },
};
export default fileSystem;
