import { allObjectsOf } from "../../policies/aws/cloudtrail/recorded-buckets";
import type { Ternary } from "../../policies/aws/ternary";
import { Cell } from "../../policies/cell";
import { UNKNOWN } from "../../policies/unknown";

const arn = (value: unknown) => new Cell<string>(value, { path: "values[0]" });

test.each<[unknown, Ternary, Ternary]>([
  ["arn:aws:s3", "yes", "unknown"],
  ["arn:aws:s3:::", "yes", "unknown"],
  ["arn:aws-us-gov:s3", "yes", "unknown"],
  ["my-arn:aws:s3", "no", "unknown"],
  ["arn:aws:s3files", "no", "unknown"],
  ["arn:aws:s3:::records/", "yes", "no"],
  ["arn:aws:s3:::records/scans/", "no", "no"],
  ["arn:aws:s3:::other/", "no", "yes"],
  ["arn:aws:s3:::records", "no", "no"],
  ["my-arn:aws:s3:::records/", "no", "unknown"],
  [UNKNOWN, "unknown", "unknown"],
])("selecting %p takes in all objects of a bucket: %s, leaves it out: %s", (value, takesIn, leavesOut) => {
  const records = allObjectsOf("records");
  expect([records.takesIn(arn(value)), records.canLeaveOut(arn(value))]).toEqual([takesIn, leavesOut]);
});

test("a bucket whose name is known later may be any", () => {
  const later = allObjectsOf(UNKNOWN);
  expect([later.takesIn(arn("arn:aws:s3:::records/")), later.canLeaveOut(arn("arn:aws:s3:::records/"))]).toEqual(["unknown", "unknown"]);
  expect([later.takesIn(arn("arn:aws:s3")), later.takesIn(arn("arn:aws:s3:::records/a"))]).toEqual(["yes", "no"]);
});
