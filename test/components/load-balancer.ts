import { EncryptionKey, LoadBalancer, LogBucket, Network } from "../../components/index";
import type { ComponentCase } from "./component-case";
import { exception, untyped } from "./wrong-arguments";

const network = {
  vpcId: "vpc-0123456789abcdef0",
  privateSubnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
};
const domain = { name: "portal.clinic.example", hostedZoneId: "Z0123456789ABCDEFGHIJ" };

const loadBalancer: ComponentCase = {
  component: "LoadBalancer",
  minimal: {
    make: () => {
      new LoadBalancer("portal", { network, domain });
    },
    undetermined: {},
  },
  full: {
    make: () => {
      const key = new EncryptionKey("firewall", { services: ["logs"] });
      const logs = new LogBucket("traffic", { writers: ["load-balancer"] });
      new LoadBalancer("portal", {
        network: new Network("clinic", { publicSubnets: true }),
        domain: { ...domain, certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1234abcd" },
        internetFacing: true,
        allowedRanges: ["203.0.113.0/24", "198.51.100.0/24"],
        targetPort: 9443,
        healthCheckPath: "/health",
        signIn: {
          userPoolArn: "arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_0aB1cD2eF",
          clientId: "1example23456789",
          domain: "clinic-staff",
          sessionTimeoutSeconds: 600,
        },
        stickinessSeconds: 900,
        idleTimeoutSeconds: 30,
        fips: true,
        firewall: { rateLimit: 500, countedRules: ["SizeRestrictions_BODY"] },
        key,
        logs,
        logRetentionDays: 2557,
        classification: "ephi",
        tags: { Team: "portal" },
      });
    },
    undetermined: {},
  },
  wrong: {
    "the Internet without public subnets": {
      make: () => new LoadBalancer("portal", { network, domain, internetFacing: true }),
      says: "network.publicSubnetIds must have two subnets at least",
    },
    "one subnet": {
      make: () => new LoadBalancer("portal", { network: { ...network, privateSubnetIds: ["subnet-0123456789abcdef0"] }, domain }),
      says: "network.privateSubnetIds must have two subnets at least",
    },
    "no certificate": {
      make: () => new LoadBalancer("portal", { network, domain: { name: "portal.clinic.example" } }),
      says: "domain.certificateArn is missing",
    },
    "an address where a name is asked for": {
      make: () => new LoadBalancer("portal", { network, domain: { ...domain, name: "https://portal.clinic.example" } }),
      says: "domain.name must be a domain name",
    },
    "a range that is none": {
      make: () => new LoadBalancer("portal", { network, domain, allowedRanges: ["203.0.113.7/24"] }),
      says: "allowedRanges[0] must be a range",
    },
    "a session of a day": {
      make: () =>
        new LoadBalancer("portal", {
          network,
          domain,
          signIn: {
            userPoolArn: "arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_0aB1cD2eF",
            clientId: "1example23456789",
            domain: "clinic-staff",
            sessionTimeoutSeconds: 86_400,
          },
        }),
      says: "signIn.sessionTimeoutSeconds must be a whole number of seconds from 60 to 43200",
    },
    "a rule that the firewall does not have": {
      make: () => new LoadBalancer("portal", { network, domain, firewall: { countedRules: ["EverythingIsFine"] } }),
      says: "firewall.countedRules[0] must be one of",
    },
    "no protection from deletion, without an exception": {
      make: () => new LoadBalancer("portal", { network, domain, deletionProtection: false }),
      says: "deletionProtection lets the load balancer be deleted by mistake, which needs the argument exception",
    },
    "an exception that excepts nothing": {
      make: () => new LoadBalancer("portal", { network, domain, exception: exception() }),
      says: "exception has nothing to except",
    },
    "an old TLS policy": {
      make: () => new LoadBalancer("portal", untyped({ network, domain, sslPolicy: "ELBSecurityPolicy-2016-08" })),
      says: "sslPolicy is not an argument",
    },
  },
};
export default loadBalancer;
