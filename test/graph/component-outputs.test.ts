import { ResourceIndex, resolveTarget } from "../../policies/graph/references";
import { ResourceNode } from "../../policies/graph/resource";
import { UNKNOWN } from "../../policies/unknown";

const urnOf = (name: string) => `urn:pulumi:test::clinic::${name}`;

function node(
  type: string,
  name: string,
  options: { parent?: string; inputs?: Record<string, unknown>; keyFrom?: string } = {},
): ResourceNode {
  return new ResourceNode({
    urn: urnOf(name),
    type,
    name,
    inputs: options.inputs ?? {},
    ...(options.parent && { parent: urnOf(options.parent) }),
    ...(options.keyFrom && { propertyDependencies: { kmsMasterKeyId: [urnOf(options.keyFrom)] } }),
  });
}

const component = (name: string, parent?: string) => node("acme:index:Store", name, parent ? { parent } : {});
const key = (name: string, parent?: string) => node("aws:kms/key:Key", name, parent ? { parent } : {});
const queue = (keyFrom: string, kmsMasterKeyId: unknown = UNKNOWN) =>
  node("aws:sqs/queue:Queue", "queue", { inputs: { kmsMasterKeyId }, keyFrom });

function targetOf(from: ResourceNode, others: readonly ResourceNode[]): string {
  const cell = from.view<"sqs.Queue">("judged").at((p) => p.kmsMasterKeyId);
  const target = resolveTarget(new ResourceIndex([...others, from]), from, cell, new Set(["kms.Key"]));
  if (target.state === "resource") return target.resource.name;
  return "candidates" in target ? `${target.state}: ${target.candidates.map(({ name }) => name).join(", ")}` : target.state;
}

test("an output of a component comes from what the component made", () => {
  expect(targetOf(queue("store"), [component("store"), key("own", "store"), key("other")])).toBe("own");
});

test("and from what a component in it made, where it made nothing of the kind itself", () => {
  expect(targetOf(queue("store"), [component("store"), component("inner", "store"), key("deep", "inner")])).toBe("deep");
  expect(targetOf(queue("store"), [component("store"), component("inner", "store"), key("deep", "inner"), key("own", "store")])).toBe(
    "own",
  );
});

test("of two that it made, either", () => {
  expect(targetOf(queue("store"), [component("store"), key("one", "store"), key("two", "store")])).toBe("ambiguous: one, two");
});

test("what a component did not make stays unknown", () => {
  expect(targetOf(queue("store"), [component("store"), key("other")])).toBe("unknown");
});

test("what is made below a resource is not the resource's", () => {
  const bucket = node("aws:s3/bucket:Bucket", "store");
  expect(targetOf(queue("store"), [bucket, key("child", "store")])).toBe("unknown");
});

test("a value that is known is taken at its word", () => {
  const arn = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
  expect(targetOf(queue("store", arn), [component("store"), key("own", "store")])).toBe("outside");
});
