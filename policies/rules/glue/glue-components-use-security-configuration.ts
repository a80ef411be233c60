import { holdsNoSecrets } from "../../aws/variables";
import { all, defineRule } from "../../rule";

const roleArn = "arn:aws:iam::111122223333:role/etl";
const job = { roleArn, command: { scriptLocation: "s3://clinic-scripts/results.py" } };

export default defineRule({
  id: "glue-components-use-security-configuration",
  title: "Glue jobs, crawlers and endpoints have a security configuration, and no credentials in their arguments",
  threat: "What a job writes, logs or remembers of ePHI lies unencrypted, or its arguments give away a credential.",
  remedy: "Set securityConfiguration to an aws.glue.SecurityConfiguration, and read credentials from Secrets Manager.",
  cites: ["164.312(a)(2)(iv)", "164.312(b)", "164.312(e)(2)(ii)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["glue.Job", "glue.Crawler", "glue.DevEndpoint"],
  // Glue writes each job's output to CloudWatch Logs without being asked; the argument for continuous logs only makes them come sooner.
  check(resource) {
    const configured = resource.at((p) => p.securityConfiguration).isSet("there is no security configuration", "a security configuration");
    const etl = resource.as("glue.Job");
    if (!etl) return configured;
    return all(configured, holdsNoSecrets(etl.at((p) => p.defaultArguments)), holdsNoSecrets(etl.at((p) => p.nonOverridableArguments)));
  },
  equivalents: {
    prowler: ["glue_etl_jobs_logging_enabled", "glue_etl_jobs_no_secrets_in_arguments"],
    checkov: ["CKV_AWS_195"],
  },
  examples: {
    good: {
      "job with a configuration": (s) => s.add("glue.Job", { ...job, securityConfiguration: "clinic" }),
      "crawler with a configuration of the stack": (s) => {
        const security = s.add("glue.SecurityConfiguration", {
          encryptionConfiguration: { s3Encryption: {}, cloudwatchEncryption: {}, jobBookmarksEncryption: {} },
        });
        return s.add("glue.Crawler", { databaseName: "results", role: roleArn, securityConfiguration: security.out("name") });
      },
    },
    bad: {
      "job without a configuration": (s) => s.add("glue.Job", job),
      "crawler without a configuration": (s) => s.add("glue.Crawler", { databaseName: "results", role: roleArn }),
      "a password in the arguments": (s) =>
        s.add("glue.Job", { ...job, securityConfiguration: "clinic", defaultArguments: { "--db_password": "correct-horse-battery" } }),
      "a password in the arguments that no run overrides": (s) =>
        s.add("glue.Job", {
          ...job,
          securityConfiguration: "clinic",
          nonOverridableArguments: { "--db_password": "correct-horse-battery" },
        }),
      "endpoint without a configuration": (s) => s.add("glue.DevEndpoint", { roleArn }),
    },
    unknown: {
      "an argument known later": (s) =>
        s.add("glue.Job", { ...job, securityConfiguration: "clinic", defaultArguments: { "--db_password": s.later() } }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("glue.Job", { ...job, tags: { DataClassification: "none" } }),
    },
  },
});
