import { UNKNOWN } from "../../policies/unknown";
import { Asked, ephi, none, type Written } from "./stack-of";

const tagged = { unclassified: "out-of-scope" } as const;

const intake: readonly Written[] = [
  { type: "aws:s3/bucket:Bucket", name: "documents", inputs: { bucket: "documents", tags: ephi } },
  { type: "aws:sqs/queue:Queue", name: "arrivals", inputs: { name: "arrivals" } },
  {
    type: "aws:s3/bucketNotification:BucketNotification",
    name: "notification",
    inputs: { bucket: UNKNOWN, queues: [{ queueArn: UNKNOWN, events: ["s3:ObjectCreated:*"] }] },
    from: { bucket: ["documents"], queues: ["arrivals"] },
  },
  { type: "aws:lambda/function:Function", name: "filing", inputs: { name: "filing" } },
  {
    type: "aws:lambda/eventSourceMapping:EventSourceMapping",
    name: "mapping",
    inputs: { eventSourceArn: UNKNOWN, functionName: UNKNOWN },
    from: { eventSourceArn: ["arrivals"], functionName: ["filing"] },
  },
  { type: "aws:cloudwatch/logGroup:LogGroup", name: "lines", inputs: { name: "/aws/lambda/filing" } },
  { type: "aws:sqs/queue:Queue", name: "unrelated", inputs: { name: "unrelated" } },
  { type: "aws:sqs/queuePolicy:QueuePolicy", name: "arrivals-policy", inputs: { queueUrl: UNKNOWN }, from: { queueUrl: ["arrivals"] } },
];

describe("where only what is classified counts", () => {
  test("scope flows from a classified source, and each resource knows the shortest path", () => {
    const asked = new Asked(intake, tagged);
    expect(asked.path("documents")).toBe("yes");
    expect(asked.path("arrivals")).toEqual(["documents", "arrivals"]);
    expect(asked.path("filing")).toEqual(["documents", "arrivals", "filing"]);
    expect(asked.path("lines")).toEqual(["documents", "arrivals", "filing", "lines"]);
    expect(asked.path("unrelated")).toBe("no");
    expect(asked.scope("arrivals").because).toBe("ePHI reaches it from documents");
  });

  test("a part is in scope with what it belongs to", () => {
    expect(new Asked(intake, tagged).path("arrivals-policy")).toEqual(["documents", "arrivals"]);
  });

  test("nothing is decided by flow while the stack is still being read", () => {
    const asked = new Asked(intake, tagged, false);
    expect(asked.path("documents")).toBe("yes");
    expect(asked.path("arrivals")).toBe("unknown");
    expect(asked.session.flows()).toEqual([]);
  });

  test("what nothing can flow to is out at once", () => {
    expect(new Asked([{ type: "aws:ec2/subnet:Subnet", name: "subnet" }], tagged, false).path("subnet")).toBe("no");
  });

  test("a reference that is not known is a way that may be, never one that is", () => {
    const asked = new Asked(
      intake.map((resource) => (resource.name === "notification" ? { ...resource, from: { bucket: ["documents"] } } : resource)),
      tagged,
    );
    expect(asked.path("arrivals")).toBe("unknown");
    expect(asked.path("unrelated")).toBe("unknown");
    expect(asked.session.flows()).toEqual([]);
  });

  test("a source whose tag is not known leaves open what it reaches", () => {
    const [documents, ...rest] = intake;
    if (!documents) throw new Error("there are no documents");
    const asked = new Asked([{ ...documents, inputs: { bucket: "documents", tags: { DataClassification: UNKNOWN } } }, ...rest], tagged);
    expect(asked.path("filing")).toBe("unknown");
    expect(asked.path("unrelated")).toBe("no");
  });

  test("what is classified as holding none ends the way", () => {
    const asked = new Asked(
      intake.map((resource) => (resource.name === "arrivals" ? { ...resource, inputs: { name: "arrivals", tags: none } } : resource)),
      tagged,
    );
    expect(asked.path("arrivals")).toBe("no");
    expect(asked.path("filing")).toBe("no");
    expect(asked.steps()).toEqual(["documents -> arrivals"]);
  });

  test("what may be classified as holding none leaves open what lies behind it", () => {
    const asked = new Asked(
      intake.map((resource) =>
        resource.name === "arrivals" ? { ...resource, inputs: { name: "arrivals", tags: { DataClassification: UNKNOWN } } } : resource,
      ),
      tagged,
    );
    expect(asked.path("filing")).toBe("unknown");
  });
});

describe("where unclassified stores count as holding ePHI", () => {
  test("what a classified source reaches says so, the rest counts by default", () => {
    const asked = new Asked(intake);
    expect(asked.path("filing")).toEqual(["documents", "arrivals", "filing"]);
    expect(asked.path("unrelated")).toBe("yes");
    expect(asked.scope("unrelated").because).toContain("nothing classifies it");
  });

  test("an unclassified store is a source of its own", () => {
    const asked = new Asked(intake.filter(({ name }) => name !== "documents" && name !== "notification"));
    expect(asked.path("arrivals")).toBe("yes");
    expect(asked.path("filing")).toEqual(["arrivals", "filing"]);
    expect(asked.steps()).toEqual(["arrivals -> filing", "filing -> lines"]);
  });
});

