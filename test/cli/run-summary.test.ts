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

test("of ten thousand changes the worst are told, and how many there are", () => {
  const change = (index: number, weakened: boolean) => ({
    change: weakened ? ("weakened" as const) : ("unmanaged" as const),
    urn: `urn:pulumi:prod::clinic::aws:sqs/queue:Queue::queue-${index}\u001b[31m<b>`,
    readings: [],
  });
  const drift = Array.from({ length: 10_000 }, (_, index) => change(index, index === 9_999));
  const summary = summaryOf({ ...emptyRun(), drift });
  expect(summary).toContain("queue-9999");
  expect(summary).toContain("and 9950 more changes");
  expect(summary.split("\n").length).toBeLessThan(60);
  expect(summary).not.toContain("\u001b[31m");
  const page = rendered({ ...emptyRun(), drift }, "html")["report.html"] ?? "";
  expect(page).toContain("8,000 more changes not shown here");
  expect(page).toContain("queue-9999\\u{1b}[31m&lt;b>");
});
