import type { Example } from "../../examples";
import { all, defineAccountRule, fail, when } from "../../rule";

/**
 * What GuardDuty switches on by itself with a new detector. Runtime monitoring it does not, and it needs an agent on each machine, so it is not asked.
 * Source: GuardDuty API Reference, CreateDetector.
 */
const protections = ["S3_DATA_EVENTS", "RDS_LOGIN_EVENTS", "LAMBDA_NETWORK_LOGS", "EKS_AUDIT_LOGS", "EBS_MALWARE_PROTECTION"];
const because = "a protection of GuardDuty is switched off";

export default defineAccountRule({
  id: "guardduty-protections",
  title: "GuardDuty's protections of data are on",
  threat: "Somebody empties a bucket or guesses a database's password, and GuardDuty does not look.",
  remedy:
    'Leave the protections out, or set status to "ENABLED" in aws.guardduty.DetectorFeature and autoEnable to "ALL" or "NEW" in OrganizationConfigurationFeature.',
  cites: ["164.312(b)", "164.308(a)(1)(ii)(A)", "164.308(a)(5)(ii)(B)"],
  severity: "medium",
  level: "mandatory",
  check: (stack) =>
    all(
      stack.some(
        "guardduty.Detector",
        (detector) =>
          all(
            detector
              .at((p) => p.datasources?.s3Logs?.enable)
              .or(true)
              .equals(true, because),
            detector
              .at((p) => p.datasources?.kubernetes?.auditLogs.enable)
              .or(true)
              .equals(true, because),
            detector
              .at((p) => p.datasources?.malwareProtection?.scanEc2InstanceWithFindings.ebsVolumes.enable)
              .or(true)
              .equals(true, because),
          ),
        () => fail("the account's baseline has no GuardDuty detector"),
      ),
      ...stack.all("guardduty.DetectorFeature").map((feature) =>
        when(feature.at((p) => p.name).is(...protections), () =>
          feature
            .at((p) => p.status)
            .shown()
            .equals("ENABLED", because),
        ),
      ),
      ...stack.all("guardduty.OrganizationConfigurationFeature").map((feature) =>
        when(feature.at((p) => p.name).is(...protections), () =>
          feature
            .at((p) => p.autoEnable)
            .shown()
            .noneOf(["NONE"], because),
        ),
      ),
    ),
  equivalents: {
    prowler: [
      "guardduty_s3_protection_enabled",
      "guardduty_rds_protection_enabled",
      "guardduty_lambda_protection_enabled",
      "guardduty_eks_audit_log_enabled",
      "guardduty_eks_runtime_monitoring_enabled",
      "guardduty_ec2_malware_protection_enabled",
    ],
  },
  examples: {
    good: {
      "on by default": (s) => {
        s.add("guardduty.Detector", {});
        return undefined;
      },
      "on by name": (s) => {
        const detector = s.add("guardduty.Detector", {});
        s.add("guardduty.DetectorFeature", { detectorId: detector.out("id"), name: "S3_DATA_EVENTS", status: "ENABLED" });
        return undefined;
      },
      "runtime monitoring off": (s) => {
        const detector = s.add("guardduty.Detector", {});
        s.add("guardduty.DetectorFeature", { detectorId: detector.out("id"), name: "RUNTIME_MONITORING", status: "DISABLED" });
        return undefined;
      },
    },
    bad: {
      "no detector": () => undefined,
      "S3 off": (s) => {
        const detector = s.add("guardduty.Detector", {});
        s.add("guardduty.DetectorFeature", { detectorId: detector.out("id"), name: "S3_DATA_EVENTS", status: "DISABLED" });
        return undefined;
      },
      "S3 off in the detector": (s) => {
        s.add("guardduty.Detector", { datasources: { s3Logs: { enable: false } } });
        return undefined;
      },
      "databases off in the organization": (s) => {
        const detector = s.add("guardduty.Detector", {});
        s.add("guardduty.OrganizationConfigurationFeature", {
          detectorId: detector.out("id"),
          name: "RDS_LOGIN_EVENTS",
          autoEnable: "NONE",
        });
        return undefined;
      },
      "clusters off in the detector": (s) => {
        s.add("guardduty.Detector", { datasources: { kubernetes: { auditLogs: { enable: false } } } });
        return undefined;
      },
      "malware off in the detector": (s) => {
        s.add("guardduty.Detector", {
          datasources: { malwareProtection: { scanEc2InstanceWithFindings: { ebsVolumes: { enable: false } } } },
        });
        return undefined;
      },
      ...Object.fromEntries(
        ["RDS_LOGIN_EVENTS", "LAMBDA_NETWORK_LOGS", "EKS_AUDIT_LOGS", "EBS_MALWARE_PROTECTION"].map((name): [string, Example] => [
          `${name} off`,
          (s) => {
            s.add("guardduty.DetectorFeature", { detectorId: s.add("guardduty.Detector", {}).out("id"), name, status: "DISABLED" });
            return undefined;
          },
        ]),
      ),
    },
    unknown: {
      "status known later": (s) => {
        const detector = s.add("guardduty.Detector", {});
        s.add("guardduty.DetectorFeature", { detectorId: detector.out("id"), name: "S3_DATA_EVENTS", status: s.later() });
        return undefined;
      },
    },
    notApplicable: {
      "the baseline is another stack's": (s) => {
        s.settings({ accountBaseline: false });
        return undefined;
      },
    },
  },
});
