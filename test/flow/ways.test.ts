import { UNKNOWN } from "../../policies/unknown";
import { Asked, ephi, none, type Written } from "./stack-of";

const tagged = { unclassified: "out-of-scope" } as const;
const bucket = (name: string, tags: object = {}): Written => ({
  type: "aws:s3/bucket:Bucket",
  name,
  inputs: { bucket: name, tags },
  outputs: { arn: `arn:aws:s3:::${name}` },
});
const allow = (action: string | string[], resource: unknown, effect = "Allow") => ({ Effect: effect, Action: action, Resource: resource });
const document = (...statements: object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const role: Written = {
  type: "aws:iam/role:Role",
  name: "role",
  inputs: { name: "role" },
  outputs: { arn: "arn:aws:iam::111122223333:role/role" },
};
const reader: Written = {
  type: "aws:lambda/function:Function",
  name: "reader",
  inputs: { name: "reader", role: "arn:aws:iam::111122223333:role/role" },
};
const rolePolicy = (policy: unknown, from: Record<string, string[]> = {}): Written => ({
  type: "aws:iam/rolePolicy:RolePolicy",
  name: "policy",
  inputs: { role: "role", policy },
  from,
});

describe("roles whose policies read a store, and what assumes them", () => {
  const stack = (policy: unknown, from?: Record<string, string[]>) =>
    new Asked([bucket("records", ephi), bucket("other", none), role, rolePolicy(policy, from), reader], tagged);
  const way = ["records", "role", "reader"];

  test.each([
    ["the bucket's objects", document(allow("s3:GetObject", "arn:aws:s3:::records/*"))],
    ["all actions of the service", document(allow("s3:*", ["arn:aws:s3:::records", "arn:aws:s3:::records/*"]))],
    ["a pattern of names", document(allow("s3:Get*", "arn:aws:s3:::rec*/*"))],
    ["everything", document(allow("*", "*"))],
    ["every bucket", document(allow("s3:GetObject", "arn:aws:s3:::*/*"))],
    [
      "a condition on who asks",
      document({ ...allow("s3:GetObject", "arn:aws:s3:::records/*"), Condition: { Bool: { "aws:SecureTransport": "true" } } }),
    ],
  ])("%s", (_, policy) => {
    expect(stack(policy).path("reader")).toEqual(way);
  });

  test.each([
    ["writing is not reading", document(allow("s3:PutObject", "arn:aws:s3:::records/*"))],
    ["another bucket", document(allow("s3:GetObject", "arn:aws:s3:::other/*"))],
    ["another service", document(allow("dynamodb:*", "*"))],
    ["a denial", document(allow("s3:GetObject", "arn:aws:s3:::records/*", "Deny"))],
  ])("not by %s", (_, policy) => {
    expect(stack(policy).path("reader")).toBe("no");
  });

  test("a denial without conditions leaves open what an Allow beside it grants", () => {
    expect(
      stack(document(allow("s3:GetObject", "arn:aws:s3:::records/*"), allow("s3:*", "arn:aws:s3:::records/charts/*", "Deny"))).path(
        "reader",
      ),
    ).toBe("unknown");
  });

  test("a policy that is not known yet leaves open what it was computed from, or everything", () => {
    expect(stack(UNKNOWN, { policy: ["records"] }).path("reader")).toBe("unknown");
    expect(stack(UNKNOWN, { policy: ["other"] }).path("reader")).toBe("no");
    expect(stack(UNKNOWN).path("reader")).toBe("unknown");
  });

  test("a policy that cannot be read leaves open what it grants", () => {
    expect(stack("{", { policy: ["records"] }).path("reader")).toBe("unknown");
  });

  test("a resource in a statement that is computed from one store is that store", () => {
    const policy = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: UNKNOWN }] };
    expect(stack(policy, { policy: ["records"] }).path("reader")).toEqual(way);
    expect(stack(policy, { policy: ["records", "other"] }).path("reader")).toBe("unknown");
  });

  test("a managed policy reaches by its attachment", () => {
    const managed: Written = {
      type: "aws:iam/policy:Policy",
      name: "managed",
      inputs: { policy: document(allow("s3:GetObject", "arn:aws:s3:::records/*")) },
    };
    const attachment: Written = {
      type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
      name: "attachment",
      inputs: { role: "role", policyArn: UNKNOWN },
      from: { policyArn: ["managed"] },
    };
    expect(new Asked([bucket("records", ephi), role, managed, attachment, reader], tagged).path("reader")).toEqual([
      "records",
      "managed",
      "role",
      "reader",
    ]);
  });
});

