import { hostileTexts, removeFolders, rendered } from "./rendered";
import { clinicRun, emptyRun, hostileRun, manyVerdicts } from "./runs";
import { githubHtml, hasPython, installTimeout, validatorsPython } from "./validators";

afterAll(removeFolders);

/** GitHub refuses a longer comment, "body is too long (maximum is 65536 characters)". */
const longestComment = 65_536;

const comment = (run = clinicRun()) => rendered(run, "markdown")["comment.md"] ?? "";

test("tells the outcome, the counts and the ten worst findings, and folds the others", () => {
  const run = clinicRun();
  const text = comment();
  expect(text.split("\n")[0]).toContain(`blocked by ${run.counts.blocking} findings`);
  expect(text).toContain(`| ${run.counts.blocking} | ${run.counts.fail} | ${run.counts.undetermined} |`);
  const [shown = "", folded = ""] = text.split("<details>");
  expect(shown.match(/^- .*\*\*blocks\*\*|^- .*\(\*\*blocks/gm)).toHaveLength(10);
  const all = run.counts.fail + run.counts.undetermined;
  expect(folded).toContain(`<summary>${all - 10} more findings</summary>`);
  expect(folded.match(/^- /gm)).toHaveLength(all - 10);
});

test("says of a compliant run that nothing blocks, and is short", () => {
  expect(comment(emptyRun())).toMatch(/^## ✅ HIPAA safeguards: nothing blocks\n/);
  expect(comment(emptyRun()).length).toBeLessThan(600);
});

test("says that a run is not complete", () => {
  expect(comment({ ...clinicRun(), complete: false })).toContain("stopped before the whole stack was judged");
  expect(comment({ ...emptyRun(), complete: false })).toMatch(/^## ⛔ HIPAA safeguards: not judged to the end\n/);
});

test.each([
  ["10,000 verdicts", () => manyVerdicts(10_000)],
  ["names that grow when escaped", () => hostileRun("@#<>".repeat(200))],
])("stays within what GitHub takes, with %s, and says how many are left out", (_, run) => {
  const text = comment(run());
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(longestComment);
  expect(text).toMatch(/- … and [\d,]+ more; the report has all of them\./);
  expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
});

const withPython = hasPython() ? describe : describe.skip;
if (!hasPython()) console.warn("NOT TESTED: python3 with venv is missing, so GitHub's own renderer of Markdown was not asked.");

withPython("as GitHub renders it", () => {
  let python = "";
  beforeAll(() => {
    python = validatorsPython();
  }, installTimeout);

  const tagsOf = (html: string) => [...html.matchAll(/<\/?([a-z][a-z0-9]*)\b[^>]*>/g)].map(([tag]) => tag);

  test("has a table, a list and what is folded", () => {
    const tags = new Set(tagsOf(githubHtml(python, comment())));
    for (const tag of ["<table>", "<li>", "<details>", "<h2>", "<code>"]) expect(tags).toContain(tag);
  });

  test.each(Object.entries(hostileTexts))("takes nothing in a name for markup: %s", (_, hostile) => {
    // Names have the same length, so that the same findings fit.
    const plain = githubHtml(python, comment(hostileRun("x")));
    const html = githubHtml(python, comment(hostileRun(hostile)));
    const kinds = (text: string) => [...new Set(tagsOf(text))].sort();
    expect(kinds(html)).toEqual(kinds(plain));
    expect(kinds(html)).not.toContain("<a>");
    const cells = (text: string) =>
      tagsOf(text).filter((tag) => tag.startsWith("<td") || tag.startsWith("<th") || tag.startsWith("<h")).length;
    expect(cells(html)).toBe(cells(plain));
  });

  test("mentions nobody and refers to nothing: outside code, an at sign or a number sign is never next to a name", () => {
    const html = githubHtml(python, comment(hostileRun("@octocat #12 GH")));
    const outsideCode = html.replace(/<code>.*?<\/code>/gs, "");
    expect(outsideCode).toContain("octocat");
    expect(outsideCode.match(/[@#]\w.{0,20}/g)).toBeNull();
  });
});
