import { defineRule } from "../../rule";

export default defineRule({
  id: "ram-no-external-principals",
  title: "Resource shares stay inside the organization",
  threat: "A resource that reaches ePHI is shared with a stranger's account.",
  remedy: "Leave allowExternalPrincipals out or set it to false.",
  cites: ["164.312(a)(1)", "164.308(a)(3)(i)", "164.308(a)(4)(ii)(A)", "164.308(a)(4)(ii)(C)", "164.312(e)(1)"],
  severity: "medium",
  level: "mandatory",
  applies: "always",
  on: ["ram.ResourceShare"],
  // AWS's own default is true; the provider sends false where nothing is set.
  check: (share) =>
    share
      .at((p) => p.allowExternalPrincipals)
      .or(false)
      .equals(false, "accounts outside the organization may be let in"),
  fix: () => ({ allowExternalPrincipals: false }),
  equivalents: {},
  examples: {
    good: {
      "left out": (s) => s.add("ram.ResourceShare", { name: "subnets" }),
      "flag false": (s) => s.add("ram.ResourceShare", { name: "subnets", allowExternalPrincipals: false }),
    },
    bad: {
      "flag true": (s) => s.add("ram.ResourceShare", { name: "subnets", allowExternalPrincipals: true }),
      "flag true as text": (s) => s.addUntyped("ram.ResourceShare", { name: "subnets", allowExternalPrincipals: "true" }),
    },
    unknown: {
      "flag known later": (s) => s.add("ram.ResourceShare", { name: "subnets", allowExternalPrincipals: s.later() }),
    },
    notApplicable: {
      "a member of a share": (s) =>
        s.add("ram.PrincipalAssociation", {
          principal: "111122223333",
          resourceShareArn: "arn:aws:ram:eu-central-1:111122223333:resource-share/1",
        }),
    },
  },
});