describe("environments that name a store", () => {
  const named = (variables: unknown, from?: Record<string, string[]>): Written => ({
    type: "aws:lambda/function:Function",
    name: "named",
    inputs: { name: "named", environment: { variables } },
    ...(from && { from }),
  });

  test("by a known name, by what a value was computed from, and not by another text", () => {
    const path = (written: Written) => new Asked([bucket("records", ephi), written], tagged).path("named");
    expect(path(named({ STORE: "records" }))).toEqual(["records", "named"]);
    expect(path(named({ STORE: UNKNOWN }, { environment: ["records"] }))).toEqual(["records", "named"]);
    expect(path(named({ STORE: "elsewhere" }))).toBe("no");
    expect(path(named({ STORE: UNKNOWN }))).toBe("unknown");
  });

  test("in the containers of a task, and where these write their lines", () => {
    const definition: Written = {
      type: "aws:ecs/taskDefinition:TaskDefinition",
      name: "task",
      inputs: {
        containerDefinitions: JSON.stringify([
          {
            name: "portal",
            environment: [{ name: "STORE", value: "records" }],
            logConfiguration: { logDriver: "awslogs", options: { "awslogs-group": "/portal" } },
          },
        ]),
      },
    };
    const lines: Written = { type: "aws:cloudwatch/logGroup:LogGroup", name: "lines", inputs: { name: "/portal" } };
    expect(new Asked([bucket("records", ephi), lines, definition], tagged).path("lines")).toEqual(["records", "task", "lines"]);
  });
});

describe("copies under another name", () => {
  test("a table that is made of a bucket's objects", () => {
    const table: Written = {
      type: "aws:dynamodb/table:Table",
      name: "visits",
      inputs: { importTable: { inputFormat: "CSV", s3BucketSource: { bucket: "records" } } },
    };
    expect(new Asked([bucket("records", ephi), table], tagged).path("visits")).toEqual(["records", "visits"]);
  });

  test("a warehouse that is restored from another one's snapshot", () => {
    const warehouse = (name: string, inputs: Readonly<Record<string, unknown>>): Written => ({
      type: "aws:redshift/cluster:Cluster",
      name,
      inputs,
    });
    const snapshot: Written = {
      type: "aws:redshift/clusterSnapshot:ClusterSnapshot",
      name: "snapshot",
      inputs: { clusterIdentifier: "source", snapshotIdentifier: "monday" },
      outputs: { id: "monday" },
    };
    const stack = [
      warehouse("source", { clusterIdentifier: "source", tags: ephi }),
      snapshot,
      warehouse("copy", { clusterIdentifier: "copy", snapshotIdentifier: "monday" }),
    ];
    expect(new Asked(stack, tagged).path("copy")).toEqual(["source", "snapshot", "copy"]);
  });
});

