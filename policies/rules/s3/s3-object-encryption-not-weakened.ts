import { all, defineRule } from "../../rule";

export default defineRule({
  id: "s3-object-encryption-not-weakened",
  title: "S3 objects do not leave the KMS key of their bucket",
  threat: "The object is encrypted apart from the rest: no key policy guards it, and no use of its key is logged.",
  remedy: 'Leave serverSideEncryption and customerKey out, or set serverSideEncryption to "aws:kms" with a customer-managed kmsKeyId.',
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["s3.BucketObject", "s3.ObjectCopy"],
  // Where nothing is set, the bucket's default holds. A key alone asks for KMS; the provider sets the algorithm. KMS without a key is AWS's key aws/s3, whatever
  // the bucket's default is. Source: Amazon S3 API Reference, PutObject, x-amz-server-side-encryption-aws-kms-key-id.
  check(object, stack) {
    const set = object.at((p) => p.serverSideEncryption);
    const algorithm = set.or("aws:kms").shown().oneOf(["aws:kms", "aws:kms:dsse"], "the object is not encrypted under a KMS key");
    const key = object.at((p) => p.kmsKeyId);
    const own =
      key.state === "absent" && set.state !== "known"
        ? algorithm
        : all(algorithm, stack.key(object, key).isCustomerManaged("the object is encrypted under AWS's own key"));
    const copy = object.as("s3.ObjectCopy");
    return copy ? all(own, copy.at((p) => p.customerKey).isNotSet("the object is encrypted under a key that KMS does not know")) : own;
  },
  equivalents: { checkov: ["CKV_AWS_181", "CKV_AWS_186"] },
  examples: {
    good: {
      "the bucket's default": (s) => {
        const bucket = s.add("s3.Bucket", {});
        return s.add("s3.BucketObject", { bucket: bucket.out("id"), key: "form.pdf" });
      },
      "a key of the stack": (s) => {
        const key = s.add("kms.Key", {});
        return s.add("s3.BucketObject", {
          bucket: "records",
          key: "form.pdf",
          serverSideEncryption: "aws:kms",
          kmsKeyId: key.out("arn"),
        });
      },
    },
    bad: {
      "keys of S3's own": (s) => {
        const bucket = s.add("s3.Bucket", {});
        return s.add("s3.BucketObject", { bucket: bucket.out("id"), key: "form.pdf", serverSideEncryption: "AES256" });
      },
      "KMS without a key, which is AWS's own": (s) =>
        s.add("s3.BucketObject", { bucket: "records", key: "form.pdf", serverSideEncryption: "aws:kms" }),
      "a copy under a key that the caller brings along": (s) =>
        s.add("s3.ObjectCopy", {
          bucket: "records",
          key: "form.pdf",
          source: "drafts/form.pdf",
          customerAlgorithm: "AES256",
          customerKey: s.secret("YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXowMTIzNDU="),
        }),
    },
    unknown: {
      "algorithm known later": (s) => s.add("s3.BucketObject", { bucket: "records", key: "form.pdf", serverSideEncryption: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("s3.BucketObject", { bucket: "assets", key: "logo.png", tags: { DataClassification: "none" } }),
    },
  },
});
