import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packPolicyName } from "../../policies/crossguard/pack-policy-name";
import { allRules as rules } from "../../policies/rules/all";
import { readSettings } from "../../policies/settings";

const folder = join(__dirname, "../../policies/profiles");
const names = new Set([...rules.map((rule) => rule.id), packPolicyName, "all"]);

test.each(readdirSync(folder))("%s names only policies that exist, at levels that exist, with settings that are right", (file) => {
  const config: Record<string, unknown> = JSON.parse(readFileSync(join(folder, file), "utf8"));
  expect(Object.keys(config).filter((name) => !names.has(name))).toEqual([]);
  for (const [name, value] of Object.entries(config)) {
    if (name === packPolicyName) expect(readSettings(value).problems).toEqual([]);
    else expect(["mandatory", "advisory", "disabled", "remediate"]).toContain(value);
  }
});
