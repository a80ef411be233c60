import { grantsNothingToEveryone } from "../../aws/iam/judge-policy";
import { defineRule, notApplicable } from "../../rule";

export default defineRule({
  id: "ses-identity",
  title: "Mail identities are not open to everyone",
  threat: "A stranger sends mail in the clinic's name and asks patients for their data.",
  remedy: "Name accounts or roles in the Principal of the policy, or add a condition on aws:SourceAccount.",
  cites: ["164.312(a)(1)", "164.312(c)(1)", "164.312(d)"],
  severity: "low",
  level: "mandatory",
  applies: "always",
  // DKIM is not asked: an identity that is a domain signs by Easy DKIM unless its keys are the site's own (Amazon SES Developer Guide, "Easy DKIM"), and whether its records are in
  // the DNS is seen in the live account only.
  on: ["ses.IdentityPolicy", "sesv2.EmailIdentityPolicy"],
  check: (attached) => {
    const policy = attached.as("ses.IdentityPolicy")?.at((p) => p.policy) ?? attached.as("sesv2.EmailIdentityPolicy")?.at((p) => p.policy);
    return policy === undefined ? notApplicable() : grantsNothingToEveryone(policy);
  },
  equivalents: { prowler: ["ses_identity_dkim_enabled", "ses_identity_not_publicly_accessible"] },
  examples: {
    good: {
      "an account": (s) =>
        s.add("ses.IdentityPolicy", {
          identity: "clinic.example",
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "ses:SendEmail", Resource: "*" }],
          }),
        }),
      "everyone of an organization": (s) =>
        s.add("sesv2.EmailIdentityPolicy", {
          emailIdentity: "clinic.example",
          policyName: "organization",
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Principal: "*",
                Action: "ses:SendEmail",
                Resource: "*",
                Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
              },
            ],
          }),
        }),
    },
    bad: {
      everyone: (s) =>
        s.add("ses.IdentityPolicy", {
          identity: "clinic.example",
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Principal: { AWS: "*" }, Action: "ses:SendEmail", Resource: "*" }],
          }),
        }),
      "everyone, in sesv2": (s) =>
        s.add("sesv2.EmailIdentityPolicy", {
          emailIdentity: "clinic.example",
          policyName: "everyone",
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: { Effect: "Allow", Principal: "*", Action: "ses:SendEmail", Resource: "*" },
          }),
        }),
    },
    unknown: {
      "policy known later": (s) => s.add("ses.IdentityPolicy", { identity: "clinic.example", policy: s.later() }),
    },
    notApplicable: {
      "an identity without a policy": (s) => s.add("sesv2.EmailIdentity", { emailIdentity: "clinic.example" }),
    },
  },
});
