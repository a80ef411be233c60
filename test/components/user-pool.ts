import { EncryptionKey, LogBucket, UserPool } from "../../components/index";
import type { ComponentCase } from "./component-case";
import { untyped } from "./wrong-arguments";

const portal = { name: "portal", callbackUrls: ["https://portal.clinic.example/oauth2/idpresponse"] };

const userPool: ComponentCase = {
  component: "UserPool",
  minimal: {
    make: () => {
      new UserPool("staff");
    },
    undetermined: {},
  },
  full: {
    make: () => {
      new UserPool("patients", {
        userPoolClients: [
          { ...portal, accessTokenMinutes: 10, refreshTokenHours: 4 },
          {
            name: "app",
            callbackUrls: ["clinic://signed-in"],
            logoutUrls: ["clinic://signed-out"],
            scopes: ["openid", "records/read"],
            hasSecret: false,
          },
        ],
        domain: { name: "sign-in.clinic.example", hostedZoneId: "Z0123456789ABCDEFGHIJ" },
        selfSignUp: true,
        passwordMinimumLength: 16,
        email: { identityArn: "arn:aws:ses:us-east-1:123456789012:identity/clinic.example", from: "Clinic <no-reply@clinic.example>" },
        firewall: { rateLimit: 100 },
        key: new EncryptionKey("firewall", { services: ["logs"] }),
        logs: new LogBucket("sign-ins", { writers: ["log-delivery"] }),
        classification: "ephi",
        tags: { Team: "portal" },
      });
    },
    undetermined: {},
  },
  wrong: {
    "short passwords": {
      make: () => new UserPool("staff", { passwordMinimumLength: 8 }),
      says: "passwordMinimumLength must be a whole number of characters from 14 to 99",
    },
    "a token of a week": {
      make: () => new UserPool("staff", { userPoolClients: [{ ...portal, refreshTokenHours: 168 }] }),
      says: "userPoolClients[0].refreshTokenHours must be a whole number of hours from 1 to 24",
    },
    "a way back over plain HTTP": {
      make: () => new UserPool("staff", { userPoolClients: [{ ...portal, callbackUrls: ["http://portal.clinic.example/"] }] }),
      says: "userPoolClients[0].callbackUrls[0] must be an address of https",
    },
    "two clients of one name": {
      make: () => new UserPool("staff", { userPoolClients: [portal, portal] }),
      says: "userPoolClients[1].name repeats the name of a client before it",
    },
    "a key for nothing": {
      make: () => new UserPool("staff", { key: { arn: "arn:aws:kms:us-east-1:123456789012:key/1234abcd" } }),
      says: "key needs a firewall that is created",
    },
    "no second factor": {
      make: () => new UserPool("staff", untyped({ mfaConfiguration: "OFF" })),
      says: "mfaConfiguration is not an argument",
    },
    "no certificate": {
      make: () => new UserPool("staff", { domain: { name: "sign-in.clinic.example" } }),
      says: "domain.certificateArn is missing",
    },
  },
};
export default userPool;
