import type { Example } from "../../examples";
import { all, defineRule } from "../../rule";

const enabled = { enabled: true, logLevel: "INFO" };
const logs = { dagProcessingLogs: enabled, schedulerLogs: enabled, taskLogs: enabled, webserverLogs: enabled, workerLogs: enabled };
const environment = {
  dagS3Path: "dags/",
  executionRoleArn: "arn:aws:iam::111122223333:role/airflow",
  sourceBucketArn: "arn:aws:s3:::clinic-airflow",
  networkConfiguration: { subnetIds: ["subnet-0aaa1111", "subnet-0bbb2222"], securityGroupIds: ["sg-0ccc3333"] },
};
const secured = { ...environment, kmsKey: "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab" };

export default defineRule({
  id: "mwaa-secure",
  title: "Airflow environments keep to their VPC, write all logs and use a customer-managed KMS key",
  threat: "The console of what moves ePHI is on the internet, and nobody can show what it moved.",
  remedy:
    'Leave webserverAccessMode at "PRIVATE_ONLY", set kmsKey, and enable all five logs of loggingConfiguration; the key of an existing environment cannot be changed.',
  cites: ["164.312(a)(1)", "164.312(a)(2)(iv)", "164.312(b)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["mwaa.Environment"],
  // Where nothing is set AWS enables the logs of tasks only: MWAA User Guide, "Viewing Airflow logs in Amazon CloudWatch".
  check(airflow, stack) {
    const logging = [
      airflow.at((p) => p.loggingConfiguration?.dagProcessingLogs?.enabled).or(false),
      airflow.at((p) => p.loggingConfiguration?.schedulerLogs?.enabled).or(false),
      airflow.at((p) => p.loggingConfiguration?.taskLogs?.enabled).or(true),
      airflow.at((p) => p.loggingConfiguration?.webserverLogs?.enabled).or(false),
      airflow.at((p) => p.loggingConfiguration?.workerLogs?.enabled).or(false),
    ];
    return all(
      airflow
        .at((p) => p.webserverAccessMode)
        .or("PRIVATE_ONLY")
        .shown()
        .equals("PRIVATE_ONLY", "the console is on the internet"),
      ...logging.map((log) => log.equals(true, "a log is not written")),
      stack
        .key(
          airflow,
          airflow.at((p) => p.kmsKey),
        )
        .isCustomerManaged("the environment is encrypted with a key of AWS's own"),
    );
  },
  equivalents: {
    cdkNag: ["MWAAAllLoggingInfo"],
    checkov: ["CKV_AWS_242", "CKV_AWS_243", "CKV_AWS_244", "CKV2_AWS_66"],
  },
  examples: {
    good: {
      "all of it": (s) => s.add("mwaa.Environment", { ...secured, loggingConfiguration: logs }),
      "private, in so many words": (s) =>
        s.add("mwaa.Environment", { ...secured, loggingConfiguration: logs, webserverAccessMode: "PRIVATE_ONLY" }),
      "logs of tasks by default": (s) =>
        s.add("mwaa.Environment", {
          ...secured,
          loggingConfiguration: { dagProcessingLogs: enabled, schedulerLogs: enabled, webserverLogs: enabled, workerLogs: enabled },
        }),
    },
    bad: {
      "nothing set": (s) => s.add("mwaa.Environment", environment),
      "console on the internet": (s) =>
        s.add("mwaa.Environment", { ...secured, loggingConfiguration: logs, webserverAccessMode: "PUBLIC_ONLY" }),
      "no logs of the workers": (s) =>
        s.add("mwaa.Environment", { ...secured, loggingConfiguration: { ...logs, workerLogs: { enabled: false } } }),
      "no logs of tasks": (s) => s.add("mwaa.Environment", { ...secured, loggingConfiguration: { ...logs, taskLogs: { enabled: false } } }),
      ...Object.fromEntries(
        (["dagProcessingLogs", "schedulerLogs", "webserverLogs", "workerLogs"] as const).map((left): [string, Example] => [
          `${left} left out`,
          (s) => s.addUntyped("mwaa.Environment", { ...secured, loggingConfiguration: { ...logs, [left]: {} } }),
        ]),
      ),
    },
    unknown: {
      "logs known later": (s) => s.add("mwaa.Environment", { ...secured, loggingConfiguration: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("mwaa.Environment", { ...environment, tags: { DataClassification: "none" } }),
    },
  },
});
