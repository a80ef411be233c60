import { defineRule, notApplicable, when } from "../../rule";

export default defineRule({
  id: "ecs-efs-transit-encryption",
  title: "ECS tasks mount EFS file systems over TLS",
  threat: "ePHI between the task and the file system crosses the network in plain text.",
  remedy: 'Set transitEncryption of each efsVolumeConfiguration to "ENABLED".',
  cites: ["164.312(e)(2)(ii)", "164.312(a)(2)(iv)", "164.312(e)(1)", "164.312(e)(2)(i)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["ecs.TaskDefinition"],
  check: (task) =>
    task
      .list((p) => p.volumes)
      .each((volume) =>
        when(
          volume.at((v) => v.efsVolumeConfiguration).present,
          () =>
            volume
              .at((v) => v.efsVolumeConfiguration?.transitEncryption)
              .shown()
              .or("DISABLED")
              .equals("ENABLED", "the file system is mounted without TLS"),
          () => notApplicable("no volume is an EFS file system"),
        ),
      ),
  equivalents: { checkov: ["CKV_AWS_97"] },
  examples: {
    good: {
      TLS: (s) =>
        s.add("ecs.TaskDefinition", {
          family: "records",
          containerDefinitions: "[]",
          volumes: [{ name: "files", efsVolumeConfiguration: { fileSystemId: s.later(), transitEncryption: "ENABLED" } }],
        }),
      "TLS and IAM, beside a scratch volume": (s) =>
        s.add("ecs.TaskDefinition", {
          family: "records",
          containerDefinitions: "[]",
          volumes: [
            { name: "scratch" },
            {
              name: "files",
              efsVolumeConfiguration: { fileSystemId: s.later(), transitEncryption: "ENABLED", authorizationConfig: { iam: "ENABLED" } },
            },
          ],
        }),
    },
    bad: {
      "AWS's default": (s) =>
        s.add("ecs.TaskDefinition", {
          family: "records",
          containerDefinitions: "[]",
          volumes: [{ name: "files", efsVolumeConfiguration: { fileSystemId: s.later() } }],
        }),
      "switched off": (s) =>
        s.add("ecs.TaskDefinition", {
          family: "records",
          containerDefinitions: "[]",
          volumes: [{ name: "files", efsVolumeConfiguration: { fileSystemId: s.later(), transitEncryption: "DISABLED" } }],
        }),
    },
    unknown: {
      "known later": (s) =>
        s.add("ecs.TaskDefinition", {
          family: "records",
          containerDefinitions: "[]",
          volumes: [{ name: "files", efsVolumeConfiguration: { fileSystemId: s.later(), transitEncryption: s.later() } }],
        }),
    },
    notApplicable: {
      "no volumes": (s) => s.add("ecs.TaskDefinition", { family: "records", containerDefinitions: "[]" }),
      "no ePHI": (s) =>
        s.add("ecs.TaskDefinition", {
          family: "site",
          tags: { DataClassification: "none" },
          containerDefinitions: "[]",
          volumes: [{ name: "files", efsVolumeConfiguration: { fileSystemId: s.later() } }],
        }),
    },
  },
});
