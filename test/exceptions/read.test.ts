import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020";
import addFormats from "ajv-formats";
import { parse, stringify } from "yaml";
import { longestRegister, readRegisterText, readRegisterValue } from "../../policies/exceptions/read";
import { mostExceptions } from "../../policies/exceptions/schema";
import { registerSchemaFile } from "../../scripts/generate/register-schema";
import { alternative, entry } from "./entries";

const good = stringify({ version: 1, exceptions: [entry(), entry({ ...alternative, id: "other" })] });

interface Told {
  readonly at: string;
  readonly message: string;
}

function told(text: string): Told[] {
  return readRegisterText(text).problems.map(({ line, column, message }) => ({ at: `${line}:${column}`, message }));
}

/** The register with one line changed; the line's number, from 1. */
function changed(from: string, to: string): { readonly text: string; readonly line: number } {
  const lines = good.split("\n");
  const index = lines.findIndex((line) => line.includes(from));
  expect(index).toBeGreaterThan(-1);
  lines[index] = (lines[index] ?? "").replace(from, to);
  return { text: lines.join("\n"), line: index + 1 };
}

test("a register that is right", () => {
  const { entries, problems } = readRegisterText(good);
  expect(problems).toEqual([]);
  expect(entries.map(({ entry: { id }, at: { line } }) => [id, line])).toEqual([
    ["visits-encryption", 3],
    ["other", good.split("\n").findIndex((line) => line.includes("id: other")) + 1],
  ]);
});

describe("a mistake is told with its line and column, and costs only its entry", () => {
  test.each([
    ["owner: Dana Ruiz", "owner: 7", 12, "exceptions[0].owner must be a string"],
    ["owner: Dana Ruiz", "owner: x", 12, "exceptions[0].owner must name a person or a role"],
    ["owner: Dana Ruiz", "proprietor: Dana Ruiz", 5, "exceptions[0] has the key proprietor, which is not one of its keys"],
    ["kind: accepted-risk", "kind: waiver", 11, "exceptions[0].kind must be one of equivalent-alternative, accepted-risk"],
    ["approvedOn: 2026-10-01", "approvedOn: 2026-13-01", 17, "exceptions[0].approvedOn must be a date of the calendar"],
    ["- urn:pulumi:prod::clinic::aws", "- urn:pulumi:prod::aws", 9, "exceptions[0].resources[0] must be the URN of one resource"],
    [
      "- urn:pulumi:prod::clinic::aws:rds/instance:Instance::visits",
      "- { type: aws:s3/bucket:Bucket, nam: visits }",
      9,
      "resources[0].name is missing",
    ],
    ["- urn:pulumi:prod::clinic::aws:rds/instance:Instance::visits", "- 7", 9, "exceptions[0].resources[0] must be an object"],
    ["- storage-encrypted", "- '*'", 9, "exceptions[0].rules[0] must be the id of one rule, without patterns"],
  ])("%s -> %s", (from, to, column, message) => {
    const { text, line } = changed(from, to);
    const { problems, entries } = readRegisterText(text);
    const found = problems.find((problem) => problem.message.includes(message));
    expect(problems.map((problem) => problem.message).join("\n")).toContain(message);
    expect([found?.line, found?.column, found?.entry, found?.blocks]).toEqual([line, column, "visits-encryption", true]);
    expect(entries.map(({ entry: { id } }) => id)).toEqual(["other"]);
  });

  test("what is missing is told at its entry", () => {
    const text = good.replace(/ {4}approver: .*\n/, "");
    expect(told(text)).toEqual([{ at: "3:5", message: "exceptions[0].approver is missing" }]);
  });

  test("a mistake of the header costs all", () => {
    expect(told(good.replace("version: 1", "version: 2"))).toEqual([{ at: "1:10", message: "version must be 1" }]);
    expect(readRegisterText(good.replace("version: 1", "version: 2")).entries).toEqual([]);
    expect(told(`${good}signatures: required\n`)).toMatchObject([
      { message: "the register has the key signatures, which is not one of its keys" },
    ]);
    expect(told("version: 1\n")).toEqual([{ at: "1:1", message: "exceptions is missing" }]);
  });

  test("many mistakes are not all told", () => {
    const text = stringify({ version: 1, exceptions: Array.from({ length: 500 }, () => ({})) });
    const { problems } = readRegisterText(text);
    expect(problems.length).toBeLessThan(100);
    expect(problems.at(-1)?.message).toBe("the register has more mistakes than are told here");
  });
});

