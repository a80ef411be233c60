// A pack as phiguard is built, in which one rule has a fault.
import { PolicyPack } from "@pulumi/policy";
import { crossGuardPolicies } from "../../../policies/crossguard/policies";
import { defineRule } from "../../../policies/rule";
import { rules } from "../../../policies/rules/index.gen";
import type { Verdict } from "../../../policies/verdict";

const broken = defineRule({
  id: "broken",
  title: "Nobody knows",
  threat: "A fault goes unseen.",
  remedy: "Tell phiguard's maintainers.",
  cites: ["164.312(b)"],
  severity: "high",
  level: "mandatory",
  applies: "always",
  on: ["rds.Instance"],
  check: (database): Verdict => {
    throw new RangeError(`the password is ${database.at((p) => p.password).value}`);
  },
  equivalents: {},
  examples: { good: {}, bad: {}, unknown: {}, notApplicable: {} },
});

new PolicyPack("phiguard", { policies: crossGuardPolicies([broken, ...rules]) });
