import { Api, EncryptionKey, Function as LambdaFunction, Network } from "../../components/index";
import type { ComponentCase } from "./component-case";
import { exception, untyped } from "./wrong-arguments";

const target = { arn: "arn:aws:lambda:us-east-1:123456789012:function:records", functionName: "records" };
const routes = [{ method: "GET", path: "/patients/{id}", target }];
const allowedRanges = ["203.0.113.0/24"];
const image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/clinic/records:1.4.2";
const userPoolArns = ["arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_0aB1cD2eF"];

const api: ComponentCase = {
  component: "Api",
  minimal: {
    make: () => {
      const network = { vpcId: "vpc-0123456789abcdef0", privateSubnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"] };
      new Api("records", {
        routes: [{ method: "GET", path: "/patients/{id}", target: new LambdaFunction("records", { network, image }) }],
        allowedRanges,
      });
    },
    undetermined: {},
  },
  full: {
    make: () => {
      const records = new LambdaFunction("records", { network: new Network("clinic"), image });
      new Api("records", {
        routes: [
          { method: "GET", path: "/", target: records },
          { method: "GET", path: "/patients/{id}", target: records, scopes: ["records/read"] },
          { method: "PUT", path: "/patients/{id}", target: records, scopes: ["records/write"] },
          { method: "OPTIONS", path: "/patients/{id}", target: records },
          { method: "GET", path: "/files/{path+}", target: records },
        ],
        allowedRanges: ["203.0.113.0/24", "198.51.100.0/24"],
        userPoolArns,
        domain: { name: "api.clinic.example", hostedZoneId: "Z0123456789ABCDEFGHIJ" },
        stageName: "prod",
        requestsPerSecond: 50,
        fips: true,
        firewall: { rateLimit: 500, countedRules: ["SizeRestrictions_BODY"] },
        key: new EncryptionKey("logs", { services: ["logs"] }),
        logRetentionDays: 2557,
        accountLogRole: false,
        classification: "ephi",
        tags: { Team: "records" },
      });
    },
    undetermined: {},
  },
  wrong: {
    "callers from nowhere": { make: () => new Api("records", { routes }), says: "allowedRanges is missing" },
    "the whole Internet without an exception": {
      make: () => new Api("records", { routes, allowedRanges: ["0.0.0.0/0"] }),
      says: "allowedRanges lets the whole Internet call, which needs the argument exception",
    },
    "an exception that excepts nothing": {
      make: () => new Api("records", { routes, allowedRanges, exception: exception() }),
      says: "exception has nothing to except",
    },
    "ranges and endpoints": {
      make: () => new Api("records", { routes, allowedRanges, vpcEndpointIds: ["vpce-0123456789abcdef0"] }),
      says: "vpcEndpointIds does not go with allowedRanges",
    },
    "two authorizers": {
      make: () => new Api("records", { routes, allowedRanges, userPoolArns, authorizer: target }),
      says: "authorizer does not go with userPoolArns",
    },
    "the same route twice": {
      make: () => new Api("records", { routes: [...routes, { method: "GET", path: "/patients/{name}", target }], allowedRanges }),
      says: "routes[1] answers what a route before it answers",
    },
    "scopes without tokens": {
      make: () => new Api("records", { routes: [{ method: "GET", path: "/", target, scopes: ["read"] }], allowedRanges }),
      says: "routes[0].scopes needs userPoolArns",
    },
    "a method of its own": {
      make: () => new Api("records", { routes: [{ method: "ANY", path: "/", target }], allowedRanges }),
      says: 'routes[0].method must be one of "GET"',
    },
    "a path that is none": {
      make: () => new Api("records", { routes: [{ method: "GET", path: "patients", target }], allowedRanges }),
      says: "routes[0].path must be a path",
    },
    "a route that anyone may call": {
      make: () => new Api("records", { routes: [untyped({ method: "GET", path: "/", target, authorization: "NONE" })], allowedRanges }),
      says: "routes[0].authorization is not an argument",
    },
  },
};
export default api;
