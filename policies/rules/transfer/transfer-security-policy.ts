import { defineRule } from "../../rule";

/**
 * The year and month in a policy's name: "TransferSecurityPolicy-FIPS-2024-01" -> "2024-01". Names without a date are of none.
 * Source: AWS Transfer Family User Guide, "Security policies for AWS Transfer Family servers".
 */
function dateOf(name: string): string | undefined {
  return /-(\d{4}-\d{2})$/.exec(name)?.[1];
}

export default defineRule({
  id: "transfer-security-policy",
  title: "Transfer servers use a current security policy",
  threat: "Files that hold ePHI are transferred with algorithms that can be broken.",
  remedy: 'Set securityPolicyName to "TransferSecurityPolicy-2024-01" or newer, or to a FIPS policy.',
  cites: ["164.312(e)(2)(ii)", "164.312(e)(1)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["transfer.Server"],
  // The policies of 2018 and 2020 take SHA-1 (hmac-sha1, ssh-rsa); those since 2022 do not, but for the FIPS ones' host keys. The provider takes the policy of 2018
  // where nothing is set, unlike AWS's console. All policies of connectors are newer.
  check: (server) =>
    server
      .at((p) => p.securityPolicyName)
      .or("TransferSecurityPolicy-2018-11")
      .shown()
      .test(
        (name) => {
          const date = dateOf(name);
          return date === undefined ? "unknown" : date >= "2022-03" ? "yes" : "no";
        },
        "a policy of 2022-03 or newer",
        "the security policy allows broken algorithms",
      ),
  // A server that speaks FIPS algorithms alone goes on to do so.
  fix: (server) => {
    const fips = server.at((p) => p.securityPolicyName).ask((name) => name.includes("-FIPS-")) === "yes";
    return { securityPolicyName: fips ? "TransferSecurityPolicy-FIPS-2024-01" : "TransferSecurityPolicy-2024-01" };
  },
  equivalents: { prowler: ["transfer_server_pqc_ssh_kex_enabled"], checkov: ["CKV_AWS_380"] },
  examples: {
    good: {
      "of 2024": (s) => s.add("transfer.Server", { securityPolicyName: "TransferSecurityPolicy-2024-01" }),
      "with FIPS": (s) => s.add("transfer.Server", { securityPolicyName: "TransferSecurityPolicy-FIPS-2025-03" }),
      "of March 2022": (s) => s.add("transfer.Server", { securityPolicyName: "TransferSecurityPolicy-2022-03" }),
    },
    bad: {
      "the provider's default": (s) => s.add("transfer.Server", {}),
      "of 2018": (s) => s.add("transfer.Server", { securityPolicyName: "TransferSecurityPolicy-Restricted-2018-11" }),
      "with FIPS, of 2020": (s) => s.add("transfer.Server", { securityPolicyName: "TransferSecurityPolicy-FIPS-2020-06" }),
    },
    unknown: {
      "policy known later": (s) => s.add("transfer.Server", { securityPolicyName: s.later() }),
      "a policy without a date": (s) => s.add("transfer.Server", { securityPolicyName: "TransferSecurityPolicy-Next" }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("transfer.Server", { tags: { DataClassification: "none" } }),
    },
  },
});
