import { receivesCloudFrontLogs } from "../../aws/log-delivery";
import { and, not, ternary } from "../../aws/ternary";
import type { Cell } from "../../cell";
import type { Resource } from "../../graph/resource";
import { all, decide, defineRule, notApplicable, pass, type Verdict, when } from "../../rule";

const because = "the bucket uses ACLs";

/** These two canned ACLs give nobody but the owner anything, so they ask for no ACLs. */
const givesNothing = (acl: Cell<string>) => acl.or("private").shown().oneOf(["private", "bucket-owner-full-control"], because);

/** An update answers with a single grant for a bucket without ACLs: its owner's full control. */
function ownersGrantAlone(bucket: Resource<"s3.Bucket">): Verdict {
  const grants = bucket.list((p) => p.grants);
  return grants.each((grant) => {
    const isOwners = and(grant.at((g) => g.type).is("CanonicalUser"), grant.at((g) => g.permissions[0]).is("FULL_CONTROL"));
    return decide(and(isOwners, ternary(grants.items.length === 1)), because, [grant.evidence("a grant", "no grant")]);
  });
}

export default defineRule({
  id: "s3-acls-disabled",
  title: "S3 buckets use no ACLs",
  threat: "Access to ePHI hides in the ACL of a single object, where no review of policies sees it.",
  remedy:
    'Remove acl, grants and BucketAcl, and set rule.objectOwnership of the BucketOwnershipControls to "BucketOwnerEnforced"; grant access in the bucket\'s policy.',
  cites: ["164.312(a)(1)", "164.308(a)(3)(i)", "164.308(a)(4)(ii)(C)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["s3.Bucket"],
  // Without ownership controls a bucket made since April 2023 enforces the owner. CloudFront's standard logs (legacy) are delivered by ACL.
  // Source: Amazon S3 User Guide, "Controlling ownership of objects and disabling ACLs"; Amazon CloudFront Developer Guide, "Configure standard logging (legacy)".
  check: (bucket, stack) =>
    when(
      not(receivesCloudFrontLogs(bucket, stack)),
      () =>
        all(
          stack
            .attached(bucket, "s3.BucketOwnershipControls", (p) => p.bucket)
            .decide({
              present: (controls) =>
                controls
                  .at((p) => p.rule.objectOwnership)
                  .shown()
                  .equals("BucketOwnerEnforced", "the bucket's ownership controls allow ACLs"),
              absent: () => pass(),
            }),
          givesNothing(bucket.at((p) => p.acl)),
          ownersGrantAlone(bucket),
          stack
            .attached(bucket, "s3.BucketAcl", (p) => p.bucket)
            .decide({
              present: (acl) => all(givesNothing(acl.at((p) => p.acl)), acl.at((p) => p.accessControlPolicy).isNotSet(because)),
              absent: () => pass(),
            }),
        ),
      () => notApplicable("CloudFront delivers its logs by ACL"),
    ),
  equivalents: { config: ["s3-bucket-acl-prohibited"], prowler: ["s3_bucket_acl_prohibited"], checkov: ["CKV2_AWS_65"] },
  examples: {
    good: {
      "nothing set": (s) => s.add("s3.Bucket", {}),
      "the owner's own grant": (s) =>
        s.add("s3.Bucket", {
          grants: [
            {
              type: "CanonicalUser",
              permissions: ["FULL_CONTROL"],
              id: "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be",
            },
          ],
        }),
      "owner enforced": (s) => {
        const bucket = s.add("s3.Bucket", {});
        s.add("s3.BucketOwnershipControls", { bucket: bucket.out("id"), rule: { objectOwnership: "BucketOwnerEnforced" } });
        return bucket;
      },
    },
    bad: {
      "owner preferred": (s) => {
        const bucket = s.add("s3.Bucket", {});
        s.add("s3.BucketOwnershipControls", { bucket: bucket.out("id"), rule: { objectOwnership: "BucketOwnerPreferred" } });
        return bucket;
      },
      "an ACL for log delivery, which a policy can allow": (s) => {
        const bucket = s.add("s3.Bucket", {});
        s.add("s3.BucketAcl", { bucket: bucket.out("id"), acl: "log-delivery-write" });
        return bucket;
      },
      "a grant in the older class": (s) =>
        s.add("s3.BucketV2", {
          grants: [
            { type: "CanonicalUser", permissions: ["READ"], id: "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be" },
          ],
        }),
    },
    unknown: {
      "ownership known later": (s) => {
        const bucket = s.add("s3.Bucket", {});
        s.add("s3.BucketOwnershipControls", { bucket: bucket.out("id"), rule: { objectOwnership: s.later() } });
        return bucket;
      },
    },
    notApplicable: {
      "no ePHI": (s) => s.add("s3.Bucket", { tags: { DataClassification: "none" } }),
    },
  },
});
