import { hasLocalStorage } from "../../policies/aws/sagemaker-instances";

test.each<[string, boolean]>([
  ["ml.m5.large", false],
  ["ml.m5d.large", true],
  ["ml.c6gd.xlarge", true],
  ["ml.r6id.xlarge", true],
  ["ml.t3.medium", false],
  ["ml.inf2.xlarge", false],
  ["ml.p3.2xlarge", false],
  ["ml.p3dn.24xlarge", true],
  ["ml.p4de.24xlarge", true],
  ["ml.p5en.48xlarge", true],
  ["ml.p6-b200.48xlarge", true],
  ["ml.p6e-gb200.36xlarge", true],
  ["ml.g4dn.xlarge", true],
  ["ml.g5.xlarge", true],
  ["ml.g6e.2xlarge", true],
  ["ml.trn1n.32xlarge", true],
])("%s has local storage: %s", (type, expected) => {
  expect(hasLocalStorage(type)).toBe(expected);
});
