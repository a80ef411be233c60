// Of what was not read, each part may be there or not: for any two parts there is a world in which the one is there and the other is not.
import { otherWorlds } from "../../cli/verify/worlds";
import type { ResourceDescription } from "../../policies/graph/resource";
import { UNKNOWN } from "../../policies/unknown";

function resource(name: string, properties: readonly string[]): ResourceDescription {
  const inputs = Object.fromEntries(properties.map((property) => [property, UNKNOWN]));
  return { urn: `urn:pulumi:live::1::aws:sqs/queue:Queue::${name}`, type: "aws:sqs/queue:Queue", name, inputs: { name, ...inputs } };
}

interface Part {
  readonly urn: string;
  readonly property: string;
}

/** Whether some world has one part of the account and not the other. */
function hasOneWithout(worlds: readonly (readonly ResourceDescription[])[], there: Part, absent: Part): boolean {
  const holds = (world: readonly ResourceDescription[], { urn, property }: Part) =>
    world.find((one) => one.urn === urn)?.inputs[property] === UNKNOWN;
  return worlds.some((world) => holds(world, there) && !holds(world, absent));
}

test.each([
  ["two resources with one unread part each", [["policy"], ["tags"]]],
  ["five of one kind", [["policy"], ["policy"], ["policy"], ["policy"], ["policy"]]],
  ["several parts of several resources", [["policy", "tags", "key"], ["policy"], ["tags", "key"], []]],
])("of %s, each is there without each other one in some world", (_, properties) => {
  const resources = properties.map((names, index) => resource(`queue-${index}`, names));
  const parts = resources.flatMap(({ urn }, index) => (properties[index] ?? []).map((property): Part => ({ urn, property })));
  const worlds = [...otherWorlds(resources, new Set())];
  for (const there of parts) {
    for (const absent of parts) if (there !== absent) expect(hasOneWithout(worlds, there, absent)).toBe(true);
  }
});

test("what may be absent is so apart from what else was not read", () => {
  const [policy, queue] = [resource("policy", ["policy"]), resource("queue", ["tags"])];
  const worlds = [...otherWorlds([policy, queue], new Set([policy.urn]))];
  const there = (world: readonly ResourceDescription[]) => world.some(({ urn }) => urn === policy.urn);
  const tags = (world: readonly ResourceDescription[]) => world.some(({ inputs }) => inputs.tags === UNKNOWN);
  expect(worlds.some((world) => !there(world) && tags(world))).toBe(true);
  expect(worlds.some((world) => there(world) && !tags(world))).toBe(true);
});

test("a thousand resources that could not be read make no thousand worlds", () => {
  const resources = Array.from({ length: 1000 }, (_, index) => resource(`queue-${index}`, ["policy", "tags"]));
  expect([...otherWorlds(resources, new Set())].length).toBeLessThan(40);
});

test("where all was read, there is one other world only", () => {
  expect([...otherWorlds([resource("queue", [])], new Set())]).toHaveLength(1);
});
