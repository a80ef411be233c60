import { all, defineFunctioningRule, integer, undetermined, when } from "../../functioning/define-functioning-rule";
import { lately } from "../../functioning/times";

const machine = { ami: "ami-0123456789abcdef0", instanceType: "t4g.small" };

export default defineFunctioningRule({
  id: "machine-patches-installed",
  title: "Machines lack no patch that their baseline approves",
  threat: "A known hole in a machine among ePHI stays open.",
  remedy: "Run AWS-RunPatchBaseline with the operation Install on the machine, and look at the patches that failed.",
  cites: ["164.308(a)(5)(ii)(B)", "164.308(a)(1)(ii)(B)"],
  severity: "high",
  // Advisory: between a patch's approval and the next maintenance window it is rightly missing.
  level: "advisory",
  applies: "ephi",
  observes: ["ec2.Instance"],
  parameters: { maximumDays: integer({ default: 30, minimum: 1, maximum: 30, description: "Longest time since the last scan in days." }) },
  // Of a machine that Systems Manager does not know, machine-reports-to-ssm speaks. Source: Systems Manager API Reference, InstancePatchState.
  check: ({ facts, at, parameters: { maximumDays } }) =>
    when(facts.at((p) => p.managed).is(true), () => {
      const missing = facts.at((p) => p.patchesMissing).shown();
      const failed = facts.at((p) => p.patchesFailed).shown();
      const scanned = facts.at((p) => p.patchScanTime);
      return missing.state === "absent"
        ? undetermined("nobody has looked for patches that are missing", [missing.evidence("0")])
        : all(
            missing.atMost(0, "patches are missing"),
            failed.or(0).atMost(0, "patches could not be installed"),
            scanned.state === "absent"
              ? undetermined("when somebody last looked for patches is not known", [scanned.evidence("a time")])
              : lately(scanned, at, maximumDays, "nobody has looked for patches for too long"),
          );
    }),
  equivalents: {
    config: ["ec2-managedinstance-patch-compliance-status-check"],
    prowler: ["ssm_managed_compliant_patching"],
  },
  examples: {
    good: {
      "none missing": (s) =>
        s.add("ec2.Instance", machine, {
          observed: { managed: true, patchesMissing: 0, patchesFailed: 0, patchScanTime: "2026-11-22T03:00:00.000Z" },
        }),
      "scanned last week": (s) =>
        s.add("ec2.Instance", machine, { observed: { managed: true, patchesMissing: 0, patchScanTime: "2026-11-15T03:00:00.000Z" } }),
    },
    bad: {
      "three missing": (s) =>
        s.add("ec2.Instance", machine, {
          observed: { managed: true, patchesMissing: 3, patchesFailed: 0, patchScanTime: "2026-11-22T03:00:00.000Z" },
        }),
      "one failed": (s) =>
        s.add("ec2.Instance", machine, {
          observed: { managed: true, patchesMissing: 0, patchesFailed: 1, patchScanTime: "2026-11-22T03:00:00.000Z" },
        }),
      "scanned in spring": (s) =>
        s.add("ec2.Instance", machine, {
          observed: { managed: true, patchesMissing: 0, patchesFailed: 0, patchScanTime: "2026-04-22T03:00:00.000Z" },
        }),
    },
    unknown: {
      "never scanned": (s) => s.add("ec2.Instance", machine, { observed: { managed: true } }),
      "the states could not be read": (s) =>
        s.add("ec2.Instance", machine, {
          observed: { managed: true, patchesMissing: s.later(), patchesFailed: s.later(), patchScanTime: s.later() },
        }),
    },
    notApplicable: {
      "not managed": (s) => s.add("ec2.Instance", machine, { observed: { managed: false } }),
    },
  },
});