describe("hostile input", () => {
  test.each([
    ["nothing", "", "the register must be an object"],
    ["a text", "just words", "the register must be an object"],
    ["a list", "- a\n- b\n", "the register must be an object"],
    ["cut in the middle", good.slice(0, 120), "exceptions[0]"],
    ["cut in a bracket", `${good}  - [`, "the register is not YAML"],
    ["a key given twice", good.replace("    owner:", "    id: twice\n    owner:"), "the register is not YAML: Map keys must be unique"],
    ["two documents", `${good}---\n${good}`, "the register is not YAML"],
    ["tabs", good.replace("    owner:", "\towner:"), "the register is not YAML"],
    ["an anchor", good.replace("reason: ", "reason: &why "), "the register holds an anchor, an alias or a tag"],
    ["an alias", `${good.replace("reason: ", "reason: &why ")}`.replace("owner: Dana Ruiz", "owner: *why"), "the register holds an anchor"],
    ["an anchor at the very beginning", "&a { version: 1, exceptions: [] }", "the register holds an anchor, an alias or a tag"],
    ["an anchor on a key", good.replace("reason: ", "&why reason: "), "the register holds an anchor, an alias or a tag"],
    ["a tag", good.replace("owner: Dana", "owner: !!str Dana"), "the register holds an anchor, an alias or a tag"],
    ["a tag of its own", good.replace("owner: Dana", "owner: !run Dana"), "the register is not YAML"],
    ["a merge", good.replace("    owner:", "    <<: { kind: not-applicable }\n    owner:"), "has the key <<"],
    ["a prototype", good.replace("    owner:", "    __proto__: { kind: not-applicable }\n    owner:"), "has the key __proto__"],
    ["binary", "\u0000\u0001\u0002", "the register"],
  ])("%s", (_name, text, message) => {
    const { problems } = readRegisterText(text);
    expect(problems[0]?.message).toContain(message);
    expect(problems[0]?.blocks).toBe(true);
  });

  test("the place of an anchor and of a key given twice", () => {
    const anchored = changed("reason: ", "reason: &why ");
    expect(told(anchored.text)[0]?.at).toBe(`${anchored.line}:18`);
    const twice = changed("owner: Dana Ruiz", "kind: not-applicable");
    expect(told(twice.text)[0]?.at).toBe(`${twice.line}:5`);
  });

  test("billions of laughs are not laughed", () => {
    const bomb = `a: &a [${"x, ".repeat(50)}]\n${"bcdefgh".replace(/./g, (name) => `${name}: &${name} [${`*${String.fromCharCode(name.charCodeAt(0) - 1)}, `.repeat(20)}]\n`)}`;
    expect(told(bomb)).toMatchObject([{ at: "1:7", message: expect.stringContaining("an anchor") }]);
  });

  test.each([
    ["in YAML, a few bytes each", () => `version: 1\nexceptions:\n${"- {}\n".repeat(1_000_000)}`],
    ["in YAML, hardly a byte each", () => `version: 1\nexceptions: [${",".repeat(longestRegister - 100)}`],
    ["in YAML, two bytes each", () => `version: 1\nexceptions:\n${"-\n".repeat(900_000)}`],
    ["in YAML, as many as pass for words", () => `version: 1\nexceptions: [${",".repeat(390_000)}`],
    ["in YAML, as many as pass for lines", () => `version: 1\nexceptions:\n${"-\n".repeat(190_000)}`],
    ["nested without end", () => `version: 1\nexceptions: ${"[".repeat(900_000)}`],
    ["nested as deep as passes", () => `version: 1\nexceptions: ${"[".repeat(390_000)}`],
    ["nested by indentation", () => "- ".repeat(190_000)],
    ["nested maps", () => "{a: ".repeat(90_000)],
  ])(
    "a million entries end soon, with a clear error: %s",
    (_name, text) => {
      const before = Date.now();
      const [problem] = readRegisterText(text()).problems;
      expect(problem?.message).toMatch(
        /^the register (is larger than|holds more than|holds \d+ exceptions|is not YAML|is nested too deep)/,
      );
      expect(Date.now() - before).toBeLessThan(20_000);
    },
    60_000,
  );

  test("a million entries in the settings", () => {
    const [problem] = readRegisterValue({ version: 1, exceptions: Array.from({ length: 1_000_000 }, () => null) }).problems;
    expect(problem?.message).toBe(`the register holds 1000000 exceptions, and at most ${mostExceptions} are taken`);
  });

  test("what the settings hold is read without positions", () => {
    const { problems } = readRegisterValue({ version: 1, exceptions: [entry({ owner: undefined })] });
    expect(problems).toEqual([{ code: "schema", message: "exceptions[0].owner is missing", entry: "visits-encryption", blocks: true }]);
    for (const value of [undefined, null, 7, "text", [], {}]) expect(readRegisterValue(value).problems).not.toEqual([]);
  });
});

describe("the published schema", () => {
  const published = join(__dirname, "../../policies/exceptions/phiguard-exceptions.schema.json");
  const validate = addFormats(new Ajv2020({ strict: false })).compile(JSON.parse(readFileSync(published, "utf8")));

  test("is what the reader is made of", () => {
    expect(readFileSync(published, "utf8")).toBe(registerSchemaFile().text);
  });

  test.each([
    ["a good register", good, true],
    ["no approver", good.replace(/ {4}approver: .*\n/, ""), false],
    ["a wrong kind", good.replace("accepted-risk", "waiver"), false],
    ["a wrong date", good.replace("2026-10-01", "2026-02-30"), false],
    ["a key too many", good.replace("owner:", "proprietor:"), false],
    ["no version", good.replace("version: 1\n", ""), false],
  ])("agrees with the reader: %s", (_name, text, right) => {
    expect(validate(parse(text))).toBe(right);
    expect(readRegisterText(text).problems.length === 0).toBe(right);
  });
});
