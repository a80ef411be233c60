import { not } from "../../aws/ternary";
import type { Cell } from "../../cell";
import { all, decide, defineRule } from "../../rule";

/** Amazon S3 User Guide, "Access control list (ACL) overview": the canned ACLs and the predefined groups that take in people outside the account. */
const publicAcls = ["public-read", "public-read-write", "authenticated-read"];
const publicGroup = /\/groups\/global\/(AllUsers|AuthenticatedUsers)$/;

const notPublic = (acl: Cell<string>) => acl.shown().noneOf(publicAcls, "the ACL is public");
const notPublicGroup = (uri: Cell<string>) =>
  decide(not(uri.ask((group) => publicGroup.test(group))), "an ACL grant is for everyone", [
    uri.evidence("a group other than AllUsers and AuthenticatedUsers"),
  ]);

export default defineRule({
  id: "s3-no-public-acl",
  title: "S3 ACLs grant nothing to everyone",
  threat: "Everyone on the Internet, or everyone with any AWS account, can list, read or change ePHI.",
  remedy: "Remove the public acl and the grants to AllUsers and AuthenticatedUsers; grant access in the bucket's policy.",
  cites: ["164.312(a)(1)", "164.308(a)(3)(i)", "164.308(a)(4)(ii)(A)", "164.308(a)(4)(ii)(C)", "164.312(a)(2)(i)", "164.312(e)(1)"],
  severity: "critical",
  level: "mandatory",
  applies: "ephi",
  on: ["s3.Bucket", "s3.BucketAcl"],
  // A public access block that ignores the ACL does not excuse it: the day the block goes, the ACL opens the bucket.
  check(resource) {
    const acl = notPublic(resource.at((p) => p.acl));
    const grants =
      resource
        .as("s3.Bucket")
        ?.list((p) => p.grants)
        .each((grant) => notPublicGroup(grant.at((g) => g.uri))) ??
      resource
        .as("s3.BucketAcl")
        ?.list((p) => p.accessControlPolicy?.grants)
        .each((grant) => notPublicGroup(grant.at((g) => g.grantee?.uri)));
    return grants ? all(acl, grants) : acl;
  },
  equivalents: {
    config: ["s3-bucket-public-read-prohibited", "s3-bucket-public-write-prohibited"],
    cdkNag: ["HIPAA.Security-S3BucketPublicReadProhibited", "HIPAA.Security-S3BucketPublicWriteProhibited"],
    prowler: ["s3_bucket_public_access", "s3_bucket_public_list_acl", "s3_bucket_public_write_acl"],
    checkov: ["CKV_AWS_20", "CKV_AWS_57", "CKV_AWS_375", "CKV_AWS_379", "CKV2_AWS_43"],
    pulumi: ["aws-s3-bucket-disallow-public-read"],
  },
  examples: {
    good: {
      "no ACL": (s) => s.add("s3.Bucket", {}),
      "private, as a separate resource": (s) => {
        const bucket = s.add("s3.Bucket", {});
        return s.add("s3.BucketAcl", { bucket: bucket.out("id"), acl: "private" });
      },
      "a grant to the log delivery group": (s) =>
        s.add("s3.Bucket", {
          grants: [{ type: "Group", permissions: ["WRITE"], uri: "http://acs.amazonaws.com/groups/s3/LogDelivery" }],
        }),
    },
    bad: {
      "readable, as a separate resource": (s) => {
        const bucket = s.add("s3.Bucket", {});
        return s.add("s3.BucketAcl", { bucket: bucket.out("id"), acl: "public-read" });
      },
      "readable to any AWS account, in the older class": (s) => s.add("s3.BucketV2", { acl: "authenticated-read" }),
      "a grant to everyone": (s) => {
        const bucket = s.add("s3.Bucket", {});
        return s.add("s3.BucketAclV2", {
          bucket: bucket.out("id"),
          accessControlPolicy: {
            owner: { id: "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be" },
            grants: [{ permission: "READ", grantee: { type: "Group", uri: "http://acs.amazonaws.com/groups/global/AllUsers" } }],
          },
        });
      },
    },
    unknown: {
      "group known later": (s) => s.add("s3.Bucket", { grants: [{ type: "Group", permissions: ["READ"], uri: s.later() }] }),
      "ACL known later": (s) => s.add("s3.Bucket", { acl: s.later() }),
    },
    notApplicable: {
      "the ACL of a bucket that is public on purpose": (s) => {
        const bucket = s.add("s3.Bucket", { tags: { DataClassification: "public" } });
        return s.add("s3.BucketAcl", { bucket: bucket.out("id"), acl: "public-read" });
      },
    },
  },
});
