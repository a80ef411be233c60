// What each Region must have by itself is asked of each Region that was read.
import { readConfiguration } from "../../cli/run-output";
import { Found } from "../../cli/verify/found";
import { judgeLive } from "../../cli/verify/judge-live";
import { globalRules, regionalRules } from "../../cli/verify/regional-rules";
import { isAccountRule } from "../../policies/evaluate";
import { rules } from "../../policies/rules/index.gen";

const options = { configuration: readConfiguration(undefined), environment: {}, startedAt: new Date() };

function detector(found: Found, region: string): void {
  const arn = `arn:aws:guardduty:${region}:123456789012:detector/1`;
  found.add({ kind: "guardduty.Detector", id: arn, region, inputs: { enable: true }, outputs: { arn } });
}

function judged(detectorsIn: readonly string[], regions: readonly string[], unlistedIn?: string) {
  const found = new Found("123456789012");
  for (const region of detectorsIn) detector(found, region);
  if (unlistedIn !== undefined)
    found.notListed(["guardduty.Detector"], unlistedIn, { action: "guardduty:ListDetectors", reason: "AccessDeniedException" });
  return judgeLive(found, options, regions).verdicts.filter(({ rule }) => rule === "guardduty-enabled");
}

test("every rule on the account is of each Region, or of all at once", () => {
  const ids = rules.filter(isAccountRule).map(({ id }) => id);
  expect([...regionalRules, ...globalRules].toSorted()).toEqual(ids.toSorted());
});

test("a detector in each Region is enough", () => {
  expect(judged(["us-east-1", "eu-west-1"], ["us-east-1", "eu-west-1"]).map(({ outcome }) => outcome)).toEqual(["pass"]);
});

test("a detector in one of two Regions is not, and the other one is named", () => {
  const [only, ...others] = judged(["us-east-1"], ["us-east-1", "eu-west-1"]);
  expect(others).toEqual([]);
  expect(only?.outcome).toBe("fail");
  expect(only?.because).toContain("(in eu-west-1)");
  expect(only?.because).not.toContain("(in us-east-1)");
});

test("a Region that could not be read leaves it open", () => {
  expect(judged(["us-east-1"], ["us-east-1", "eu-west-1"], "eu-west-1").map(({ outcome }) => outcome)).toEqual(["undetermined"]);
});

test.each([
  ["one of two Regions", [true, false], "pass"],
  ["none of them", [false, false], "fail"],
] as const)("IAM's resources are recorded in %s", (_, withGlobalTypes, outcome) => {
  const found = new Found("123456789012");
  const regions = ["us-east-1", "eu-west-1"];
  for (const [index, region] of regions.entries()) {
    const at = { id: `${region}/default`, region };
    const recordingGroup = { allSupported: true, includeGlobalResourceTypes: withGlobalTypes[index] };
    found.add({ ...at, kind: "cfg.Recorder", inputs: { name: "default", recordingGroup } });
    found.add({ ...at, kind: "cfg.RecorderStatus", inputs: { name: "default", isEnabled: true } });
    found.add({ ...at, kind: "cfg.DeliveryChannel", inputs: { name: "default", s3BucketName: "records" } });
  }
  const said = judgeLive(found, options, regions).verdicts.filter(({ rule }) => rule === "config-recorder");
  expect(said.map((verdict) => verdict.outcome)).toEqual([outcome]);
});
