import { accountOf } from "../../policies/aws/own-account";
import { ResourceNode } from "../../policies/graph/resource";

function account(
  allowedAccountIds: unknown,
  outputs?: Readonly<Record<string, unknown>>,
  type = "aws:sns/topic:Topic",
): string | undefined {
  const node = new ResourceNode({
    urn: `urn:pulumi:test::test::${type}::notices`,
    type,
    name: "notices",
    inputs: {},
    ...(outputs && { outputs }),
    provider: { urn: "provider", type: "pulumi:providers:aws", inputs: { allowedAccountIds } },
  });
  return accountOf({ node });
}

test("the account of a provider that may work in one account only, as JSON or as a list", () => {
  expect([account('["111122223333"]'), account(["111122223333"]), account(["111122223333", "444455556666"])]).toEqual([
    "111122223333",
    "111122223333",
    undefined,
  ]);
  expect([account(undefined), account("[1]"), account("{}"), account('"111122223333"'), account("not JSON")]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test("a resource's own ARN comes first, where it names an account", () => {
  expect(account(["111122223333"], { arn: "arn:aws:sns:us-east-1:444455556666:notices" })).toBe("444455556666");
  expect(account(["111122223333"], { arn: "arn:aws:s3:::records" })).toBe("111122223333");
  expect(account(["111122223333"], { arn: 1 })).toBe("111122223333");
});

test("the target of an event rule is where its rule is, whatever it sends to", () => {
  const outputs = { arn: "arn:aws:events:us-east-1:444455556666:event-bus/central" };
  expect(account(["111122223333"], outputs, "aws:cloudwatch/eventTarget:EventTarget")).toBe("111122223333");
  expect(account(undefined, outputs, "aws:cloudwatch/eventTarget:EventTarget")).toBeUndefined();
});
