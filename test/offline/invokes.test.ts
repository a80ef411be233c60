import { readConfiguration } from "../../cli/offline/configuration";
import { invoke, offlineFunctions } from "../../cli/offline/invokes";
import { functionTokens } from "../../cli/offline/schema";

const configuration = readConfiguration({ region: "us-gov-west-1", defaultTags: { tags: { Owner: "clinic" } } });
const call = (token: string, args = {}) => invoke(`aws:${token}`, args, configuration);

describe("functions that need no account", () => {
  it("are functions of @pulumi/aws", () => {
    expect(offlineFunctions().filter((token) => !functionTokens().includes(token))).toEqual([]);
  });

  it("know the account, its region and partition", () => {
    expect(call("index/getCallerIdentity:getCallerIdentity")).toMatchObject({ accountId: "123456789012" });
    expect(call("index/getRegion:getRegion")).toMatchObject({ region: "us-gov-west-1", name: "us-gov-west-1" });
    expect(call("index/getRegion:getRegion", { region: "eu-west-1" })).toMatchObject({
      region: "eu-west-1",
      endpoint: "ec2.eu-west-1.amazonaws.com",
    });
    expect(call("index/getPartition:getPartition")).toMatchObject({ partition: "aws-us-gov", dnsSuffix: "amazonaws.com" });
    expect(call("index/getDefaultTags:getDefaultTags")).toMatchObject({ tags: { Owner: "clinic" } });
    expect(call("index/getRegions:getRegions")).toMatchObject({ names: ["us-gov-east-1", "us-gov-west-1"] });
  });

  it("know three zones of a region", () => {
    const zones = call("index/getAvailabilityZones:getAvailabilityZones", { region: "ap-southeast-1", state: "available" });
    expect(zones).toMatchObject({
      names: ["ap-southeast-1a", "ap-southeast-1b", "ap-southeast-1c"],
      zoneIds: ["apse1-az1", "apse1-az2", "apse1-az3"],
    });
    expect(call("index/getAvailabilityZones:getAvailabilityZones", { excludeNames: ["us-gov-west-1a"] })).toMatchObject({
      names: ["us-gov-west-1b", "us-gov-west-1c"],
      zoneIds: ["usgw1-az2", "usgw1-az3"],
    });
    expect(call("index/getAvailabilityZone:getAvailabilityZone", { zoneId: "usgw1-az2" })).toMatchObject({
      name: "us-gov-west-1b",
      nameSuffix: "b",
    });
    expect(() => call("index/getAvailabilityZone:getAvailabilityZone", { name: "us-gov-west-1f" })).toThrow(
      "us-gov-west-1a, us-gov-west-1b",
    );
  });

  it("know services and their accounts", () => {
    expect(call("index/getServicePrincipal:getServicePrincipal", { serviceName: "logs" })).toMatchObject({ name: "logs.amazonaws.com" });
    expect(call("index/getServicePrincipal:getServicePrincipal", { serviceName: "logs", region: "cn-north-1" })).toMatchObject({
      name: "logs.amazonaws.com.cn",
    });
    expect(call("index/getService:getService", { serviceId: "s3" })).toMatchObject({ dnsName: "s3.us-gov-west-1.amazonaws.com" });
    expect(call("elb/getServiceAccount:getServiceAccount", { region: "us-east-1" })).toMatchObject({ id: "127311923021" });
    expect(call("cloudtrail/getServiceAccount:getServiceAccount")).toMatchObject({ arn: "arn:aws-us-gov:iam::608710470296:root" });
    expect(() => call("elb/getServiceAccount:getServiceAccount", { region: "eu-central-2" })).toThrow("logdelivery.elasticloadbalancing");
    expect(call("index/getArn:getArn", { arn: "arn:aws:logs:us-east-1:123456789012:log-group:a:b" })).toMatchObject({
      resource: "log-group:a:b",
    });
  });

  it("give image ids that depend on the question only", () => {
    const question = { owners: ["amazon"], mostRecent: true, filters: [{ name: "name", values: ["al2023-*"] }] };
    const image = call("ec2/getAmi:getAmi", question);
    expect(image.id).toMatch(/^ami-[0-9a-f]{17}$/);
    expect(call("ec2/getAmi:getAmi", { ...question }).id).toBe(image.id);
    expect(call("ec2/getAmi:getAmi", { owners: ["self"] }).id).not.toBe(image.id);
    const latest = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";
    expect(call("ssm/getParameter:getParameter", { name: latest }).value).toMatch(/^ami-[0-9a-f]{17}$/);
    expect(() => call("ssm/getParameter:getParameter", { name: "/clinic/database" })).toThrow("stack configuration");
  });

  it("never pass off an AWS-managed key as a customer's", () => {
    expect(call("kms/getKey:getKey", { keyId: "alias/aws/s3" })).toMatchObject({
      keyManager: "AWS",
      arn: expect.stringMatching(/:alias\/aws\/s3$/),
    });
    expect(call("kms/getAlias:getAlias", { name: "alias/aws/rds" })).toMatchObject({
      targetKeyArn: expect.stringMatching(/:alias\/aws\/rds$/),
    });
    expect(call("kms/getKey:getKey", { keyId: "alias/records" })).toMatchObject({
      keyManager: "CUSTOMER",
      arn: expect.stringMatching(/:key\/[0-9a-f-]{36}$/),
    });
  });
});

describe("functions that need an account", () => {
  it("are refused by name, with what to do", () => {
    expect(() => call("ec2/getVpc:getVpc")).toThrow(
      /^aws:ec2\/getVpc:getVpc is not available offline: .*stack configuration.*real AWS provider/,
    );
  });

  it("are told from functions that do not exist", () => {
    expect(() => call("ec2/getVpcc:getVpc")).toThrow("did you mean aws:ec2/getVpc:getVpc?");
  });
});
