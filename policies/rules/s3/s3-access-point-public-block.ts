import type { Cell } from "../../cell";
import { all, defineRule, notApplicable, type Verdict } from "../../rule";

interface Flags {
  readonly blockPublicAcls?: boolean | undefined;
  readonly blockPublicPolicy?: boolean | undefined;
  readonly ignorePublicAcls?: boolean | undefined;
  readonly restrictPublicBuckets?: boolean | undefined;
}

/** Unlike in a bucket's block, an omitted flag is true here. Source: S3 API Reference, CreateAccessPoint and CreateMultiRegionAccessPoint. */
const isOn = (flag: Cell<boolean>) => flag.or(true).equals(true, `${flag.path} is switched off`);

function allOn(at: (select: (flags: Flags | undefined) => boolean | undefined) => Cell<boolean>): Verdict {
  return all(
    isOn(at((f) => f?.blockPublicAcls)),
    isOn(at((f) => f?.blockPublicPolicy)),
    isOn(at((f) => f?.ignorePublicAcls)),
    isOn(at((f) => f?.restrictPublicBuckets)),
  );
}

export default defineRule({
  id: "s3-access-point-public-block",
  title: "S3 access points block public access",
  threat: "A second door into the bucket is open to everyone.",
  remedy: "Remove the flags that are false; they cannot be changed later, so the access point must be replaced.",
  cites: ["164.312(a)(1)", "164.308(a)(3)(i)", "164.308(a)(4)(ii)(A)", "164.308(a)(4)(ii)(C)", "164.312(e)(1)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["s3.AccessPoint", "s3control.MultiRegionAccessPoint"],
  check(point) {
    const single = point.as("s3.AccessPoint");
    if (single) {
      // Only a VPC's requests reach an access point of a VPC, so its flags open nothing to the Internet; they are asked for all the same.
      return allOn((select) => single.at((p) => select(p.publicAccessBlockConfiguration)));
    }
    const multiRegion = point.as("s3control.MultiRegionAccessPoint");
    return multiRegion ? allOn((select) => multiRegion.at((p) => select(p.details.publicAccessBlock))) : notApplicable();
  },
  equivalents: {
    prowler: ["s3_access_point_public_access_block", "s3_multi_region_access_point_public_access_block"],
    checkov: ["CKV_AWS_392"],
  },
  examples: {
    good: {
      "nothing set: AWS blocks": (s) => {
        const bucket = s.add("s3.Bucket", {});
        return s.add("s3.AccessPoint", { bucket: bucket.out("id") });
      },
      "several regions": (s) => {
        const bucket = s.add("s3.Bucket", {});
        return s.add("s3control.MultiRegionAccessPoint", {
          details: { name: "records", publicAccessBlock: { blockPublicAcls: true }, regions: [{ bucket: bucket.out("id") }] },
        });
      },
    },
    bad: {
      "policies not blocked": (s) => {
        const bucket = s.add("s3.Bucket", {});
        return s.add("s3.AccessPoint", { bucket: bucket.out("id"), publicAccessBlockConfiguration: { blockPublicPolicy: false } });
      },
      "several regions, not restricted": (s) => {
        const bucket = s.add("s3.Bucket", {});
        return s.add("s3control.MultiRegionAccessPoint", {
          details: { name: "records", publicAccessBlock: { restrictPublicBuckets: false }, regions: [{ bucket: bucket.out("id") }] },
        });
      },
    },
    unknown: {
      "a flag known later": (s) => {
        const bucket = s.add("s3.Bucket", {});
        return s.add("s3.AccessPoint", { bucket: bucket.out("id"), publicAccessBlockConfiguration: { blockPublicAcls: s.later() } });
      },
    },
    notApplicable: {
      "the access point of a bucket that holds no ePHI": (s) => {
        const bucket = s.add("s3.Bucket", { tags: { DataClassification: "none" } });
        return s.add("s3.AccessPoint", { bucket: bucket.out("id"), publicAccessBlockConfiguration: { blockPublicPolicy: false } });
      },
    },
  },
});
