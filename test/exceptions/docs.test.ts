import { readFileSync } from "node:fs";
import { join } from "node:path";
import { examine } from "../../policies/exceptions/examine";
import { readRegisterText } from "../../policies/exceptions/read";
import { exceptionSchema } from "../../policies/exceptions/schema";
import { rules } from "../../policies/rules/index.gen";
import { defaultSettings, settingDescriptions } from "../../policies/settings";

const page = readFileSync(join(__dirname, "../../docs/exceptions.md"), "utf8");

test("the example register of the page is right", () => {
  const [, example = ""] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];
  const register = examine(readRegisterText(example), undefined, { rules, settings: defaultSettings, today: "2026-11-22" });
  expect(register.problems).toEqual([]);
  expect(register.counting).toHaveLength(1);
});

test("the page names every kind", () => {
  for (const { shape } of exceptionSchema.options) expect(page).toContain(`| \`${shape.kind.value}\` |`);
});

test("the pack's page names every setting of the register", () => {
  const readme = readFileSync(join(__dirname, "../../policies/README.md"), "utf8");
  const ours = settingDescriptions().map(({ key }) => key);
  for (const key of ["exceptions", "exceptionsFile", "exceptionKeys", "acceptedRisk", "neverExceptable"]) {
    expect(ours).toContain(key);
    expect(readme).toContain(`| \`${key}\``);
  }
});
