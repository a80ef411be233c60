import { filterMatches } from "../../policies/aws/registry-scanning";

const names = ["prod", "repo-prod", "prod-repo", "repo-prod-repo", "prodrepo"];

// Source: Amazon ECR User Guide, "Filters to choose which repositories are scanned", its table of filters and names.
test.each([
  ["prod", [true, true, true, true, true]],
  ["*prod", [true, true, false, false, false]],
  ["prod*", [true, false, true, false, true]],
  ["*prod*", [true, true, true, true, true]],
  ["prod*repo", [false, false, true, false, true]],
])("the filter %s matches as AWS says", (filter, expected) => {
  expect(names.map((name) => filterMatches(filter, name))).toEqual(expected);
});

test.each([
  ["*", "", true],
  ["a*a", "a", false],
  ["a*a", "aa", true],
  ["a*b*c", "abc", true],
  ["a*b*c", "a-c", false],
  ["a*b*c", "a-b-b-c", true],
  ["ab*bc*cd", "abcd", false],
  ["ab*bc*cd", "abbccd", true],
  ["a*bb*bb*c", "abbbc", false],
  ["a*bb*bb*c", "abbbbc", true],
  ["a.c*", "abc", false],
])("the filter %s on %j: %s", (filter, name, expected) => {
  expect(filterMatches(filter, name)).toBe(expected);
});
