import type { Cell } from "../../cell";
import { all, any, defineRule, missing, notApplicable, undetermined, type Verdict } from "../../rule";

interface Flags {
  readonly blockPublicAcls?: boolean | undefined;
  readonly blockPublicPolicy?: boolean | undefined;
  readonly ignorePublicAcls?: boolean | undefined;
  readonly restrictPublicBuckets?: boolean | undefined;
}

/** In both resources an omitted flag is false: the provider switches it off, also where AWS had switched it on. */
const isOn = (flag: Cell<boolean>) => flag.or(false).equals(true, `the setting ${flag.path} is not on`);

export default defineRule({
  id: "s3-bucket-public-access-block",
  title: "S3 buckets block public access, with all four settings",
  threat: "One wrong ACL or policy opens ePHI to everyone.",
  remedy:
    "Add an aws.s3.BucketPublicAccessBlock for the bucket with blockPublicAcls, blockPublicPolicy, ignorePublicAcls and restrictPublicBuckets true.",
  cites: ["164.312(a)(1)", "164.308(a)(3)(i)", "164.308(a)(4)(ii)(A)", "164.308(a)(4)(ii)(C)", "164.312(e)(1)"],
  severity: "critical",
  level: "mandatory",
  applies: "ephi",
  on: ["s3.Bucket"],
  // Buckets made since April 2023 start with all four settings on, yet a bucket without the resource fails: the program does not show when
  // the bucket was made, and what the program does not hold, it does not restore when somebody takes it away.
  // S3 applies a setting where the account or the bucket has it. Source: Amazon S3 User Guide, "Blocking public access to your Amazon S3 storage".
  check(bucket, stack) {
    const block = stack.attached(bucket, "s3.BucketPublicAccessBlock", (p) => p.bucket);
    const has = (select: (flags: Flags) => boolean | undefined): Verdict =>
      any(
        block.decide({
          present: (settings) => isOn(settings.at(select)),
          absent: () => missing(bucket, "public access is not blocked", "a BucketPublicAccessBlock"),
        }),
        stack.some(
          "s3.AccountPublicAccessBlock",
          (account) =>
            // Another provider may be another account.
            account.node.description.provider?.urn === bucket.node.description.provider?.urn
              ? isOn(account.at(select))
              : undetermined("whether the account's public access block is that of the bucket's account is not known", [
                  account.evidence("another provider", "the same provider"),
                ]),
          notApplicable,
        ),
      );
    return all(
      has((p) => p.blockPublicAcls),
      has((p) => p.blockPublicPolicy),
      has((p) => p.ignorePublicAcls),
      has((p) => p.restrictPublicBuckets),
    );
  },
  equivalents: {
    config: ["s3-bucket-public-read-prohibited", "s3-bucket-public-write-prohibited"],
    cdkNag: [
      "HIPAA.Security-S3BucketLevelPublicAccessProhibited",
      "HIPAA.Security-S3BucketPublicReadProhibited",
      "HIPAA.Security-S3BucketPublicWriteProhibited",
    ],
    prowler: ["s3_bucket_public_access", "s3_bucket_level_public_access_block"],
    checkov: ["CKV_AWS_53", "CKV_AWS_54", "CKV_AWS_55", "CKV_AWS_56", "CKV2_AWS_6"],
  },
  examples: {
    good: {
      "all four settings": (s) => {
        const bucket = s.add("s3.Bucket", {});
        s.add("s3.BucketPublicAccessBlock", {
          bucket: bucket.out("id"),
          blockPublicAcls: true,
          blockPublicPolicy: true,
          ignorePublicAcls: true,
          restrictPublicBuckets: true,
        });
        return bucket;
      },
      "all four settings on the account": (s) => {
        s.add("s3.AccountPublicAccessBlock", {
          blockPublicAcls: true,
          blockPublicPolicy: true,
          ignorePublicAcls: true,
          restrictPublicBuckets: true,
        });
        return s.add("s3.Bucket", {});
      },
    },
    bad: {
      "no block": (s) => s.add("s3.Bucket", {}),
      "a setting left out, which switches it off": (s) => {
        const bucket = s.add("s3.Bucket", {});
        s.add("s3.BucketPublicAccessBlock", {
          bucket: bucket.out("id"),
          blockPublicAcls: true,
          blockPublicPolicy: true,
          ignorePublicAcls: true,
        });
        return bucket;
      },
      "policies open on the account and on the bucket": (s) => {
        s.add("s3.AccountPublicAccessBlock", { blockPublicAcls: true, ignorePublicAcls: true });
        const bucket = s.add("s3.Bucket", {});
        s.add("s3.BucketPublicAccessBlock", {
          bucket: bucket.out("id"),
          blockPublicAcls: true,
          blockPublicPolicy: false,
          ignorePublicAcls: true,
          restrictPublicBuckets: false,
        });
        return bucket;
      },
    },
    unknown: {
      "a setting known later": (s) => {
        const bucket = s.add("s3.Bucket", {});
        s.add("s3.BucketPublicAccessBlock", {
          bucket: bucket.out("id"),
          blockPublicAcls: true,
          blockPublicPolicy: s.later(),
          ignorePublicAcls: true,
          restrictPublicBuckets: true,
        });
        return bucket;
      },
    },
    notApplicable: {
      "public on purpose": (s) => s.add("s3.Bucket", { tags: { DataClassification: "public" } }),
    },
  },
});
