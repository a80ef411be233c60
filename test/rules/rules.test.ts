import { readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { crossGuardPolicies } from "../../policies/crossguard/policies";
import { isAccountRule, isAnyResourceRule, isResourceRule } from "../../policies/evaluate";
import type { Rule } from "../../policies/rule";
import { functioningRules } from "../../policies/rules/functioning.gen";
import { rules as packRules } from "../../policies/rules/index.gen";
import { ServedPack } from "../examples/analyzer";
import { judgeExample, settingsOf } from "../examples/judge-example";
import { examplesOf, factsTold, maskedStacks, stacksWithUntoldFacts } from "../examples/laws";
import { record } from "../examples/record";
import { isSecret, unknownString, urnOf, type WireResource, wireResources } from "../examples/wire";

/** RULES=rds,s3-versioning limits a run to the rules whose id starts with one of these. */
const wanted = process.env.RULES?.split(",");
const allRules = [...packRules, ...functioningRules];
const rules = allRules.filter((rule) => wanted === undefined || wanted.some((prefix) => rule.id.startsWith(prefix)));

test("the id of a rule is its file's name, in the folder of its service, and each file is in the index", () => {
  const folder = join(__dirname, "../../policies/rules");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => /^[^/]+\/.*\.ts$/.test(file));
  const ids = files.filter((file) => dirname(file) !== ".").map((file) => basename(file, ".ts"));
  expect(allRules.map((rule) => rule.id).sort()).toEqual(ids.sort());
});

describe.each(rules.map((rule): [string, Rule] => [rule.id, rule]))("%s", (id, rule) => {
  test("has examples of every kind", () => {
    // A rule on any type may forbid it altogether, or be decided by the type alone.
    const least = isAnyResourceRule(rule) ? 0 : 1;
    expect(Object.keys(rule.examples.good).length).toBeGreaterThanOrEqual(2 * least);
    expect(Object.keys(rule.examples.bad).length).toBeGreaterThanOrEqual(2);
    expect(Object.keys(rule.examples.unknown).length).toBeGreaterThanOrEqual(least);
    expect(Object.keys(rule.examples.notApplicable).length).toBeGreaterThanOrEqual(1);
  });

  test.each(examplesOf(rule))("%s", async (_, outcome, example) => {
    const recorded = record(example);
    const verdict = judgeExample(rule, recorded);
    expect(verdict).toMatchObject({ outcome });
    // What only a live account tells is not asked of a preview.
    if (functioningRules.includes(rule)) return;

    const served = await ServedPack.serve(crossGuardPolicies([rule]), {
      phiguard: { properties: { ...settingsOf(rule, recorded) } },
      [id]: { properties: recorded.parameters },
    });
    const resources = wireResources(recorded);
    const subject = recorded.subject && urnOf(recorded.subject);
    const reported = (await served.preview(resources)).diagnostics.filter(({ urn }) => subject === undefined || urn === subject);
    const level = outcome === "undetermined" ? "advisory" : rule.level;
    expect(reported.map((diagnostic) => [diagnostic.policy, diagnostic.level])).toEqual(
      outcome === "fail" || outcome === "undetermined" ? [[id, level]] : [],
    );
  });

  test("the masking law: an unknown in place of any known value never turns the verdict, it may only leave it open", () => {
    for (const [name, outcome, example] of examplesOf(rule)) {
      const recorded = record(example);
      for (const resources of maskedStacks(wireResources(recorded))) {
        const verdict = judgeExample(rule, recorded, { resources });
        if (verdict.outcome !== outcome && verdict.outcome !== "undetermined") {
          throw new Error(`${name}: ${outcome} became ${verdict.outcome} (${verdict.because}) with ${JSON.stringify(resources)}`);
        }
      }
    }
  });

  test("what is not observed decides nothing", () => {
    if (!functioningRules.includes(rule)) return;
    const examples = examplesOf(rule).map(([name, outcome, example]) => ({ name, outcome, recorded: record(example) }));
    const known = factsTold(examples.map(({ recorded }) => wireResources(recorded)));
    const open = ({ name, recorded }: (typeof examples)[number], resources: readonly WireResource[], may: readonly string[]) => {
      const { outcome, because } = judgeExample(rule, recorded, { resources });
      if (outcome !== "undetermined" && !may.includes(outcome))
        throw new Error(`${name} became ${outcome} (${because}) with ${JSON.stringify(resources)}`);
    };
    for (const example of examples) {
      const resources = wireResources(example.recorded);
      for (const untold of stacksWithUntoldFacts(resources, known)) open(example, untold, [example.outcome]);
      const nothing = resources.map((resource) => ({ ...resource, observed: undefined }));
      const unread = resources.map((resource) => ({
        ...resource,
        observed: resource.observed && Object.fromEntries([...(known.get(resource.type) ?? [])].map((fact) => [fact, unknownString])),
      }));
      const left = resources.map((resource) => ({ ...resource, observed: resource.observed && {} }));
      for (const unseen of [nothing, unread]) open(example, unseen, ["not-applicable"]);
      if (isAccountRule(rule)) open(example, left, ["not-applicable"]);
    }
  });

  test("a verdict reached while the stack is being read is the one of the whole stack", () => {
    for (const [, outcome, example] of examplesOf(rule)) {
      if (isAccountRule(rule)) return;
      const early = judgeExample(rule, record(example), { complete: false });
      expect(["undetermined", outcome]).toContain(early.outcome);
    }
  });

  test("no message shows a value that the program keeps secret", () => {
    const secret = "s3cr3t-value-of-the-program-that-nobody-may-see";
    for (const [, , example] of examplesOf(rule)) {
      const recorded = record(example);
      const resources = wireResources(recorded).map((resource) => ({
        ...resource,
        properties: Object.fromEntries(Object.entries(resource.properties).map(([key, value]) => [key, withSecrets(value, secret)])),
        observed:
          resource.observed &&
          Object.fromEntries(Object.entries(resource.observed).map(([key, value]) => [key, withSecrets(value, secret)])),
      }));
      expect(JSON.stringify(judgeExample(rule, recorded, { resources }))).not.toContain(secret);
    }
  });

  test("its remediation mends what fails", async () => {
    if (!isResourceRule(rule) || !rule.fix) return;
    let mended = 0;
    for (const [, outcome, example] of examplesOf(rule)) {
      if (outcome !== "fail") continue;
      const recorded = record(example);
      const served = await ServedPack.serve(crossGuardPolicies([rule]), {
        phiguard: { properties: { ...settingsOf(rule, recorded) } },
        [id]: { level: "remediate", properties: recorded.parameters },
      });
      const resources = wireResources(recorded);
      const index = resources.findIndex(({ urn }) => recorded.subject && urn === urnOf(recorded.subject));
      const before = resources[index];
      const properties = before && (await served.remediate(before));
      if (!before || !properties) continue;
      mended++;
      const after = judgeExample(rule, recorded, { resources: resources.with(index, { ...before, properties }) });
      expect(after).toMatchObject({ outcome: "pass" });
    }
    expect(mended).toBeGreaterThan(0);
  });
});

/** Puts the secret in place of every string. What a rule shows on purpose is short; a secret that long is never shown. */
function withSecrets(value: unknown, secret: string): unknown {
  if (typeof value === "string") return value === unknownString ? value : secret;
  if (Array.isArray(value)) return value.map((item) => withSecrets(item, secret));
  if (typeof value !== "object" || value === null) return value;
  if (isSecret(value)) return { ...value, value: withSecrets(value.value, secret) };
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withSecrets(item, secret)]));
}
