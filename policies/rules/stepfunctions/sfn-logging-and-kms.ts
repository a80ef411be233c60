import { all, defineRule, notApplicable, when } from "../../rule";

const machine = { definition: "{}", roleArn: "arn:aws:iam::111122223333:role/intake" };
const kmsKeyId = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const encryptionConfiguration = { type: "CUSTOMER_MANAGED_KMS_KEY", kmsKeyId };
const loggingConfiguration = { level: "ERROR", logDestination: "arn:aws:logs:us-east-1:111122223333:log-group:intake:*" };

export default defineRule({
  id: "sfn-logging-and-kms",
  title: "Step Functions state machines write logs, leave ePHI out of them, and use a customer-managed KMS key",
  threat: "Inputs and results that hold ePHI lie under AWS's key or in plain logs, and a failed run leaves no record.",
  remedy:
    'Set loggingConfiguration.level to "ERROR" or "ALL" with logDestination, leave includeExecutionData off, and set encryptionConfiguration to a customer-managed key.',
  cites: ["164.312(b)", "164.312(a)(2)(iv)", "164.308(a)(4)(ii)(C)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["sfn.StateMachine", "sfn.Activity"],
  // Execution data in the logs is tolerated in a group with a key of yours; a group outside of the stack leaves that open.
  check(resource, stack) {
    const because = "execution data is encrypted with a key of AWS's own";
    const activity = resource.as("sfn.Activity");
    if (activity) {
      return stack
        .key(
          activity,
          activity.at((p) => p.encryptionConfiguration?.kmsKeyId),
        )
        .isCustomerManaged(because);
    }
    const states = resource.as("sfn.StateMachine");
    if (!states) return notApplicable();
    const level = states
      .at((p) => p.loggingConfiguration?.level)
      .or("OFF")
      .shown();
    const data = states.at((p) => p.loggingConfiguration?.includeExecutionData).or(false);
    const destination = states.at((p) => p.loggingConfiguration?.logDestination);
    return all(
      level.noneOf(["OFF"], "runs are not logged"),
      when(data.is(true), () =>
        stack.target(states, destination, "cloudwatch.LogGroup").decide({
          absent: () => destination.isSet("there is no log group", "a log group"),
          resource: (logs) =>
            stack
              .key(
                logs,
                logs.at((p) => p.kmsKeyId),
              )
              .isCustomerManaged("execution data goes into a log group without a key of yours"),
        }),
      ),
      stack
        .key(
          states,
          states.at((p) => p.encryptionConfiguration?.kmsKeyId),
        )
        .isCustomerManaged(because),
    );
  },
  equivalents: {
    cdkNag: ["StepFunctionStateMachineAllLogsToCloudWatch", "StepFunctionStateMachineXray"],
    prowler: [
      "stepfunctions_statemachine_logging_enabled",
      "stepfunctions_statemachine_encrypted_with_cmk",
      "stepfunctions_statemachine_no_secrets_in_definition",
    ],
    checkov: ["CKV_AWS_284", "CKV_AWS_285"],
  },
  examples: {
    good: {
      "errors are logged, without data": (s) => s.add("sfn.StateMachine", { ...machine, loggingConfiguration, encryptionConfiguration }),
      "data in an encrypted log group": (s) => {
        const logs = s.add("cloudwatch.LogGroup", { kmsKeyId });
        return s.add("sfn.StateMachine", {
          ...machine,
          encryptionConfiguration,
          loggingConfiguration: { level: "ALL", includeExecutionData: true, logDestination: logs.out("arn") },
        });
      },
      "activity with a key": (s) => s.add("sfn.Activity", { encryptionConfiguration }),
    },
    bad: {
      "nothing set": (s) => s.add("sfn.StateMachine", machine),
      "no logs": (s) => s.add("sfn.StateMachine", { ...machine, encryptionConfiguration }),
      "data in a log group without a key": (s) => {
        const logs = s.add("cloudwatch.LogGroup", {});
        return s.add("sfn.StateMachine", {
          ...machine,
          encryptionConfiguration,
          loggingConfiguration: { level: "ALL", includeExecutionData: true, logDestination: logs.out("arn") },
        });
      },
      "activity without a key": (s) => s.add("sfn.Activity", {}),
    },
    unknown: {
      "data in a log group of another stack": (s) =>
        s.add("sfn.StateMachine", {
          ...machine,
          encryptionConfiguration,
          loggingConfiguration: { ...loggingConfiguration, includeExecutionData: true },
        }),
      "level known later": (s) =>
        s.add("sfn.StateMachine", {
          ...machine,
          encryptionConfiguration,
          loggingConfiguration: { ...loggingConfiguration, level: s.later() },
        }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("sfn.StateMachine", { ...machine, tags: { DataClassification: "none" } }),
    },
  },
});
