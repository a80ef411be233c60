import { all, defineRule, notApplicable, undetermined, when } from "../../rule";

export default defineRule({
  id: "ecs-exec-logged-encrypted",
  title: "ECS Exec sessions are logged and encrypted with a customer-managed key",
  threat: "Nobody can tell what was typed in a container that holds ePHI, or who can read what was.",
  remedy:
    'Set configuration.executeCommandConfiguration of the cluster to logging "OVERRIDE" with a log group or bucket, and kmsKeyId to a key; or leave enableExecuteCommand out.',
  cites: ["164.312(b)", "164.312(a)(2)(iv)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["ecs.Service"],
  check: (service, stack) =>
    when(
      service
        .at((p) => p.enableExecuteCommand)
        .or(false)
        .is(true),
      () => {
        const cell = service.at((p) => p.cluster);
        return stack.target(service, cell, "ecs.Cluster").decide({
          resource: (cluster) => {
            const logging = cluster.at((p) => p.configuration?.executeCommandConfiguration?.logging).shown();
            return all(
              when(
                // DEFAULT sends what was typed to the task's own log group, where its containers use awslogs.
                logging.or("DEFAULT").is("DEFAULT"),
                () => undetermined("whether sessions are logged depends on the log driver of each task", [logging.evidence('"OVERRIDE"')]),
                () => logging.equals("OVERRIDE", "sessions are not logged"),
              ),
              stack
                .key(
                  cluster,
                  cluster.at((p) => p.configuration?.executeCommandConfiguration?.kmsKeyId),
                )
                .isCustomerManaged("sessions are not encrypted with a key of your own"),
            );
          },
          absent: () => undetermined("the account's default cluster cannot be read", [cell.evidence("a cluster of the program")]),
        });
      },
      () => notApplicable("nobody can open a session in the tasks"),
    ),
  equivalents: { checkov: ["CKV_AWS_223", "CKV_AWS_224"] },
  examples: {
    good: {
      "log group and key": (s) =>
        s.add("ecs.Service", {
          enableExecuteCommand: true,
          cluster: s
            .add("ecs.Cluster", {
              configuration: {
                executeCommandConfiguration: {
                  logging: "OVERRIDE",
                  kmsKeyId: s.add("kms.Key", {}).out("arn"),
                  logConfiguration: { cloudWatchEncryptionEnabled: true, cloudWatchLogGroupName: "exec" },
                },
              },
            })
            .out("arn"),
        }),
      "bucket and key": (s) =>
        s.add("ecs.Service", {
          enableExecuteCommand: true,
          cluster: s
            .add("ecs.Cluster", {
              configuration: {
                executeCommandConfiguration: {
                  logging: "OVERRIDE",
                  kmsKeyId: s.add("kms.Key", {}).out("arn"),
                  logConfiguration: { s3BucketName: "exec", s3BucketEncryptionEnabled: true },
                },
              },
            })
            .out("arn"),
        }),
    },
    bad: {
      "not logged": (s) =>
        s.add("ecs.Service", {
          enableExecuteCommand: true,
          cluster: s
            .add("ecs.Cluster", {
              configuration: { executeCommandConfiguration: { logging: "NONE", kmsKeyId: s.add("kms.Key", {}).out("arn") } },
            })
            .out("arn"),
        }),
      "no key": (s) => s.add("ecs.Service", { enableExecuteCommand: true, cluster: s.add("ecs.Cluster", {}).out("arn") }),
    },
    unknown: {
      "cluster outside the stack": (s) => s.add("ecs.Service", { enableExecuteCommand: true, cluster: "shared" }),
      "logging left to the tasks": (s) =>
        s.add("ecs.Service", {
          enableExecuteCommand: true,
          cluster: s
            .add("ecs.Cluster", {
              configuration: { executeCommandConfiguration: { logging: "DEFAULT", kmsKeyId: s.add("kms.Key", {}).out("arn") } },
            })
            .out("arn"),
        }),
    },
    notApplicable: {
      "no sessions": (s) => s.add("ecs.Service", { cluster: "shared" }),
      "no ePHI": (s) =>
        s.add("ecs.Service", {
          enableExecuteCommand: true,
          tags: { DataClassification: "none" },
          cluster: s.add("ecs.Cluster", {}).out("arn"),
        }),
    },
  },
});
