import { Api, Distribution, LoadBalancer, Network, Service, UserPool } from "../../components/index";
import { collect, judgeAll, type Registered } from "./harness";

const network = {
  vpcId: "vpc-0123456789abcdef0",
  privateSubnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
};
const domain = { name: "portal.clinic.example", hostedZoneId: "Z0123456789ABCDEFGHIJ" };
const target = { arn: "arn:aws:lambda:us-east-1:123456789012:function:records", functionName: "records" };
const routes = [{ method: "GET", path: "/patients/{id}", target }];
const image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/clinic/portal:1.4.2";

function propertiesOf(resources: readonly Registered[], type: string): Registered["properties"][] {
  return resources.filter((resource) => resource.type === type).map(({ properties }) => properties);
}

test("a network, who signs in, what balances and what runs pass the pack together", async () => {
  const collected = await collect(() => {
    const clinic = new Network("clinic", { publicSubnets: true });
    const staff = new UserPool("staff", {
      userPoolClients: [{ name: "portal", callbackUrls: ["https://portal.clinic.example/oauth2/idpresponse"] }],
    });
    const clientId = staff.clientIds.portal;
    if (clientId === undefined) throw new Error("the pool has no such client");
    const loadBalancer = new LoadBalancer("portal", {
      network: clinic,
      domain,
      internetFacing: true,
      signIn: { userPoolArn: staff.arn, clientId, domain: staff.domain },
    });
    new Service("portal", { network: clinic, image, loadBalancer });
    new Api("records", { routes, allowedRanges: ["203.0.113.0/24"], userPoolArns: [staff.arn] });
  });
  const { fail, undetermined } = judgeAll(collected);
  expect({ fail, undetermined }).toEqual({ fail: [], undetermined: [] });
});

test("a private API with an authorizer of its own, and a distribution before a server on the Internet, pass the pack", async () => {
  const collected = await collect(() => {
    new Api("records", { routes, vpcEndpointIds: ["vpce-0123456789abcdef0"], authorizer: target });
    new Distribution("portal", { domain, server: { name: "origin.clinic.example" } });
  });
  const { fail, undetermined } = judgeAll(collected);
  expect({ fail, undetermined }).toEqual({ fail: [], undetermined: [] });
});

test("what CloudFront needs is in us-east-1, wherever the program is", async () => {
  const { resources } = await collect(() => new Distribution("portal", { domain }), { region: "eu-central-1" });
  const edge = resources.filter(({ type }) =>
    /^aws:(?:wafv2\/webAcl:|wafv2\/webAclLogging|acm\/|cloudwatch\/logDelivery|cloudwatch\/logGroup:)/.test(type),
  );
  expect(edge.map(({ properties }) => properties.region)).toEqual(edge.map(() => "us-east-1"));
  expect(edge.length).toBeGreaterThanOrEqual(8);
  const keys = propertiesOf(resources, "aws:kms/key:Key");
  expect(keys.map(({ region }) => region).sort()).toEqual(["us-east-1", undefined]);
  expect(JSON.stringify(keys)).toContain("logs.us-east-1.amazonaws.com");
});

test.each([
  ["us-east-1", "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09", "SecurityPolicy_TLS13_1_2_PQ_2025_09"],
  ["us-gov-west-1", "ELBSecurityPolicy-TLS13-1-2-Res-FIPS-PQ-2025-09", "SecurityPolicy_TLS13_1_2_FIPS_PQ_2025_09"],
])("%s has its TLS policies", async (region, ofBalancer, ofApi) => {
  const { resources } = await collect(
    () => {
      new LoadBalancer("portal", { network, domain });
      new Api("records", { routes, allowedRanges: ["203.0.113.0/24"] });
    },
    { region },
  );
  const listeners = propertiesOf(resources, "aws:lb/listener:Listener").filter(({ protocol }) => protocol === "HTTPS");
  expect(listeners.map(({ sslPolicy }) => sslPolicy)).toEqual([ofBalancer]);
  expect(propertiesOf(resources, "aws:apigateway/restApi:RestApi").map(({ securityPolicy }) => securityPolicy)).toEqual([ofApi]);
});

test("endpoints have the names that they have in China", async () => {
  const { resources } = await collect(() => new Network("clinic", { endpoints: ["kms", "sqs"] }), { region: "cn-north-1" });
  const names = propertiesOf(resources, "aws:ec2/vpcEndpoint:VpcEndpoint").map(({ serviceName }) => serviceName);
  expect(names.sort()).toEqual([
    "cn.com.amazonaws.cn-north-1.sqs",
    "com.amazonaws.cn-north-1.dynamodb",
    "com.amazonaws.cn-north-1.kms",
    "com.amazonaws.cn-north-1.s3",
  ]);
});

test("only a network's own identities pass its endpoints", async () => {
  const { resources } = await collect(() => new Network("clinic", { trustedAccounts: ["210987654321"] }));
  for (const { policy } of propertiesOf(resources, "aws:ec2/vpcEndpoint:VpcEndpoint")) {
    const { Statement } = JSON.parse(String(policy));
    expect(Statement[0].Condition.StringEquals["aws:PrincipalAccount"]).toHaveLength(2);
    expect(Statement[0].Condition.StringEquals["aws:PrincipalAccount"]).toContain("210987654321");
  }
});
