import { all, any, defineRule, fail } from "../../rule";

const role = "arn:aws:iam::111122223333:role/results";
const queue = "arn:aws:sqs:us-east-1:111122223333:failed-results";

export default defineRule({
  id: "lambda-dlq-and-concurrency",
  title: "Lambda functions keep what they fail to process, and reserve their concurrency",
  threat: "An event that holds ePHI is dropped after two retries, and nobody can show that it ever arrived.",
  remedy:
    "Set deadLetterConfig.targetArn, or destinationConfig.onFailure in an aws.lambda.FunctionEventInvokeConfig, and reservedConcurrentExecutions.",
  cites: ["164.312(b)", "164.312(c)(1)"],
  severity: "low",
  // Only asynchronous calls end in a dead-letter queue, and how a function is called cannot be read from it; an account's concurrency is shared out by judgement.
  level: "advisory",
  applies: "ephi",
  on: ["lambda.Function"],
  check: (lambda, stack) =>
    all(
      any(
        lambda.at((p) => p.deadLetterConfig?.targetArn).isSet("failed events are dropped", "a queue or topic"),
        stack
          .attached(lambda, "lambda.FunctionEventInvokeConfig", (p) => p.functionName)
          .some(
            (invoke) => invoke.at((p) => p.destinationConfig?.onFailure?.destination).isSet("failed events are dropped", "a destination"),
            () => fail("failed events are dropped"),
          ),
      ),
      lambda
        .at((p) => p.reservedConcurrentExecutions)
        .or(-1)
        .shown()
        .atLeast(0, "no concurrency is reserved"),
    ),
  equivalents: {
    cdkNag: ["HIPAA.Security-LambdaDLQ", "HIPAA.Security-LambdaConcurrency", "LambdaAsyncFailureDestination"],
    prowler: ["awslambda_function_no_dead_letter_queue"],
    checkov: ["CKV_AWS_115", "CKV_AWS_116"],
  },
  examples: {
    good: {
      "a dead-letter queue": (s) =>
        s.add("lambda.Function", { role, deadLetterConfig: { targetArn: queue }, reservedConcurrentExecutions: 10 }),
      "a destination for failures": (s) => {
        const lambda = s.add("lambda.Function", { role, reservedConcurrentExecutions: 10 });
        s.add("lambda.FunctionEventInvokeConfig", {
          functionName: lambda.out("name"),
          destinationConfig: { onFailure: { destination: queue } },
        });
        return lambda;
      },
    },
    bad: {
      "nothing set": (s) => s.add("lambda.Function", { role }),
      "no concurrency reserved": (s) => s.add("lambda.Function", { role, deadLetterConfig: { targetArn: queue } }),
      "concurrency not limited": (s) =>
        s.add("lambda.Function", { role, deadLetterConfig: { targetArn: queue }, reservedConcurrentExecutions: -1 }),
    },
    unknown: {
      "concurrency known later": (s) =>
        s.add("lambda.Function", { role, deadLetterConfig: { targetArn: queue }, reservedConcurrentExecutions: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("lambda.Function", { role, tags: { DataClassification: "none" } }),
    },
  },
});
