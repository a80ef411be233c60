import { all, any, defineRule, fail, integer, pass } from "../../rule";

export default defineRule({
  id: "iam-roles-anywhere-limits",
  title: "Profiles of IAM Roles Anywhere keep sessions short and narrow",
  threat: "A certificate that is copied from a machine reaches whatever the role may, for half a day.",
  remedy: "Leave durationSeconds out, which means one hour, and set sessionPolicy or managedPolicyArns to narrow the session.",
  cites: ["164.312(a)(2)(iii)", "164.308(a)(4)(ii)(C)"],
  severity: "low",
  // A hint: a role that is narrow itself needs no session policy.
  level: "advisory",
  applies: "always",
  on: ["rolesanywhere.Profile"],
  parameters: {
    maximumSeconds: integer({ default: 3600, minimum: 900, maximum: 14_400, description: "The longest session in seconds." }),
  },
  check: (profile, _stack, { parameters }) => {
    const policies = profile.list((p) => p.managedPolicyArns);
    const because = "nothing narrows the session";
    const evidence = [policies.cell.evidence("a managed policy")];
    return all(
      profile
        .at((p) => p.durationSeconds)
        .or(3600)
        .shown()
        .atMost(parameters.maximumSeconds, "sessions last too long"),
      any(
        profile.at((p) => p.sessionPolicy).isSet(because, "a session policy"),
        policies.some(
          () => pass(because, evidence),
          () => fail(because, evidence),
        ),
      ),
    );
  },
  equivalents: { prowler: ["rolesanywhere_profile_restricts_session_permissions"] },
  examples: {
    good: {
      "narrowed by a document": (s) => s.add("rolesanywhere.Profile", { sessionPolicy: "{}" }),
      "narrowed by a managed policy": (s) =>
        s.add("rolesanywhere.Profile", {
          durationSeconds: 1800,
          managedPolicyArns: ["arn:aws:iam::aws:policy/job-function/ViewOnlyAccess"],
        }),
    },
    bad: {
      "not narrowed": (s) => s.add("rolesanywhere.Profile", {}),
      "twelve hours": (s) => s.add("rolesanywhere.Profile", { sessionPolicy: "{}", durationSeconds: 43_200 }),
    },
    unknown: {
      "duration known later": (s) => s.add("rolesanywhere.Profile", { sessionPolicy: "{}", durationSeconds: s.later() }),
    },
    notApplicable: {
      "a trust anchor": (s) =>
        s.add("rolesanywhere.TrustAnchor", {
          source: {
            sourceType: "AWS_ACM_PCA",
            sourceData: { acmPcaArn: "arn:aws:acm-pca:eu-central-1:111122223333:certificate-authority/1" },
          },
        }),
    },
  },
});
