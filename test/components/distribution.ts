import { Distribution, EncryptionKey, LogBucket } from "../../components/index";
import type { ComponentCase } from "./component-case";
import { untyped } from "./wrong-arguments";

const domain = { name: "www.clinic.example", hostedZoneId: "Z0123456789ABCDEFGHIJ" };

const distribution: ComponentCase = {
  component: "Distribution",
  minimal: {
    make: () => {
      new Distribution("site", { domain });
    },
    undetermined: {},
  },
  full: {
    make: () => {
      new Distribution("portal", {
        domain: { ...domain, certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1234abcd" },
        server: {
          name: "portal.clinic.example",
          loadBalancerArn: "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/portal/0123456789abcdef",
          path: "/portal",
          responseTimeoutSeconds: 60,
        },
        allowedCountries: ["US"],
        trustedKeyGroupIds: ["0123abcd-4567-89ef-0123-456789abcdef"],
        contentSecurityPolicy: "default-src 'self'",
        firewall: { rateLimit: 500 },
        firewallKey: new EncryptionKey("edge", { services: ["logs"], region: "us-east-1" }),
        logs: new LogBucket("traffic", { writers: ["log-delivery"] }),
        logRetentionDays: 2557,
        classification: "ephi",
        tags: { Team: "portal" },
      });
    },
    undetermined: {},
  },
  wrong: {
    "no certificate": {
      make: () => new Distribution("site", { domain: { name: "www.clinic.example" } }),
      says: "domain.certificateArn is missing",
    },
    "a server that is the distribution itself": {
      make: () => new Distribution("site", { domain, server: { name: "www.clinic.example" } }),
      says: "server.name must be another one than domain.name",
    },
    "a key without files": {
      make: () => {
        const key = { arn: "arn:aws:kms:us-east-1:123456789012:key/1234abcd" };
        new Distribution("site", { domain, server: { name: "portal.clinic.example" }, key });
      },
      says: "key does not go with server",
    },
    "a country by its name": {
      make: () => new Distribution("site", { domain, allowedCountries: ["Canada"] }),
      says: "allowedCountries[0] must be a country by two letters",
    },
    "a server over plain HTTP": {
      make: () => new Distribution("site", untyped({ domain, server: { name: "portal.clinic.example", protocol: "http-only" } })),
      says: "server.protocol is not an argument",
    },
    "no firewall": {
      make: () => new Distribution("site", untyped({ domain, firewall: false })),
      says: "firewall must be an object",
    },
  },
};
export default distribution;
