import { Session } from "../../policies/evaluate";
import { ResourceIndex } from "../../policies/graph/references";
import { ResourceNode } from "../../policies/graph/resource";
import { defaultSettings } from "../../policies/settings";
import { UNKNOWN } from "../../policies/unknown";
import { described, ephi, type Written } from "./stack-of";

const partsOfOne = 10;

/** One patient service: a bucket, a queue, a function and its role, a table, a log group, what joins them, and a part that says nothing of its own. */
function service(index: number): readonly Written[] {
  const named = (name: string) => `${name}-${index}`;
  const arn = (name: string, what: string) => `arn:aws:${what}:${named(name)}`;
  const [documents, arrivals, worker, role, visits] = [
    named("documents"),
    named("arrivals"),
    named("worker"),
    named("role"),
    named("visits"),
  ];
  return [
    {
      type: "aws:s3/bucket:Bucket",
      name: documents,
      inputs: { bucket: documents, ...(index % 3 === 0 && { tags: ephi }) },
      outputs: { arn: arn("documents", "s3::") },
    },
    { type: "aws:sqs/queue:Queue", name: arrivals, inputs: { name: arrivals } },
    {
      type: "aws:s3/bucketNotification:BucketNotification",
      name: named("notification"),
      inputs: { bucket: UNKNOWN, queues: [{ queueArn: UNKNOWN, events: [] }] },
      from: { bucket: [documents], queues: [arrivals] },
    },
    { type: "aws:iam/role:Role", name: role, inputs: { name: role, assumeRolePolicy: "{}" } },
    {
      type: "aws:iam/rolePolicy:RolePolicy",
      name: named("policy"),
      inputs: {
        role,
        policy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            { Effect: "Allow", Action: ["s3:GetObject"], Resource: `arn:aws:s3:::${documents}/*` },
            {
              Effect: "Allow",
              Action: ["dynamodb:*"],
              Resource: index % 10 === 0 ? "*" : `arn:aws:dynamodb:us-east-1:111122223333:table/${visits}`,
            },
          ],
        }),
      },
    },
    {
      type: "aws:lambda/function:Function",
      name: worker,
      inputs: { name: worker, role: UNKNOWN, environment: { variables: { STORE: UNKNOWN, MODE: "all" } } },
      from: { role: [role], environment: [documents] },
    },
    {
      type: "aws:lambda/eventSourceMapping:EventSourceMapping",
      name: named("mapping"),
      // Every tenth is computed from nothing that is seen: any queue may be meant.
      inputs: { eventSourceArn: UNKNOWN, functionName: UNKNOWN },
      from: { ...(index % 10 !== 1 && { eventSourceArn: [arrivals] }), functionName: [worker] },
    },
    { type: "aws:dynamodb/table:Table", name: visits, inputs: { name: visits } },
    { type: "aws:cloudwatch/logGroup:LogGroup", name: named("lines"), inputs: { name: `/aws/lambda/${worker}` } },
    { type: "aws:sqs/queuePolicy:QueuePolicy", name: named("queue-policy"), inputs: { queueUrl: UNKNOWN }, from: { queueUrl: [arrivals] } },
  ];
}

function chain(length: number): readonly Written[] {
  return Array.from({ length }, (_, index) => ({
    type: "aws:sqs/queue:Queue",
    name: `queue-${index}`,
    inputs: { name: `queue-${index}`, ...(index === 0 && { tags: ephi }), redrivePolicy: JSON.stringify({ to: `queue-${index + 1}` }) },
  }));
}

/** Milliseconds of processor time, which other programs on the machine do not lengthen much, to decide the scope of every resource and to list every step. */
function decide(nodes: readonly ResourceNode[], unclassified: "ephi" | "out-of-scope") {
  const session = new Session(new ResourceIndex(nodes), { ...defaultSettings, unclassified }, true);
  const before = process.cpuUsage();
  for (const node of nodes) session.scope(node);
  const flows = session.flows();
  const { user, system } = process.cpuUsage(before);
  return { milliseconds: (user + system) / 1000, flows: flows.length, session };
}

function nodesOf(count: number): readonly ResourceNode[] {
  // Descriptions are made service by service: a test's own lookup of names must not be what is measured.
  return Array.from({ length: count / partsOfOne }, (_, index) => service(index)).flatMap((written) =>
    described(written).map((description) => new ResourceNode(description)),
  );
}

test("10,000 resources are decided in under two seconds, and ten times as many take no more than some twenty times as long", () => {
  const [small, large] = [nodesOf(1_000), nodesOf(10_000)];
  decide(small, "ephi");
  for (const unclassified of ["ephi", "out-of-scope"] as const) {
    const few = Math.min(...[1, 2, 3].map(() => decide(small, unclassified).milliseconds));
    const { milliseconds, flows } = decide(large, unclassified);
    process.stderr.write(
      `flow of 10,000 resources, ${unclassified}: ${milliseconds.toFixed(0)} ms, ${flows} steps; of 1,000: ${few.toFixed(0)} ms\n`,
    );
    expect(flows).toBeGreaterThan(1_000);
    expect(milliseconds).toBeLessThan(2_000);
    expect(milliseconds / few).toBeLessThan(20);
  }
});

test("a chain of 2,000 resources is followed to its end", () => {
  const nodes = described(chain(2_000)).map((description) => new ResourceNode(description));
  const { session } = decide(nodes, "out-of-scope");
  const last = nodes.at(-1);
  expect(last && session.scope(last).path?.length).toBe(2_000);
});
