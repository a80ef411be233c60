import { sameRegion } from "../../aws/region";
import { type RegistryScanning, scansRepository } from "../../aws/registry-scanning";
import { all, any, defineRule, fail, not, pass, type Verdict, when } from "../../rule";

const because = "images are not scanned when they are pushed";
const registry = (scanType: string, scanFrequency: string, filter: string) => ({
  scanType,
  rules: [{ scanFrequency, repositoryFilters: [{ filter, filterType: "WILDCARD" }] }],
});

export default defineRule({
  id: "ecr-scan",
  title: "ECR scans images for known flaws",
  threat: "An image with a known flaw is deployed and broken into, and ePHI read.",
  remedy: "Set imageScanningConfiguration.scanOnPush to true, or add an aws.ecr.RegistryScanningConfiguration with a rule for it.",
  // Advisory: the registry's own scanning, often set up elsewhere, covers repositories that say nothing.
  cites: ["164.308(a)(1)(ii)(B)", "164.308(a)(5)(ii)(B)"],
  severity: "medium",
  level: "advisory",
  applies: "ephi",
  on: ["ecr.Repository"],
  check(repository, stack) {
    const inRegion = (judge: (scanning: RegistryScanning) => Verdict) =>
      stack.some(
        "ecr.RegistryScanningConfiguration",
        (scanning) =>
          when(
            sameRegion(repository, scanning),
            () => judge(scanning),
            () => fail(because),
          ),
        () => fail(because),
      );
    // Of enhanced scanning the registry alone decides. Source: Amazon ECR API Reference, ImageScanningConfiguration.
    const decidesAlone = inRegion((scanning) =>
      when(
        scanning.at((p) => p.scanType).is("ENHANCED"),
        () => pass(),
        () => fail(because),
      ),
    );
    return any(
      inRegion((scanning) =>
        scansRepository(
          scanning,
          repository.at((p) => p.name),
          because,
        ),
      ),
      all(
        repository
          .at((p) => p.imageScanningConfiguration?.scanOnPush)
          .or(false)
          .equals(true, because),
        not(decidesAlone, "the registry has enhanced scanning, and no rule of it names the repository"),
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
        s.add("ecr.RegistryScanningConfiguration", registry("ENHANCED", "CONTINUOUS_SCAN", "*"));
        return s.add("ecr.Repository", {});
      },
      "by the registry, whose filter is a part of the name": (s) => {
        s.add("ecr.RegistryScanningConfiguration", registry("BASIC", "SCAN_ON_PUSH", "clinic"));
        return s.add("ecr.Repository", { name: "team/clinic-portal" });
      },
      "by the registry, whose filter has wildcards": (s) => {
        s.add("ecr.RegistryScanningConfiguration", registry("ENHANCED", "SCAN_ON_PUSH", "team*clinic*portal"));
        return s.add("ecr.Repository", { name: "team/clinic-portal" });
      },
      "on push, beside basic scanning by hand": (s) => {
        s.add("ecr.RegistryScanningConfiguration", registry("BASIC", "MANUAL", "*"));
        return s.add("ecr.Repository", { imageScanningConfiguration: { scanOnPush: true } });
      },
    },
    bad: {
      "switched off": (s) =>
        s.add("ecr.Repository", { imageScanningConfiguration: { scanOnPush: false }, tags: { DataClassification: "ephi" } }),
      "by hand only": (s) => {
        s.add("ecr.RegistryScanningConfiguration", registry("BASIC", "MANUAL", "*"));
        return s.add("ecr.Repository", {});
      },
      "the registry's filter names others": (s) => {
        s.add("ecr.RegistryScanningConfiguration", registry("ENHANCED", "CONTINUOUS_SCAN", "clinic*"));
        return s.add("ecr.Repository", { name: "team/clinic-portal" });
      },
      "on push, which enhanced scanning of others makes void": (s) => {
        s.add("ecr.RegistryScanningConfiguration", registry("ENHANCED", "CONTINUOUS_SCAN", "*-portal-old"));
        return s.add("ecr.Repository", { name: "team/clinic-portal", imageScanningConfiguration: { scanOnPush: true } });
      },
      "enhanced, with an empty list of rules": (s) => {
        s.add("ecr.RegistryScanningConfiguration", { scanType: "ENHANCED", rules: [] });
        return s.add("ecr.Repository", {});
      },
      "the registry of another Region": (s) => {
        s.add("ecr.RegistryScanningConfiguration", { ...registry("ENHANCED", "CONTINUOUS_SCAN", "*"), region: "us-west-2" });
        return s.add("ecr.Repository", { region: "us-east-1" });
      },
    },
    unknown: {
      "known later": (s) => s.add("ecr.Repository", { imageScanningConfiguration: { scanOnPush: s.later() } }),
      "enhanced, and no rule says of what": (s) => {
        s.add("ecr.RegistryScanningConfiguration", { scanType: "ENHANCED" });
        return s.add("ecr.Repository", {});
      },
      "a name that is known later": (s) => {
        s.add("ecr.RegistryScanningConfiguration", registry("ENHANCED", "CONTINUOUS_SCAN", "clinic"));
        return s.add("ecr.Repository", { name: s.later() });
      },
    },
    notApplicable: {
      "no ePHI": (s) => s.add("ecr.Repository", { tags: { DataClassification: "none" } }),
    },
  },
});
