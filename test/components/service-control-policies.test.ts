import { serviceControlPolicies } from "../../components/organization-guardrails/service-control-policies";
import { collect } from "./harness";

/** Source: AWS Organizations User Guide, "Quotas and service limits for AWS Organizations". */
const longestPolicy = 5120;
const mostPoliciesOfATarget = 5;

async function contents(settings: Parameters<typeof serviceControlPolicies>[0]): Promise<readonly string[]> {
  const found: string[] = [];
  await collect(() => {
    for (const { content } of serviceControlPolicies(settings)) content.apply((text) => found.push(text));
  });
  return found;
}

test("each policy is as short as Organizations asks, and all fit onto one target beside FullAWSAccess", async () => {
  const keepers = Array.from({ length: 5 }, (_, index) => `arn:aws:iam::*:role/deployment/of/the/organization/${index}`);
  const found = await contents({ keepers, refusedServices: ["lightsail", "workdocs", "chime"] });
  expect(found.length).toBeLessThan(mostPoliciesOfATarget);
  expect(found.filter((text) => text.length > longestPolicy)).toEqual([]);
});

test("keepers are let through where they keep the guardrails, and nowhere else", async () => {
  const [trail, data, identities, transmission] = await contents({ keepers: ["arn:aws:iam::*:role/deployment"], refusedServices: [] });
  expect(trail).toContain("role/deployment");
  expect(data).toContain("role/deployment");
  expect(identities).toContain("role/deployment");
  expect(transmission).not.toContain("role/deployment");
});

test("service control policies name no principal, and deny only", async () => {
  for (const text of await contents({ keepers: [], refusedServices: [] })) {
    const document: unknown = JSON.parse(text);
    expect(document).toMatchObject({ Version: "2012-10-17" });
    expect(text).not.toContain('"Principal"');
    expect(text).not.toContain('"Allow"');
  }
});
