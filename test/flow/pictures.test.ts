import { flowPicture } from "../../cli/flow/picture";
import { flowTree } from "../../cli/flow/tree";
import type { RunFlow, RunResource } from "../../policies/evidence/run";

const urn = (type: string, name: string) => `urn:pulumi:prod::clinic::${type}::${name}`;

function resource(type: string, name: string, rest: Partial<RunResource> = {}): RunResource {
  return { urn: urn(type, name), type, name, holdsData: false, inScope: "yes", because: "it is classified as holding ePHI", ...rest };
}

const bucket = "aws:s3/bucket:Bucket";
const queue = "aws:sqs/queue:Queue";
const aFunction = "aws:lambda/function:Function";
const step = (from: RunResource, to: RunResource, carries = "messages"): RunFlow => ({
  from: from.urn,
  to: to.urn,
  via: "a property",
  carries,
});

const documents = resource(bucket, "documents", { holdsData: true, classification: "ephi" });
const arrivals = resource(queue, "arrivals", {
  holdsData: true,
  path: [documents.urn, urn(queue, "arrivals")],
  because: "ePHI reaches it from documents",
});
const filing = resource(aFunction, "filing", {
  path: [documents.urn, arrivals.urn, urn(aFunction, "filing")],
  because: "ePHI reaches it from documents",
});
const brochures = resource(bucket, "brochures", {
  holdsData: true,
  classification: "none",
  inScope: "no",
  because: "it is classified as holding no ePHI",
});
const archive = resource(bucket, "archive", { holdsData: true, classification: "ephi" });
const run = {
  resources: [documents, arrivals, filing, brochures, archive],
  flows: [
    step(documents, arrivals, "notices of objects"),
    step(arrivals, filing),
    step(documents, brochures, "objects"),
    step(documents, filing, "objects"),
  ],
};

/** The text that a reader of XML sees in the elements of a name. */
function textsOf(svg: string, element: string): readonly string[] {
  return [...svg.matchAll(new RegExp(`<${element}[^>]*>([^<]*)</${element}>`, "g"))].map(([, text]) => text ?? "");
}

test("the tree names each source and what it flows to, and what is classified out though ePHI comes to it", () => {
  expect(flowTree(run)).toBe(
    [
      "ePHI: 4 resources on its ways, 4 steps, 1 classified as holding none.",
      "",
      "documents (s3 Bucket), classified as ePHI",
      "|- notices of objects -> arrivals (sqs Queue)",
      "|  `- messages -> filing (lambda Function)",
      "|- objects -> brochures (s3 Bucket) !! classified as holding no ePHI",
      "`- objects -> filing (lambda Function)",
      "",
      "1 store with ePHI from which nothing is seen to flow:",
      "   archive (s3 Bucket), classified as ePHI",
      "",
    ].join("\n"),
  );
});

test("what flows in a circle is unfolded once", () => {
  const [one, two] = [
    resource(queue, "one", { because: "nothing classifies it" }),
    resource(queue, "two", { because: "nothing classifies it" }),
  ];
  const tree = flowTree({ resources: [one, two], flows: [step(one, two), step(two, one)] });
  expect(tree.match(/unfolded above/g)).toHaveLength(1);
});

test("a tree of a long chain is cut, and says so", () => {
  const chain = Array.from({ length: 5_000 }, (_, index) =>
    resource(queue, `queue-${index}`, index === 0 ? { classification: "ephi" } : { path: ["a", "b"] }),
  );
  const flows = chain.slice(1).map((to, index) => step(chain[index] ?? to, to));
  const tree = flowTree({ resources: chain, flows });
  expect(tree.split("\n").length).toBeLessThan(2_020);
  expect(tree).toContain("and 3,000 lines more");
});

test("a stack without ePHI has a tree and a picture that say so", () => {
  expect(flowTree({ resources: [], flows: [] })).toContain("0 resources");
  expect(textsOf(flowPicture({ resources: [], flows: [] }), "text")).toContain("No ePHI is seen to flow.");
});

test("the picture has a box for each resource, a line for each pair, and marks each by what it is", () => {
  const svg = flowPicture(run);
  expect(textsOf(svg, "text")).toEqual(
    expect.arrayContaining(["documents", "arrivals", "filing", "brochures", "archive", "notices of objects"]),
  );
  expect(svg.match(/<path class="way"/g)).toHaveLength(4);
  // One of each is the legend's.
  expect(svg.match(/<rect class="source"/g)).toHaveLength(3);
  expect(svg.match(/<rect class="reached"/g)).toHaveLength(3);
  expect(svg.match(/<rect class="refused"/g)).toHaveLength(2);
  expect(svg).toContain("prefers-color-scheme:dark");
});

test("boxes do not lie on each other, and all lie within the picture", () => {
  const svg = flowPicture(manyOf(100));
  const [, width = "0", height = "0"] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? [];
  const boxes = [
    ...svg.matchAll(/<rect class="(?:source|reached|refused|assumed)" x="([\d.-]+)" y="([\d.-]+)" width="(\d+)" height="46"/g),
  ].map(([, x, y, boxWidth]) => ({
    left: Number(x),
    top: Number(y),
    right: Number(x) + Number(boxWidth),
    bottom: Number(y) + 46,
  }));
  expect(boxes.length).toBe(100);
  for (const [index, one] of boxes.entries()) {
    expect(one.left >= 0 && one.top >= 0 && one.right <= Number(width) && one.bottom <= Number(height)).toBe(true);
    for (const other of boxes.slice(index + 1)) {
      expect(one.right <= other.left || other.right <= one.left || one.bottom <= other.top || other.bottom <= one.top).toBe(true);
    }
  }
});

test("of a large stack a part is drawn, and what is left out is said", () => {
  const svg = flowPicture(manyOf(1_000));
  expect(svg.match(/<g><title>[^<]*\)<\/title><rect/g)).toHaveLength(120);
  expect(textsOf(svg, "text").some((text) => /^Not drawn: 880 resources, [\d,]+ ways; phiguard flow --json lists them\.$/.test(text))).toBe(
    true,
  );
});

test("names cannot become markup, script or terminal control", () => {
  const hostile = resource(bucket, `<script>alert("x")</script>&'\u001b[31m\u202e`, { holdsData: true, classification: "ephi" });
  const via = { ...step(hostile, documents, `"/><script>1</script>`), via: "<b>\u0000" };
  const svg = flowPicture({ resources: [hostile, documents], flows: [via] });
  for (const text of [svg, flowTree({ resources: [hostile, documents], flows: [via] })]) {
    for (const steering of ["\u001b", "\u0000", "\u202e"]) expect(text).not.toContain(steering);
  }
  expect(svg).not.toMatch(/<script|<b>/);
});

/** Chains of three from each of several sources. */
function manyOf(count: number) {
  const resources = Array.from({ length: count }, (_, index) =>
    index % 4 === 0
      ? resource(bucket, `documents-${index}`, { holdsData: true, classification: "ephi" })
      : resource(queue, `queue-of-some-service-${index}`, { path: ["a", "b"], because: "ePHI reaches it" }),
  );
  const flows = resources.flatMap((to, index) => {
    const from = resources[index - 1];
    return index % 4 === 0 || !from ? [] : [step(from, to)];
  });
  return { resources, flows };
}