describe("front doors", () => {
  const door = (name: string, inputs: object = {}): Written => ({ type: "aws:lb/loadBalancer:LoadBalancer", name, inputs: { ...inputs } });
  const group = (name: string): Written => ({ type: "aws:lb/targetGroup:TargetGroup", name });
  const listener = (target: string): Written => ({
    type: "aws:lb/listener:Listener",
    name: `listener-${target}`,
    inputs: { loadBalancerArn: UNKNOWN, defaultActions: [{ type: "forward", targetGroupArn: UNKNOWN }] },
    from: { loadBalancerArn: ["door"], defaultActions: [target] },
  });
  const service = (name: string, target: string, tags: object): Written => ({
    type: "aws:ecs/service:Service",
    name,
    inputs: { tags, loadBalancers: [{ targetGroupArn: UNKNOWN }] },
    from: { loadBalancers: [target] },
  });
  const parts = [group("records-group"), group("site-group"), listener("records-group"), listener("site-group")];

  test("the answers of a back end go out by its door, and not on to another back end", () => {
    const asked = new Asked([door("door"), ...parts, service("records", "records-group", ephi), service("site", "site-group", {})], tagged);
    expect(asked.path("door")).toEqual(["records", "records-group", "door"]);
    expect(asked.path("site")).toBe("no");
  });

  test("requests go on from a door that is classified to all that is behind it", () => {
    const asked = new Asked(
      [door("door", { tags: ephi }), ...parts, service("records", "records-group", {}), service("site", "site-group", {})],
      tagged,
    );
    expect(asked.path("site")).toEqual(["door", "site-group", "site"]);
  });

  describe("of API Gateway that call another service themselves", () => {
    const api: Written = { type: "aws:apigateway/restApi:RestApi", name: "api", inputs: { tags: ephi }, outputs: { id: "api" } };
    const integration = (uri: unknown, from?: Record<string, string[]>): Written => ({
      type: "aws:apigateway/integration:Integration",
      name: "integration",
      inputs: { restApi: "api", type: "AWS", uri },
      ...(from && { from }),
    });
    const queue: Written = { type: "aws:sqs/queue:Queue", name: "intake", inputs: { name: "intake" } };

    test("requests go into the queue that the address names", () => {
      const path = (written: Written) => new Asked([api, queue, written], tagged).path("intake");
      expect(path(integration("arn:aws:apigateway:us-east-1:sqs:path/111122223333/intake"))).toEqual(["api", "intake"]);
      expect(path(integration("arn:aws:apigateway:us-east-1:sqs:path/111122223333/other"))).toBe("no");
      expect(path(integration(UNKNOWN, { uri: ["intake"] }))).toEqual(["api", "intake"]);
    });

    test("the objects of a bucket go out by it", () => {
      const out = { ...api, inputs: {} };
      const path = (written: Written) => new Asked([out, bucket("records", ephi), bucket("site", none), written], tagged).path("api");
      expect(path(integration("arn:aws:apigateway:us-east-1:s3:path/records/{key}"))).toEqual(["records", "api"]);
      expect(path(integration("arn:aws:apigateway:us-east-1:s3:path/site/{key}"))).toBe("no");
    });

    test("an HTTP API names the queue among its parameters", () => {
      const http: Written = { type: "aws:apigatewayv2/api:Api", name: "http", inputs: { tags: ephi }, outputs: { id: "http" } };
      const call: Written = {
        type: "aws:apigatewayv2/integration:Integration",
        name: "call",
        inputs: {
          apiId: "http",
          integrationSubtype: "SQS-SendMessage",
          requestParameters: { QueueUrl: UNKNOWN, MessageBody: "$request.body" },
        },
        from: { requestParameters: ["intake"] },
      };
      expect(new Asked([http, queue, call], tagged).path("intake")).toEqual(["http", "intake"]);
    });
  });

  test("a distribution caches what its origin holds", () => {
    const distribution: Written = {
      type: "aws:cloudfront/distribution:Distribution",
      name: "distribution",
      inputs: { origins: [{ originId: "records", domainName: "records.s3.us-east-1.amazonaws.com" }] },
    };
    expect(new Asked([bucket("records", ephi), distribution], tagged).path("distribution")).toEqual(["records", "distribution"]);
  });
});

