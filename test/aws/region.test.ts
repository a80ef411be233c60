import { sameRegion } from "../../policies/aws/region";
import { ResourceNode } from "../../policies/graph/resource";
import { UNKNOWN } from "../../policies/unknown";

function resource(region: unknown, provider?: { readonly name: string; readonly region?: unknown }) {
  const node = new ResourceNode({
    urn: "urn:pulumi:test::test::aws:ebs/volume:Volume::disk",
    type: "aws:ebs/volume:Volume",
    name: "disk",
    inputs: region === undefined ? {} : { region },
    ...(provider && { provider: { urn: provider.name, type: "pulumi:providers:aws", inputs: { region: provider.region } } }),
  });
  return { node };
}

test("a resource's own Region comes before its provider's", () => {
  const provider = { name: "default", region: "us-east-1" };
  expect(sameRegion(resource(undefined, provider), resource("us-east-1", provider))).toBe("yes");
  expect(sameRegion(resource(undefined, provider), resource("us-west-2", provider))).toBe("no");
});

test("Regions that are known only later, or said by one side alone, are unknown", () => {
  expect(sameRegion(resource(UNKNOWN), resource("us-east-1"))).toBe("unknown");
  expect(sameRegion(resource(undefined), resource("us-east-1"))).toBe("unknown");
  expect(sameRegion(resource(undefined), resource(undefined))).toBe("yes");
});

test("under another provider the account may be another one", () => {
  const workload = { name: "workload", region: "us-east-1" };
  expect(sameRegion(resource(undefined, workload), resource(undefined, { name: "audit", region: "us-east-1" }))).toBe("unknown");
  expect(sameRegion(resource(undefined, workload), resource(undefined, { name: "audit", region: "us-west-2" }))).toBe("no");
});
