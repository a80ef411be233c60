import { isMultiRegion, orAnotherTrail, recordsAccount } from "../../policies/aws/cloudtrail/account-trail";
import { ResourceIndex } from "../../policies/graph/references";
import { ResourceNode } from "../../policies/graph/resource";
import { Stack } from "../../policies/graph/stack";

function trail(name: string, provider: string, inputs: Readonly<Record<string, unknown>>): ResourceNode {
  return new ResourceNode({
    urn: `urn:pulumi:test::test::aws:cloudtrail/trail:Trail::${name}`,
    type: "aws:cloudtrail/trail:Trail",
    name,
    inputs: { s3BucketName: "trail-logs", ...inputs },
    provider: { urn: provider, type: "pulumi:providers:aws", inputs: {} },
  });
}

function outcome(own: ResourceNode, other: ResourceNode): string {
  const judged = own.view<"cloudtrail.Trail">("judged");
  const stack = new Stack(new ResourceIndex([own, other]), { complete: true });
  return orAnotherTrail(judged, isMultiRegion(judged), stack, recordsAccount).outcome;
}

const single = trail("single", "workload", {});

test("a trail of the same provider records what this one leaves out", () => {
  expect(outcome(single, trail("all", "workload", { isMultiRegionTrail: true }))).toBe("pass");
});

test("a trail of another provider may be of another account", () => {
  expect(outcome(single, trail("all", "audit", { isMultiRegionTrail: true }))).toBe("undetermined");
  expect(outcome(single, trail("one", "audit", {}))).toBe("fail");
});

test("an organization's trail records every account", () => {
  expect(outcome(single, trail("all", "audit", { isMultiRegionTrail: true, isOrganizationTrail: true }))).toBe("pass");
});
