import { all, defineRule } from "../../rule";

/** Amazon S3 User Guide, "Access control list (ACL) overview". */
const publicGroups = ["http://acs.amazonaws.com/groups/global/AllUsers", "http://acs.amazonaws.com/groups/global/AuthenticatedUsers"];

export default defineRule({
  id: "s3-object-not-public-acl",
  title: "S3 objects have no public ACL",
  threat: "Everyone on the Internet, or everyone with any AWS account, can read an object that holds ePHI.",
  remedy: "Remove the public acl and the grants to AllUsers and AuthenticatedUsers.",
  cites: ["164.312(a)(1)", "164.308(a)(3)(i)", "164.308(a)(4)(ii)(A)", "164.308(a)(4)(ii)(C)", "164.312(e)(1)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["s3.BucketObject", "s3.ObjectCopy"],
  check(object) {
    const acl = object
      .at((p) => p.acl)
      .shown()
      .noneOf(["public-read", "public-read-write", "authenticated-read"], "the object's ACL is public");
    const copy = object.as("s3.ObjectCopy");
    if (!copy) return acl;
    return all(
      acl,
      copy.list((p) => p.grants).each((grant) => grant.at((g) => g.uri).noneOf(publicGroups, "an ACL grant is for everyone")),
    );
  },
  equivalents: { prowler: ["s3_bucket_object_public"] },
  examples: {
    good: {
      "no ACL": (s) => {
        const bucket = s.add("s3.Bucket", {});
        return s.add("s3.BucketObject", { bucket: bucket.out("id"), key: "form.pdf" });
      },
      "private copy": (s) => s.add("s3.ObjectCopy", { bucket: "records", key: "form.pdf", source: "drafts/form.pdf", acl: "private" }),
    },
    bad: {
      "readable to everyone, in the older class": (s) => {
        const bucket = s.add("s3.Bucket", {});
        return s.add("s3.BucketObjectv2", { bucket: bucket.out("id"), key: "form.pdf", acl: "public-read" });
      },
      "a copy with a grant to everyone": (s) =>
        s.add("s3.ObjectCopy", {
          bucket: "records",
          key: "form.pdf",
          source: "drafts/form.pdf",
          grants: [{ type: "Group", permissions: ["READ"], uri: "http://acs.amazonaws.com/groups/global/AllUsers" }],
        }),
    },
    unknown: {
      "ACL known later": (s) => s.add("s3.BucketObject", { bucket: "records", key: "form.pdf", acl: s.later() }),
    },
    notApplicable: {
      "the object of a bucket that is public on purpose": (s) => {
        const bucket = s.add("s3.Bucket", { tags: { DataClassification: "public" } });
        return s.add("s3.BucketObject", { bucket: bucket.out("id"), key: "logo.png", acl: "public-read" });
      },
    },
  },
});
