import { deniesPlainHttp, grantsNothingToEveryone } from "../../aws/iam/judge-policy";
import type { Cell } from "../../cell";
import { any, defineRule, missing, undetermined, type Verdict } from "../../rule";

const denial = (effect: "Deny" | "Allow") =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: effect, Principal: { AWS: "*" }, Action: "*", Condition: { Bool: { "aws:SecureTransport": "false" } } }],
  });

/** What a client does with files: Amazon EFS User Guide, "Using IAM to control access to file systems". */
const clientActions = ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite", "elasticfilesystem:ClientRootAccess"];

/**
 * A client without TLS cannot sign, and so is nobody: where nobody is granted anything without a condition on TLS, it is refused too. Left open,
 * since what the condition asks for is not read.
 * Source: Amazon EFS User Guide, "Mounting with IAM authorization".
 */
function admitsOnlyOverTls(policy: Cell<string>): Verdict {
  const open = grantsNothingToEveryone(policy, { narrowingKeys: ["aws:SecureTransport"] });
  return open.outcome === "pass" ? undetermined("whether clients without TLS are granted anything is not known", open.evidence) : open;
}

export default defineRule({
  id: "efs-tls-policy",
  title: "EFS file systems refuse clients without TLS",
  threat: "A client that mounts without TLS sends files with ePHI over the network in clear text.",
  remedy: 'Add an aws.efs.FileSystemPolicy with a Deny of "*" for everyone where aws:SecureTransport is "false".',
  cites: ["164.312(e)(2)(ii)", "164.312(a)(2)(iv)", "164.312(e)(1)", "164.312(e)(2)(i)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["efs.FileSystem"],
  check: (fileSystem, stack) =>
    stack
      .attached(fileSystem, "efs.FileSystemPolicy", (p) => p.fileSystemId)
      .decide({
        present: (attached) => {
          const policy = attached.at((p) => p.policy);
          return any(deniesPlainHttp(policy, { actions: clientActions }), admitsOnlyOverTls(policy));
        },
        absent: () => missing(fileSystem, "clients without TLS are not denied", "an aws.efs.FileSystemPolicy"),
      }),
  equivalents: {},
  examples: {
    good: {
      "everything is denied without TLS": (s) => {
        const fileSystem = s.add("efs.FileSystem", { encrypted: true });
        s.add("efs.FileSystemPolicy", { fileSystemId: fileSystem.out("id"), policy: denial("Deny") });
        return fileSystem;
      },
      "what clients do is denied without TLS": (s) => {
        const fileSystem = s.add("efs.FileSystem", { encrypted: true });
        s.add("efs.FileSystemPolicy", {
          fileSystemId: fileSystem.out("id"),
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Deny",
                Principal: "*",
                Action: "elasticfilesystem:Client*",
                Condition: { Bool: { "aws:SecureTransport": "false" } },
              },
            ],
          }),
        });
        return fileSystem;
      },
    },
    bad: {
      "no policy": (s) => s.add("efs.FileSystem", { encrypted: true }),
      "an Allow in its place": (s) => {
        const fileSystem = s.add("efs.FileSystem", { encrypted: true });
        s.add("efs.FileSystemPolicy", { fileSystemId: fileSystem.out("id"), policy: denial("Allow") });
        return fileSystem;
      },
    },
    unknown: {
      "only a role is admitted": (s) => {
        const fileSystem = s.add("efs.FileSystem", { encrypted: true });
        s.add("efs.FileSystemPolicy", {
          fileSystemId: fileSystem.out("id"),
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Principal: { AWS: "arn:aws:iam::111122223333:role/imaging" },
                Action: "elasticfilesystem:ClientMount",
                Condition: { Bool: { "aws:SecureTransport": "true" } },
              },
            ],
          }),
        });
        return fileSystem;
      },
      "policy known later": (s) => {
        const fileSystem = s.add("efs.FileSystem", { encrypted: true });
        s.add("efs.FileSystemPolicy", { fileSystemId: fileSystem.out("id"), policy: s.later() });
        return fileSystem;
      },
    },
    notApplicable: {
      "no ePHI": (s) => s.add("efs.FileSystem", { tags: { DataClassification: "none" } }),
    },
  },
});
