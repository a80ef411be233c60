import { isDeprecatedRuntime } from "../../aws/lambda-runtimes";
import { defineRule, notApplicable, when } from "../../rule";

const role = "arn:aws:iam::111122223333:role/results";

export default defineRule({
  id: "lambda-supported-runtime",
  title: "Lambda functions run on a runtime that AWS still patches",
  threat: "A known fault of the language or its libraries stays open in a function that reads ePHI.",
  remedy: "Set runtime to a current version of the language.",
  cites: ["164.308(a)(5)(ii)(B)", "164.308(a)(1)(ii)(B)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["lambda.Function"],
  check(lambda) {
    const runtime = lambda.at((p) => p.runtime).shown();
    return when(
      runtime.present,
      () => runtime.test((name) => !isDeprecatedRuntime(name), "a runtime that is patched", "the runtime is no longer patched"),
      () => notApplicable("a container image brings its own runtime"),
    );
  },
  equivalents: {
    cdkNag: ["LambdaLatestVersion"],
    prowler: ["awslambda_function_using_supported_runtimes"],
    checkov: ["CKV_AWS_363"],
  },
  examples: {
    good: {
      "current Node.js": (s) => s.add("lambda.Function", { role, runtime: "nodejs22.x" }),
      "current Python": (s) => s.add("lambda.Function", { role, runtime: "python3.13" }),
      "Java on Amazon Linux 2, which is patched until June 2027": (s) => s.add("lambda.Function", { role, runtime: "java11" }),
    },
    bad: {
      "Node.js 16": (s) => s.add("lambda.Function", { role, runtime: "nodejs16.x" }),
      "Python 3.8": (s) => s.add("lambda.Function", { role, runtime: "python3.8" }),
      "Node.js 20, which ended in April 2026": (s) => s.add("lambda.Function", { role, runtime: "nodejs20.x" }),
    },
    unknown: {
      "runtime known later": (s) => s.add("lambda.Function", { role, runtime: s.later() }),
    },
    notApplicable: {
      "container image": (s) => s.add("lambda.Function", { role, packageType: "Image" }),
      "no ePHI": (s) => s.add("lambda.Function", { role, runtime: "nodejs16.x", tags: { DataClassification: "none" } }),
    },
  },
});
