import * as aws from "@pulumi/aws";
import { EncryptionKey, Network, Search } from "../../components/index";
import type { ComponentCase } from "./component-case";
import { untyped } from "./wrong-arguments";

const network = { vpcId: "vpc-0123456789abcdef0", privateSubnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"] };
const administratorArn = "arn:aws:iam::123456789012:role/search-administrator";

/** A role's ARN in whatever partition the test deploys to, as an output of the role would be. */
function administratorHere() {
  return aws.getPartitionOutput({}).partition.apply((partition) => `arn:${partition}:iam::123456789012:role/search-administrator`);
}

const search: ComponentCase = {
  component: "Search",
  minimal: {
    make: () => {
      new Search("notes", { network: new Network("clinic"), administratorArn: administratorHere() });
    },
    undetermined: {},
  },
  full: {
    make: () => {
      const key = new EncryptionKey("search", { through: ["es"], services: ["logs"] });
      new Search("notes", {
        network: new Network("clinic", { zones: 3 }),
        administratorArn,
        users: ["arn:aws:iam::123456789012:role/portal"],
        clients: ["sg-0123456789abcdef0"],
        zones: 3,
        nodes: 6,
        instanceType: "r7g.xlarge.search",
        masterInstanceType: "m7g.large.search",
        storageGigabytes: 500,
        engineVersion: "OpenSearch_2.17",
        key,
        logRetentionDays: 2557,
        alarms: { arn: "arn:aws:sns:us-east-1:123456789012:operations" },
        classification: "ephi",
        tags: { Team: "records" },
      });
    },
    undetermined: {},
  },
  wrong: {
    "nobody who says who may read": {
      make: () => new Search("notes", untyped({ network })),
      says: "administratorArn is missing",
    },
    "nodes that zones cannot share": {
      make: () => new Search("notes", { network, administratorArn, nodes: 5 }),
      says: "nodes must be a multiple of zones, which is 2",
    },
    "more zones than subnets": {
      make: () => new Search("notes", { network, administratorArn, zones: 3 }),
      says: "zones must be at most 2, the number of network.privateSubnetIds",
    },
    "a class of databases": {
      make: () => new Search("notes", { network, administratorArn, instanceType: "db.r7g.large" }),
      says: "instanceType must be a class of nodes",
    },
    "an engine that is no longer made": {
      make: () => new Search("notes", { network, administratorArn, engineVersion: "Elasticsearch_6.8" }),
      says: "engineVersion must be a version of OpenSearch",
    },
    "plain HTTP": {
      make: () => new Search("notes", untyped({ network, administratorArn, enforceHttps: false })),
      says: "enforceHttps is not an argument",
    },
  },
};
export default search;
