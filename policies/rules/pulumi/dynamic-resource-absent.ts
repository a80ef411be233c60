import { defineAnyResourceRule, fail } from "../../rule";

const dynamicTypes: ReadonlySet<string> = new Set([
  "pulumi-nodejs:dynamic:Resource",
  "pulumi-python:dynamic:Resource",
  "command:local:Command",
  "command:remote:Command",
]);

// Advisory: such a resource may do nothing to ePHI; the finding says that nobody can tell from the program's plan.
export default defineAnyResourceRule({
  id: "dynamic-resource-absent",
  title: "Nothing is deployed by code that a preview cannot read",
  threat: "A store of ePHI is made or changed by code, and no check sees what it does.",
  remedy: "Use a resource of @pulumi/aws; where code must run, review it by hand and record the result.",
  cites: ["164.308(a)(1)(ii)(A)", "164.312(a)(1)"],
  severity: "medium",
  level: "advisory",
  speaksOf: (type) => dynamicTypes.has(type),
  check: () => fail("what this resource does is code that a preview cannot read"),
  equivalents: {},
  examples: {
    good: {},
    bad: {
      "a dynamic resource": (s) => s.addByToken("pulumi-nodejs:dynamic:Resource", { __provider: "exports.handler = ..." }),
      "a shell command": (s) => s.addByToken("command:local:Command", { create: "aws s3 mb s3://documents" }),
    },
    unknown: {},
    notApplicable: {
      "a resource of the classic provider": (s) => s.add("s3.Bucket", {}),
    },
  },
});
