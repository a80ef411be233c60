import { PolicyPack } from "@pulumi/policy";
import { crossGuardPolicies } from "./crossguard/policies";
import { rules } from "./rules/index.gen";

new PolicyPack("phiguard", {
  displayName: "phiguard",
  description: "Technical safeguards of the HIPAA Security Rule for AWS resources that hold ePHI.",
  enforcementLevel: "mandatory",
  tags: ["hipaa", "aws", "security"],
  policies: crossGuardPolicies(rules),
});
