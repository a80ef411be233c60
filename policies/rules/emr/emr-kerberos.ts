import { judgeEmrSecurity } from "../../aws/emr-security-configuration";
import { ternary } from "../../aws/ternary";
import { any, decide, defineRule, fail } from "../../rule";

const cluster = { releaseLabel: "emr-7.5.0", serviceRole: "arn:aws:iam::111122223333:role/emr" };
const because = "the cluster does not know its users";

export default defineRule({
  id: "emr-kerberos",
  title: "EMR clusters know their users",
  threat: "Whoever reaches the cluster works as the same Hadoop user, and nobody can tell who read ePHI.",
  remedy:
    "Set kerberosAttributes, or a security configuration with Kerberos, IAM Identity Center or EnableApplicationScopedIAMRole (runtime roles).",
  cites: [
    "164.312(d)",
    "164.308(a)(3)(i)",
    "164.308(a)(3)(ii)(A)",
    "164.308(a)(3)(ii)(B)",
    "164.308(a)(4)(i)",
    "164.308(a)(4)(ii)(A)",
    "164.308(a)(4)(ii)(B)",
    "164.308(a)(4)(ii)(C)",
    "164.312(a)(1)",
  ],
  severity: "medium",
  // A cluster that runs its steps and ends has no users.
  level: "advisory",
  applies: "ephi",
  on: ["emr.Cluster"],
  check(nodes, stack) {
    const realm = nodes.at((p) => p.kerberosAttributes?.realm).isSet(because, "a Kerberos realm");
    const named = nodes.at((p) => p.securityConfiguration);
    return any(
      realm,
      stack.target(nodes, named, "emr.SecurityConfiguration").decide({
        absent: () => fail(because),
        resource: (security) => {
          const document = security.at((p) => p.configuration);
          const wanted = "Kerberos, IAM Identity Center or runtime roles";
          return judgeEmrSecurity(document, wanted, ({ AuthenticationConfiguration: known, AuthorizationConfiguration: allowed }) => {
            const identified = known?.KerberosConfiguration ?? known?.IdentityCenterConfiguration;
            const scoped = allowed?.IAMConfiguration?.EnableApplicationScopedIAMRole === true;
            return decide(ternary(identified !== undefined || scoped), because, [document.evidence(wanted)]);
          });
        },
      }),
    );
  },
  equivalents: {
    config: ["emr-kerberos-enabled"],
    cdkNag: ["HIPAA.Security-EMRKerberosEnabled", "EMRAuthEC2KeyPairOrKerberos"],
    checkov: ["CKV_AWS_114"],
  },
  examples: {
    good: {
      Kerberos: (s) =>
        s.add("emr.Cluster", { ...cluster, kerberosAttributes: { realm: "EC2.INTERNAL", kdcAdminPassword: s.secret("chosen-elsewhere") } }),
      "runtime roles": (s) => {
        const security = s.add("emr.SecurityConfiguration", {
          configuration: JSON.stringify({ AuthorizationConfiguration: { IAMConfiguration: { EnableApplicationScopedIAMRole: true } } }),
        });
        return s.add("emr.Cluster", { ...cluster, securityConfiguration: security.out("name") });
      },
    },
    bad: {
      "nothing set": (s) => s.add("emr.Cluster", cluster),
      "a configuration that only encrypts": (s) => {
        const security = s.add("emr.SecurityConfiguration", {
          configuration: JSON.stringify({ EncryptionConfiguration: { EnableAtRestEncryption: true } }),
        });
        return s.add("emr.Cluster", { ...cluster, securityConfiguration: security.out("name") });
      },
    },
    unknown: {
      "configuration of another stack": (s) => s.add("emr.Cluster", { ...cluster, securityConfiguration: "clinic" }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("emr.Cluster", { ...cluster, tags: { DataClassification: "none" } }),
    },
  },
});
