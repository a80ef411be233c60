import { create } from "xmlbuilder2";
import { hostileTexts, removeFolders, rendered } from "./rendered";
import { clinicRun, emptyRun, hostileRun } from "./runs";

afterAll(removeFolders);

interface Element {
  readonly "@name"?: string;
  readonly "@tests"?: string;
  readonly "@failures"?: string;
  readonly "@skipped"?: string;
  readonly testsuite?: Element | readonly Element[];
  readonly testcase?: Element | readonly Element[];
  readonly failure?: unknown;
  readonly skipped?: unknown;
}

/** A parser of XML, which refuses what is not well-formed. */
function read(xml: string | undefined): Element {
  const document: { readonly testsuites: Element } = JSON.parse(create(xml ?? "").end({ format: "json" }));
  return document.testsuites;
}

const listOf = (found: Element | readonly Element[] | undefined): readonly Element[] => [found ?? []].flat();

test("a run that came to no end is red, whatever was seen", () => {
  const root = read(rendered({ ...emptyRun(), complete: false }, "junit")["junit.xml"]);
  expect([root["@tests"], root["@failures"]]).toEqual(["1", "1"]);
});

describe("junit.xml", () => {
  const run = clinicRun();
  const root = read(rendered(run, "junit")["junit.xml"]);
  const suites = listOf(root.testsuite);
  const cases = suites.flatMap(({ testcase }) => listOf(testcase));

  test("fails exactly what blocks, problems with the checking included", () => {
    const blocking = run.counts.blocking + run.problems.filter(({ blocks }) => blocks).length;
    expect(cases.filter(({ failure }) => failure !== undefined)).toHaveLength(blocking);
    expect(root["@failures"]).toBe(`${blocking}`);
  });

  test("has a test for each verdict and each problem, and counts them", () => {
    expect(cases).toHaveLength(run.verdicts.length + run.problems.length);
    expect(root["@tests"]).toBe(`${cases.length}`);
    for (const suite of suites) expect(suite["@tests"]).toBe(`${listOf(suite.testcase).length}`);
  });

  test("skips what neither passed nor blocks, with the approver of an exception", () => {
    const skipped = cases.filter(({ skipped: reason }) => reason !== undefined);
    const passed = run.verdicts.filter(({ outcome }) => outcome === "pass").length;
    expect(skipped).toHaveLength(cases.length - passed - Number(root["@failures"]));
    expect(JSON.stringify(skipped)).toContain("EXC-2026-004, approved by Marcus Oyelaran, expires 2027-03-31");
  });

  test("is well-formed whatever resources are called, and says the same", () => {
    for (const hostile of Object.values(hostileTexts)) {
      const again = read(rendered(hostileRun(hostile), "junit")["junit.xml"]);
      expect(again["@tests"]).toBe(root["@tests"]);
    }
  });

  test("is a whole document where there is nothing to test", () => {
    expect(read(rendered(emptyRun(), "junit")["junit.xml"])["@tests"]).toBe("0");
  });
});
