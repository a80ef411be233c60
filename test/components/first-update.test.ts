import {
  Api,
  DataBucket,
  Distribution,
  EncryptionKey,
  Function as LambdaFunction,
  LoadBalancer,
  LogBucket,
  Network,
  Queue,
  Service,
  UserPool,
} from "../../components/index";
import { type Collected, collect, type Registered } from "./harness";

// What AWS refuses, or silently does not do, and no rule of the pack can see.

const network = {
  vpcId: "vpc-0123456789abcdef0",
  privateSubnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
};
const domain = { name: "portal.clinic.example", hostedZoneId: "Z0123456789ABCDEFGHIJ" };
const image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/clinic/portal:1.4.2";
const target = { arn: "arn:aws:lambda:us-east-1:123456789012:function:records", functionName: "records" };

interface Statement {
  readonly Sid: string;
  readonly Action: string | string[];
  readonly Resource: string | string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

function only({ resources }: Collected, type: string, name?: string): Registered {
  const found = resources.filter((resource) => resource.type === type && (name === undefined || resource.name === name));
  const [first] = found;
  if (first === undefined || found.length > 1) throw new Error(`${found.length} resources are ${type} ${name}`);
  return first;
}

function statementsOf({ properties }: Registered): Statement[] {
  return JSON.parse(String(properties.policy)).Statement;
}

/** The types and names of what is there before something is made, with what that in turn waits for. */
function awaited({ resources }: Collected, waiting: Registered): string[] {
  const seen = new Set<string>();
  const look = (urns: readonly string[]): void => {
    for (const urn of urns) {
      if (seen.has(urn)) continue;
      seen.add(urn);
      look(resources.find((resource) => resource.urn === urn)?.dependencies ?? []);
    }
  };
  look(waiting.dependencies);
  return resources.filter(({ urn }) => seen.has(urn)).map(({ type, name }) => `${type} ${name}`);
}

describe("whoever writes into a bucket is told of it once its policy lets it in", () => {
  test.each<[string, string, () => void]>([
    ["flow logs", "aws:ec2/flowLog:FlowLog", () => new Network("clinic", { logs: new LogBucket("logs") })],
    [
      "a load balancer",
      "aws:lb/loadBalancer:LoadBalancer",
      () => new LoadBalancer("portal", { network, domain, logs: new LogBucket("logs") }),
    ],
    [
      "a user pool",
      "aws:cognito/logDeliveryConfiguration:LogDeliveryConfiguration",
      () => new UserPool("staff", { logs: new LogBucket("logs") }),
    ],
    [
      "a distribution",
      "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination",
      () => new Distribution("portal", { domain, logs: new LogBucket("logs") }),
    ],
  ])("%s", async (_, type, make) => {
    const collected = await collect(make);
    expect(awaited(collected, only(collected, type))).toContain("aws:s3/bucketPolicy:BucketPolicy logs");
  });
});

test("replication waits for versions on both sides, and reads the locks of a bucket that has them", async () => {
  const lock = { mode: "GOVERNANCE", days: 365 };
  const collected = await collect(() => {
    const copies = new DataBucket("copies", { objectLock: lock });
    new DataBucket("records", { objectLock: lock, replication: { bucketArn: copies.arn, keyArn: copies.keyArn, region: "us-west-2" } });
  });
  const waits = awaited(collected, only(collected, "aws:s3/bucketReplicationConfig:BucketReplicationConfig"));
  expect(waits).toEqual(
    expect.arrayContaining(["aws:s3/bucketVersioning:BucketVersioning records", "aws:s3/bucketVersioning:BucketVersioning copies"]),
  );
  const read = statementsOf(only(collected, "aws:iam/rolePolicy:RolePolicy")).find(({ Sid }) => Sid === "ReadVersions");
  expect(read?.Action).toEqual(expect.arrayContaining(["s3:GetObjectRetention", "s3:GetObjectLegalHold"]));
});

test("a queue and a function are told to others once these may send and call", async () => {
  const collected = await collect(() => {
    const documents = new DataBucket("documents");
    const intake = new Queue("intake", { senders: [{ service: "s3", sourceArn: documents.arn }] });
    const records = new LambdaFunction("records", { network, image, invokers: [{ service: "s3", sourceArn: documents.arn }] });
    new EncryptionKey("after", { tags: { Queue: intake.arn, Function: records.arn } });
  });
  const waits = awaited(collected, only(collected, "aws:kms/key:Key", "after"));
  expect(waits).toEqual(expect.arrayContaining(["aws:sqs/queuePolicy:QueuePolicy intake", "aws:lambda/permission:Permission records-1"]));
});

test("only of S3 is it asked again for which account it calls: its ARNs alone do not say, and EventBridge does not repeat it", async () => {
  const collected = await collect(() => {
    new LambdaFunction("records", {
      network,
      image,
      invokers: [
        { service: "s3", sourceArn: "arn:aws:s3:::documents" },
        { service: "events", sourceArn: "arn:aws:events:us-east-1:123456789012:rule/nightly" },
      ],
    });
  });
  const asked = [1, 2].map((index) => only(collected, "aws:lambda/permission:Permission", `records-${index}`).properties.sourceAccount);
  expect(asked).toEqual([expect.stringMatching(/^\d{12}$/), undefined]);
});

test("CloudTrail may look at a key before it has anything to encrypt, and SNS delivers into encrypted queues", async () => {
  const collected = await collect(() => new EncryptionKey("trail", { services: ["cloudtrail", "sns"] }));
  const statements = statementsOf(only(collected, "aws:kms/key:Key"));
  const conditions = (service: string) =>
    statements.filter(({ Sid }) => Sid.startsWith(`Service${service}`)).map(({ Condition }) => Condition);
  expect(conditions("Cloudtrail")).toContainEqual({
    ArnLike: { "aws:SourceArn": expect.stringMatching(/^arn:aws:cloudtrail:\*:\d{12}:trail\/\*$/) },
  });
  expect(conditions("Sns")).toEqual([{ ArnLike: { "kms:EncryptionContext:aws:sqs:arn": expect.stringContaining(":sqs:") } }]);
});

describe("a network", () => {
  test("has its Internet gateway before a NAT gateway or a load balancer needs it", async () => {
    const collected = await collect(() => {
      const clinic = new Network("clinic", { publicSubnets: true, natGateways: true });
      new LoadBalancer("portal", { network: clinic, domain, internetFacing: true });
    });
    for (const [type, name] of [
      ["aws:ec2/natGateway:NatGateway", "clinic-private-1"],
      ["aws:lb/loadBalancer:LoadBalancer", "portal"],
    ] as const) {
      expect(awaited(collected, only(collected, type, name))).toEqual(
        expect.arrayContaining([
          "aws:ec2/internetGateway:InternetGateway clinic",
          "aws:ec2/routeTableAssociation:RouteTableAssociation clinic-public-1",
        ]),
      );
    }
  });

  test("has its endpoints before tasks fetch their image by them", async () => {
    const collected = await collect(() => new Service("portal", { network: new Network("clinic"), image }));
    expect(awaited(collected, only(collected, "aws:ecs/service:Service"))).toEqual(
      expect.arrayContaining(["aws:ec2/vpcEndpoint:VpcEndpoint clinic-ecr.dkr", "aws:ec2/vpcEndpoint:VpcEndpoint clinic-s3"]),
    );
  });

  test("keeps its subnets where they are when AWS opens or closes a zone", async () => {
    const collected = await collect(() => new Network("clinic"));
    expect(only(collected, "aws:ec2/subnet:Subnet", "clinic-private-1").ignoreChanges).toEqual(["availabilityZone"]);
  });

  test("lets callers with a token reach the account's own APIs, and no others", async () => {
    const collected = await collect(() => {
      const clinic = new Network("clinic", { endpoints: ["execute-api"], trustedAccounts: ["210987654321"] });
      const endpointId = clinic.endpointIds["execute-api"];
      if (endpointId === undefined) throw new Error("the network has no such endpoint");
      new Api("records", { routes: [{ method: "GET", path: "/", target }], vpcEndpointIds: [endpointId], authorizer: target });
    });
    const [statement, ...others] = statementsOf(only(collected, "aws:ec2/vpcEndpoint:VpcEndpoint", "clinic-execute-api"));
    expect(others).toEqual([]);
    expect(statement?.Condition).toBeUndefined();
    expect(statement?.Action).toBe("execute-api:Invoke");
    expect(statement?.Resource).toEqual([
      expect.stringMatching(/^arn:aws:execute-api:us-east-1:\d{12}:\*$/),
      "arn:aws:execute-api:us-east-1:210987654321:*",
    ]);
    expect(awaited(collected, only(collected, "aws:apigateway/restApi:RestApi"))).toContain(
      "aws:ec2/vpcEndpoint:VpcEndpoint clinic-execute-api",
    );
  });
});

test("a load balancer's targets for another port have another name, so that both can be there for a while", async () => {
  const nameFor = async (targetPort: number) => {
    const collected = await collect(() => new LoadBalancer("portal", { network, domain, targetPort }));
    return String(only(collected, "aws:lb/targetGroup:TargetGroup").properties.name);
  };
  const [first, second] = [await nameFor(8443), await nameFor(9443)];
  expect(first).not.toBe(second);
  expect(Math.max(first.length, second.length)).toBeLessThanOrEqual(32);
});

test("an API is deployed again when it asks other people who they are, or another function answers", async () => {
  const pool = (id: string) => `arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_${id}`;
  const triggersOf = async (userPoolId: string, arn: string, apiDomain?: typeof domain) => {
    const collected = await collect(() => {
      new Api("records", {
        routes: [{ method: "GET", path: "/", target: { ...target, arn } }],
        allowedRanges: ["203.0.113.0/24"],
        userPoolArns: [pool(userPoolId)],
        ...(apiDomain && { domain: apiDomain }),
      });
    });
    return JSON.stringify(only(collected, "aws:apigateway/deployment:Deployment").properties.triggers);
  };
  const before = await triggersOf("0aB1cD2eF", target.arn);
  expect(await triggersOf("0aB1cD2eF", target.arn)).toBe(before);
  expect(await triggersOf("9zY8xW7vU", target.arn)).not.toBe(before);
  expect(await triggersOf("0aB1cD2eF", `${target.arn}-2`)).not.toBe(before);
  expect(await triggersOf("0aB1cD2eF", target.arn, domain)).not.toBe(before);
});

test("a key within a secret is no part of what a task may read", async () => {
  const secret = "arn:aws:secretsmanager:us-east-1:123456789012:secret:portal-AbCdEf";
  const collected = await collect(() => new Service("portal", { network, image, secrets: { PASSWORD: `${secret}:password::` } }));
  const statements = statementsOf(only(collected, "aws:iam/rolePolicy:RolePolicy", "portal-agent"));
  expect(statements.find(({ Sid }) => Sid === "ReadSecrets")?.Resource).toEqual([secret]);
  expect(String(only(collected, "aws:ecs/taskDefinition:TaskDefinition").properties.containerDefinitions)).toContain(
    `${secret}:password::`,
  );
});

test("a sign-in domain has none of the words that Cognito keeps for itself", async () => {
  const collected = await collect(() => new UserPool("aws-cognito-of-amazonas"));
  const prefix = String(only(collected, "aws:cognito/userPoolDomain:UserPoolDomain").properties.domain);
  expect(prefix).not.toMatch(/aws|amazon|cognito/);
  expect(prefix).toMatch(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/);
});
