import { any, defineRule } from "../../rule";

export default defineRule({
  id: "ecr-scan",
  title: "ECR scans images for known flaws",
  threat: "An image with a known flaw is deployed and broken into, and ePHI read.",
  remedy: "Set imageScanningConfiguration.scanOnPush to true, or add an aws.ecr.RegistryScanningConfiguration.",
  // Advisory: the registry's own scanning, often set up elsewhere, covers repositories that say nothing.
  cites: ["164.308(a)(1)(ii)(B)", "164.308(a)(5)(ii)(B)"],
  severity: "medium",
  level: "advisory",
  applies: "ephi",
  on: ["ecr.Repository"],
  check(repository, stack) {
    const because = "images are not scanned when they are pushed";
    const own = repository
      .at((p) => p.imageScanningConfiguration?.scanOnPush)
      .or(false)
      .equals(true, because);
    return any(
      own,
      stack.some(
        "ecr.RegistryScanningConfiguration",
        (registry) =>
          any(
            registry
              .at((p) => p.scanType)
              .shown()
              .equals("ENHANCED", because),
            registry
              .list((p) => p.rules)
              .some((rule) =>
                rule
                  .at((r) => r.scanFrequency)
                  .shown()
                  .oneOf(["SCAN_ON_PUSH", "CONTINUOUS_SCAN"], because),
              ),
          ),
        () => own,
      ),
    );
  },
  equivalents: {
    prowler: [
      "ecr_repositories_scan_images_on_push_enabled",
      "ecr_registry_scan_images_on_push_enabled",
      "ecr_repositories_scan_vulnerabilities_in_latest_image",
    ],
    checkov: ["CKV_AWS_163"],
    pulumi: ["aws-ecr-repository-configure-image-scan", "aws-ecr-repository-enable-image-scan"],
  },
  examples: {
    good: {
      "on push": (s) => s.add("ecr.Repository", { imageScanningConfiguration: { scanOnPush: true } }),
      "by the registry": (s) => {
        s.add("ecr.RegistryScanningConfiguration", { scanType: "ENHANCED" });
        return s.add("ecr.Repository", {});
      },
    },
    bad: {
      "switched off": (s) =>
        s.add("ecr.Repository", { imageScanningConfiguration: { scanOnPush: false }, tags: { DataClassification: "ephi" } }),
      "by hand only": (s) => {
        s.add("ecr.RegistryScanningConfiguration", {
          scanType: "BASIC",
          rules: [{ scanFrequency: "MANUAL", repositoryFilters: [{ filter: "*", filterType: "WILDCARD" }] }],
        });
        return s.add("ecr.Repository", {});
      },
    },
    unknown: {
      "known later": (s) => s.add("ecr.Repository", { imageScanningConfiguration: { scanOnPush: s.later() } }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("ecr.Repository", { tags: { DataClassification: "none" } }),
    },
  },
});