describe("what the program says itself", () => {
  const component = (inputs: Record<string, unknown>): Written => ({ type: "components:index:DataBucket", name: "component", inputs });
  const child: Written = { type: "aws:s3/bucketVersioning:BucketVersioning", name: "child", parent: "component" };

  test("the argument of a component classifies its children", () => {
    expect(new Asked([component({ classification: "ephi" }), child], tagged).path("child")).toBe("yes");
    expect(new Asked([component({ classification: "internal" }), child]).path("child")).toBe("no");
    expect(new Asked([component({ classification: UNKNOWN }), child]).path("child")).toBe("unknown");
    expect(new Asked([component({}), child], tagged).path("child")).toBe("no");
  });

  test("a component inside a component is classified by the nearest that says it", () => {
    const inner: Written = { type: "site:index:Inner", name: "inner", parent: "component" };
    expect(new Asked([component({ classification: "none" }), inner, { ...child, parent: "inner" }]).path("child")).toBe("no");
    expect(
      new Asked([
        component({ classification: "none" }),
        { ...inner, inputs: { classification: "ephi" } },
        { ...child, parent: "inner" },
      ]).path("child"),
    ).toBe("yes");
  });

  test("a resource's own tag wins over its component's argument", () => {
    const own = { ...child, type: "aws:s3/bucket:Bucket", inputs: { tags: ephi } };
    expect(new Asked([component({ classification: "none" }), own]).path("child")).toBe("yes");
  });

  test("a store is not classified by a resource that it only stands under", () => {
    const network: Written = { type: "aws:ec2/vpc:Vpc", name: "component", inputs: { tags: none } };
    expect(new Asked([network, { ...child, type: "aws:rds/instance:Instance" }]).path("child")).toBe("yes");
    expect(new Asked([network, { ...child, type: "aws:ec2/route:Route" }]).path("child")).toBe("no");
  });

  test("what a part belongs to wins over the provider's default tags", () => {
    const provider = {
      urn: "urn:pulumi:test::flow::pulumi:providers:aws::p",
      type: "pulumi:providers:aws",
      inputs: { defaultTags: { tags: ephi } },
    };
    const bucket: Written = { type: "aws:s3/bucket:Bucket", name: "brochures", inputs: { tags: none }, provider };
    const policy: Written = {
      type: "aws:s3/bucketPolicy:BucketPolicy",
      name: "policy",
      inputs: { bucket: UNKNOWN },
      from: { bucket: ["brochures"] },
      provider,
    };
    const role: Written = { type: "aws:iam/role:Role", name: "role", provider };
    const asked = new Asked([bucket, policy, role], tagged);
    expect(asked.path("policy")).toBe("no");
    expect(asked.path("role")).toBe("yes");
  });

  test("a part of one of several that are classified differently is undecided", () => {
    const buckets: Written[] = [
      { type: "aws:s3/bucket:Bucket", name: "one", inputs: { tags: ephi } },
      { type: "aws:s3/bucket:Bucket", name: "two", inputs: { tags: none } },
    ];
    const policy = (from: Record<string, string[]>): Written => ({
      type: "aws:s3/bucketPolicy:BucketPolicy",
      name: "policy",
      inputs: { bucket: UNKNOWN },
      from,
    });
    expect(new Asked([...buckets, policy({ bucket: ["one", "two"] })]).path("policy")).toBe("unknown");
    expect(new Asked([...buckets, policy({})]).path("policy")).toBe("unknown");
    expect(new Asked([...buckets.slice(0, 1), policy({})]).path("policy")).toBe("yes");
  });
});

test("no way leads out of a circle of parents", () => {
  const one: Written = { type: "site:index:One", name: "one", parent: "two" };
  const two: Written = { type: "site:index:Two", name: "two", parent: "one" };
  expect(new Asked([one, two], tagged).path("one")).toBe("no");
});

/** Every known part of a value, each replaced by an unknown in turn. */
function* masked(value: unknown): Generator<unknown> {
  if (value === UNKNOWN) return;
  yield UNKNOWN;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) for (const mask of masked(item)) yield value.with(index, mask);
  } else if (typeof value === "object" && value !== null) {
    for (const [key, item] of Object.entries(value)) for (const mask of masked(item)) yield { ...value, [key]: mask };
  }
}

test("the masking law: an unknown in place of any known value leaves a scope as it is, or open", () => {
  const written: readonly Written[] = [
    ...intake,
    { type: "aws:iam/role:Role", name: "role", inputs: { name: "role" } },
    {
      type: "aws:iam/rolePolicy:RolePolicy",
      name: "policy",
      inputs: {
        role: "role",
        policy: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::documents/*" }] },
      },
    },
    { type: "aws:ecs/taskDefinition:TaskDefinition", name: "task", inputs: { taskRoleArn: "role", tags: { team: "portal" } } },
    { type: "aws:s3/bucket:Bucket", name: "brochures", inputs: { bucket: "brochures", tags: none } },
    { type: "aws:sqs/queue:Queue", name: "printing", inputs: { name: "printing" } },
    {
      type: "aws:s3/bucketNotification:BucketNotification",
      name: "brochure-notification",
      inputs: { bucket: "brochures", queues: [{ queueArn: "printing", events: ["s3:ObjectCreated:*"] }] },
    },
  ];
  const names = written.map(({ name }) => name);
  for (const unclassified of ["ephi", "out-of-scope"] as const) {
    const known = new Asked(written, { unclassified });
    for (const [index, resource] of written.entries()) {
      for (const inputs of masked(resource.inputs)) {
        if (inputs === UNKNOWN || typeof inputs !== "object" || inputs === null) continue;
        const asked = new Asked(written.with(index, { ...resource, inputs: { ...inputs } }), { unclassified });
        for (const name of names) {
          const [before, after] = [known.scope(name).inScope, asked.scope(name).inScope];
          expect({ name, inputs, before, ok: after === before || after === "unknown" }).toEqual({ name, inputs, before, ok: true });
        }
      }
    }
    const growing = new Asked(written, { unclassified }, false);
    for (const name of names) expect(["unknown", known.scope(name).inScope]).toContain(growing.scope(name).inScope);
  }
});
