import { summaryOf } from "../../cli/run-summary";
import { rendered } from "../report/rendered";
import { emptyRun } from "../report/runs";

const run = { ...emptyRun(), complete: false };

test("a run that came to no end is nowhere called compliant", () => {
  expect(summaryOf(run)).toContain("not judged to the end");
  expect(summaryOf(run)).not.toContain("compliant");
  const page = rendered(run, "html")["report.html"] ?? "";
  expect(page).toContain("Not judged to the end: nothing that blocks was seen until then");
  expect(page).not.toContain("Compliant: nothing blocks");
});

test("one that did is, where nothing blocks", () => {
  expect(summaryOf(emptyRun())).toContain("compliant");
});
