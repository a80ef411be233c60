import { defineRule } from "../../rule";

const role = "arn:aws:iam::111122223333:role/results";

export default defineRule({
  id: "lambda-tracing-and-logs",
  title: "Lambda functions are traced",
  threat: "After an incident nobody can follow a request that touched ePHI through the functions it went through.",
  remedy: 'Set tracingConfig.mode to "Active".',
  cites: ["164.312(b)"],
  severity: "low",
  // Traces help to follow requests; what the paragraph asks for, a record of activity, is in the logs.
  level: "advisory",
  applies: "ephi",
  on: ["lambda.Function"],
  // Every function writes logs, into a group of its own where none is named; the rules on log groups judge those of the stack.
  check: (lambda) =>
    lambda
      .at((p) => p.tracingConfig?.mode)
      .or("PassThrough")
      .shown()
      .equals("Active", "the function is not traced"),
  equivalents: {
    cdkNag: ["LambdaTracing", "LambdaLogging"],
    checkov: ["CKV_AWS_50"],
    pulumi: ["aws-lambda-function-configure-tracing-config", "aws-lambda-function-enable-tracing-config"],
  },
  examples: {
    good: {
      traced: (s) => s.add("lambda.Function", { role, tracingConfig: { mode: "Active" } }),
      "traced, with its own log group": (s) =>
        s.add("lambda.Function", { role, tracingConfig: { mode: "Active" }, loggingConfig: { logFormat: "JSON", logGroup: "results" } }),
    },
    bad: {
      "nothing set": (s) => s.add("lambda.Function", { role }),
      "traced only where the caller is": (s) => s.add("lambda.Function", { role, tracingConfig: { mode: "PassThrough" } }),
    },
    unknown: {
      "mode known later": (s) => s.add("lambda.Function", { role, tracingConfig: { mode: s.later() } }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("lambda.Function", { role, tags: { DataClassification: "none" } }),
    },
  },
});
