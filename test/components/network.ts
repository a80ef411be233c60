import { LogBucket, Network } from "../../components/index";
import type { ComponentCase } from "./component-case";
import { untyped } from "./wrong-arguments";

const network: ComponentCase = {
  component: "Network",
  minimal: {
    make: () => {
      new Network("clinic");
    },
    undetermined: {},
  },
  full: {
    make: () => {
      const logs = new LogBucket("flows", { writers: ["log-delivery"] });
      new Network("clinic", {
        cidrBlock: "10.20.0.0/16",
        zones: 3,
        publicSubnets: true,
        natGateways: true,
        endpoints: ["ecr.api", "ecr.dkr", "kms", "logs", "sqs", "com.amazonaws.us-east-1.ssm"],
        trustedAccounts: ["210987654321"],
        connectedNetworks: ["10.128.0.0/16"],
        logs,
        classification: "ephi",
        tags: { Team: "platform" },
      });
    },
    undetermined: {},
  },
  wrong: {
    "a range of the Internet": {
      make: () => new Network("clinic", { cidrBlock: "52.0.0.0/16" }),
      says: "cidrBlock must be a range of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16",
    },
    "a range that begins in the middle": {
      make: () => new Network("clinic", { cidrBlock: "10.20.3.0/16" }),
      says: "cidrBlock must be a range",
    },
    "a range that is too small": { make: () => new Network("clinic", { cidrBlock: "10.20.0.0/24" }), says: "of /16 to /22" },
    "one zone": { make: () => new Network("clinic", { zones: 1 }), says: "zones must be a whole number of zones from 2 to 3" },
    "NAT gateways that are nowhere": {
      make: () => new Network("clinic", { natGateways: true }),
      says: "natGateways needs publicSubnets",
    },
    "the Internet as a connected network": {
      make: () => new Network("clinic", { connectedNetworks: ["0.0.0.0/0"] }),
      says: "connectedNetworks[0] must be a range",
    },
    "an endpoint that is there already": {
      make: () => new Network("clinic", { endpoints: ["s3"] }),
      says: 'endpoints must not name "s3"',
    },
    "a network without flow logs": {
      make: () => new Network("clinic", untyped({ flowLogs: false })),
      says: "flowLogs is not an argument",
    },
  },
};
export default network;
