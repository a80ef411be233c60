import { judgeEmrSecurity } from "../../aws/emr-security-configuration";
import { ternary } from "../../aws/ternary";
import type { Resource } from "../../graph/resource";
import { all, decide, defineRule, fail, notApplicable, type Verdict } from "../../rule";

const cluster = { releaseLabel: "emr-7.5.0", serviceRole: "arn:aws:iam::111122223333:role/emr" };
const encryption = (inTransit: boolean) =>
  JSON.stringify({
    EncryptionConfiguration: {
      EnableAtRestEncryption: true,
      EnableInTransitEncryption: inTransit,
      AtRestEncryptionConfiguration: {
        S3EncryptionConfiguration: { EncryptionMode: "SSE-KMS", AwsKmsKey: "alias/clinic" },
        LocalDiskEncryptionConfiguration: { EncryptionKeyProviderType: "AwsKms", AwsKmsKey: "alias/clinic", EnableEbsEncryption: true },
      },
      ...(inTransit && { InTransitEncryptionConfiguration: { TLSCertificateConfiguration: { CertificateProviderType: "PEM" } } }),
    },
  });

function encrypts(security: Resource<"emr.SecurityConfiguration">): Verdict {
  const document = security.at((p) => p.configuration);
  const wanted = "encryption at rest, of local disks, and in transit";
  const evidence = [document.evidence(wanted)];
  return judgeEmrSecurity(document, wanted, ({ EncryptionConfiguration: chosen }) =>
    all(
      decide(ternary(chosen?.EnableAtRestEncryption === true), "encryption at rest is not enabled", evidence),
      decide(
        ternary(chosen?.AtRestEncryptionConfiguration?.LocalDiskEncryptionConfiguration !== undefined),
        "local disks are not encrypted",
        evidence,
      ),
      decide(ternary(chosen?.EnableInTransitEncryption === true), "encryption in transit is not enabled", evidence),
    ),
  );
}

export default defineRule({
  id: "emr-security-configuration",
  title: "EMR clusters encrypt data at rest and in transit",
  threat: "Records that hold ePHI lie unencrypted on the disks of the nodes and travel between them in plain text.",
  remedy:
    "Set securityConfiguration to an aws.emr.SecurityConfiguration with EnableAtRestEncryption, LocalDiskEncryptionConfiguration and EnableInTransitEncryption.",
  cites: ["164.312(a)(2)(iv)", "164.312(e)(1)", "164.312(e)(2)(i)", "164.312(e)(2)(ii)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["emr.Cluster", "emr.SecurityConfiguration"],
  check(resource, stack) {
    const security = resource.as("emr.SecurityConfiguration");
    if (security) return encrypts(security);
    const nodes = resource.as("emr.Cluster");
    if (!nodes) return notApplicable();
    const named = nodes.at((p) => p.securityConfiguration);
    return stack.target(nodes, named, "emr.SecurityConfiguration").decide({
      resource: encrypts,
      absent: () => fail("there is no security configuration", [named.evidence("a security configuration")]),
    });
  },
  equivalents: {
    cdkNag: ["EMREncryptionInTransit", "EMRLocalDiskEncryption"],
    checkov: ["CKV_AWS_171", "CKV_AWS_349", "CKV_AWS_350", "CKV_AWS_351", "CKV2_AWS_55"],
  },
  examples: {
    good: {
      "configuration that encrypts": (s) => s.add("emr.SecurityConfiguration", { configuration: encryption(true) }),
      "cluster that uses it": (s) => {
        const security = s.add("emr.SecurityConfiguration", { configuration: encryption(true) });
        return s.add("emr.Cluster", { ...cluster, securityConfiguration: security.out("name") });
      },
    },
    bad: {
      "nothing in transit": (s) => s.add("emr.SecurityConfiguration", { configuration: encryption(false) }),
      "cluster without a configuration": (s) => s.add("emr.Cluster", cluster),
      "nothing at rest": (s) =>
        s.add("emr.SecurityConfiguration", {
          configuration: encryption(true).replace('"EnableAtRestEncryption":true', '"EnableAtRestEncryption":false'),
        }),
      "no encryption named": (s) => s.add("emr.SecurityConfiguration", { configuration: "{}" }),
      "encryption switched on, and nothing said of it": (s) =>
        s.add("emr.SecurityConfiguration", {
          configuration: JSON.stringify({ EncryptionConfiguration: { EnableAtRestEncryption: true, EnableInTransitEncryption: true } }),
        }),
      "local disks left out": (s) =>
        s.add("emr.SecurityConfiguration", {
          configuration: JSON.stringify({
            EncryptionConfiguration: {
              EnableAtRestEncryption: true,
              EnableInTransitEncryption: true,
              AtRestEncryptionConfiguration: { S3EncryptionConfiguration: { EncryptionMode: "SSE-S3" } },
            },
          }),
        }),
    },
    unknown: {
      "configuration known later": (s) => s.add("emr.SecurityConfiguration", { configuration: s.later() }),
      "configuration of another stack": (s) => s.add("emr.Cluster", { ...cluster, securityConfiguration: "clinic" }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("emr.Cluster", { ...cluster, tags: { DataClassification: "none" } }),
    },
  },
});