describe("further ways", () => {
  const paths: readonly (readonly [string, readonly Written[], string, readonly string[]])[] = [
    [
      "replication",
      [
        bucket("records", ephi),
        bucket("copy"),
        {
          type: "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
          name: "replication",
          inputs: { bucket: "records", rules: [{ status: "Enabled", destination: { bucket: "arn:aws:s3:::copy" } }] },
        },
      ],
      "copy",
      ["records", "copy"],
    ],
    [
      "a file system that is mounted by its access point",
      [
        { type: "aws:efs/fileSystem:FileSystem", name: "files", inputs: { tags: ephi } },
        { type: "aws:efs/accessPoint:AccessPoint", name: "point", inputs: { fileSystemId: UNKNOWN }, from: { fileSystemId: ["files"] } },
        {
          type: "aws:lambda/function:Function",
          name: "mounting",
          inputs: { fileSystemConfig: { arn: UNKNOWN, localMountPath: "/mnt" } },
          from: { fileSystemConfig: ["point"] },
        },
      ],
      "mounting",
      ["files", "mounting"],
    ],
    [
      "backups, by the plan into its vault",
      [
        { type: "aws:dynamodb/table:Table", name: "visits", inputs: { name: "visits", tags: ephi } },
        { type: "aws:backup/vault:Vault", name: "vault", inputs: { name: "vault" } },
        { type: "aws:backup/plan:Plan", name: "plan", inputs: { name: "plan", rules: [{ targetVaultName: "vault" }] } },
        {
          type: "aws:backup/selection:Selection",
          name: "selection",
          inputs: { planId: UNKNOWN, resources: [UNKNOWN] },
          from: { planId: ["plan"], resources: ["visits"] },
        },
      ],
      "vault",
      ["visits", "plan", "vault"],
    ],
    [
      "a migration, from endpoint to endpoint",
      [
        { type: "aws:rds/instance:Instance", name: "old", inputs: { identifier: "old", tags: ephi } },
        { type: "aws:rds/instance:Instance", name: "new", inputs: { identifier: "new" } },
        { type: "aws:dms/endpoint:Endpoint", name: "source", inputs: { serverName: UNKNOWN }, from: { serverName: ["old"] } },
        { type: "aws:dms/endpoint:Endpoint", name: "target", inputs: { serverName: UNKNOWN }, from: { serverName: ["new"] } },
        {
          type: "aws:dms/replicationTask:ReplicationTask",
          name: "task",
          inputs: { sourceEndpointArn: UNKNOWN, targetEndpointArn: UNKNOWN },
          from: { sourceEndpointArn: ["source"], targetEndpointArn: ["target"] },
        },
      ],
      "new",
      ["old", "source", "task", "target", "new"],
    ],
    [
      "log lines, by a subscription filter",
      [
        { type: "aws:cloudwatch/logGroup:LogGroup", name: "lines", inputs: { name: "/portal", tags: ephi } },
        {
          type: "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
          name: "delivery",
          inputs: { name: "delivery", extendedS3Configuration: { bucketArn: "arn:aws:s3:::archive" } },
          outputs: { arn: "arn:aws:firehose:us-east-1:111122223333:deliverystream/delivery" },
        },
        bucket("archive"),
        {
          type: "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter",
          name: "filter",
          inputs: { logGroup: "/portal", destinationArn: "arn:aws:firehose:us-east-1:111122223333:deliverystream/delivery" },
        },
      ],
      "archive",
      ["lines", "delivery", "archive"],
    ],
    [
      "query results",
      [
        bucket("records", ephi),
        bucket("results"),
        { type: "aws:athena/database:Database", name: "database", inputs: { name: "clinic", bucket: "records" } },
        {
          type: "aws:athena/workgroup:Workgroup",
          name: "workgroup",
          inputs: { name: "analysts", configuration: { resultConfiguration: { outputLocation: "s3://results/queries/" } } },
        },
        {
          type: "aws:athena/namedQuery:NamedQuery",
          name: "query",
          inputs: { database: "clinic", workgroup: "analysts", query: "SELECT 1" },
        },
      ],
      "results",
      ["records", "database", "workgroup", "results"],
    ],
  ];

  test.each(paths)("%s", (_, written, name, path) => {
    expect(new Asked(written, tagged).path(name)).toEqual(path);
  });

  test("what leaves the stack ends at the resource that sends it away", () => {
    const topic: Written = { type: "aws:sns/topic:Topic", name: "results", inputs: { name: "results", tags: ephi } };
    const subscription: Written = {
      type: "aws:sns/topicSubscription:TopicSubscription",
      name: "mailbox",
      inputs: { topic: UNKNOWN, protocol: "email", endpoint: "nurse@clinic.example" },
      from: { topic: ["results"] },
    };
    const asked = new Asked([topic, subscription]);
    expect(asked.steps()).toEqual(["results -> mailbox"]);
    expect(JSON.stringify(asked.session.flows())).not.toContain("nurse");
  });

  test("access logs carry names, not content, and are no way", () => {
    const logging: Written = {
      type: "aws:s3/bucketLogging:BucketLogging",
      name: "logging",
      inputs: { bucket: "records", targetBucket: "access" },
    };
    expect(new Asked([bucket("records", ephi), bucket("access", none), logging]).steps()).toEqual([]);
  });
});
