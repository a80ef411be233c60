import { annotationsOf } from "../../cli/annotations";
import { resultJson } from "../../cli/console";
import { sampleRun } from "../evidence/sample-run";

const evil = "a::b\n::error::pwn\u001b[31m\u202e,%";
const urn = `urn:pulumi:production::clinic::aws:s3/bucket:Bucket::${evil}`;

function namedEvil() {
  const run = sampleRun();
  return sampleRun({ verdicts: run.verdicts.map((verdict) => ({ ...verdict, urn, because: `bad: ${evil}` })) });
}

test("a name that holds a workflow command, a terminal's escapes or a text direction is a text in an annotation, and whole", () => {
  const lines = annotationsOf(namedEvil());
  expect(lines).toHaveLength(1);
  expect(lines[0]).toBe(
    "::error title=s3-versioning%3A a%3A%3Ab%0A%3A%3Aerror%3A%3Apwn\\u{1b}[31m\\u{202e}%2C%25::bad: a::b%0A::error::pwn\\u{1b}[31m\\u{202e},%25. Enable versioning.",
  );
});

test("what is wrong with the register blocks, and is told before the findings", () => {
  const problems = [
    { where: "register", message: "The exception x: expired.\n::error::y", blocks: true },
    { where: "settings", message: "not so bad", blocks: false },
  ] as const;
  const lines = annotationsOf({ ...sampleRun(), problems });
  expect(lines).toEqual([
    "::error title=phiguard%3A register::The exception x: expired.%0A::error::y",
    expect.stringMatching(/^::error title=s3-versioning/),
  ]);
});

test("JSON for programs holds nothing that a terminal acts on, and says the same", () => {
  const said = jest.spyOn(process.stdout, "write").mockReturnValue(true);
  try {
    const value = { [evil]: `${evil}\u009b2J\u{e0001}\u2028é\u{1f4a5}` };
    resultJson(value);
    const text = String(said.mock.calls[0]?.[0]);
    expect(text).not.toMatch(/[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}]/u);
    expect(text).toContain("é\u{1f4a5}");
    expect(JSON.parse(text)).toEqual(value);
  } finally {
    said.mockRestore();
  }
});
