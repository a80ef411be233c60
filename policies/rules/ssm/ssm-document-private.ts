import { defineRule, not, pass } from "../../rule";

export default defineRule({
  id: "ssm-document-private",
  title: "Systems Manager documents are not public",
  threat: "Everyone reads how the machines that hold ePHI are run, and what is written into the document.",
  remedy: 'Name accounts in permissions.accountIds instead of "All", or leave permissions out.',
  cites: [
    "164.312(a)(1)",
    "164.308(a)(3)(i)",
    "164.308(a)(3)(ii)(B)",
    "164.308(a)(4)(i)",
    "164.308(a)(4)(ii)(A)",
    "164.308(a)(4)(ii)(B)",
    "164.308(a)(4)(ii)(C)",
    "164.312(e)(1)",
  ],
  severity: "high",
  level: "mandatory",
  applies: "always",
  on: ["ssm.Document"],
  // A document belongs to its account alone until it is shared. What it holds is not looked at: a secret in it cannot be told from other text.
  check: (document) => {
    const accounts = document.at((p) => p.permissions?.accountIds);
    if (accounts.state === "absent") return pass("", [accounts.evidence("named accounts")]);
    const isPublic = accounts.test(
      (ids) => ids.split(",").some((id) => id.trim().toLowerCase() === "all"),
      "named accounts",
      "the document is not public",
    );
    return not(isPublic, "the document is shared with everyone");
  },
  equivalents: {
    config: ["ssm-document-not-public"],
    prowler: ["ssm_documents_set_as_public", "ssm_document_secrets"],
    checkov: ["CKV_AWS_303"],
  },
  examples: {
    good: {
      "not shared": (s) => s.add("ssm.Document", { documentType: "Command", content: "{}" }),
      "shared with one account": (s) =>
        s.add("ssm.Document", { documentType: "Command", content: "{}", permissions: { type: "Share", accountIds: "111122223333" } }),
    },
    bad: {
      "shared with everyone": (s) =>
        s.add("ssm.Document", { documentType: "Command", content: "{}", permissions: { type: "Share", accountIds: "All" } }),
      "shared with an account and everyone": (s) =>
        s.add("ssm.Document", { documentType: "Command", content: "{}", permissions: { type: "Share", accountIds: "111122223333,all" } }),
    },
    unknown: {
      "accounts known later": (s) =>
        s.add("ssm.Document", { documentType: "Command", content: "{}", permissions: { type: "Share", accountIds: s.later() } }),
    },
    notApplicable: {
      "a parameter": (s) => s.add("ssm.Parameter", { type: "String", value: "14" }),
    },
  },
});
