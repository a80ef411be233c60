import { isLogging } from "../../aws/cloudtrail/account-trail";
import { allObjectsOf, objectEvents } from "../../aws/cloudtrail/recorded-buckets";
import { recordsEvents } from "../../aws/cloudtrail/recorded-events";
import { receivesTrafficLogs } from "../../aws/log-delivery";

import { not } from "../../aws/ternary";
import { all, any, decide, defineRule, notApplicable, when } from "../../rule";
import { UNKNOWN } from "../../unknown";

const because = "access to the bucket is not logged";

export default defineRule({
  id: "s3-access-logging",
  title: "S3 buckets log who accesses their objects",
  threat: "Nobody can tell who read or changed ePHI in the bucket.",
  remedy:
    "Add an aws.s3.BucketLogging for the bucket with a targetBucket, or record its objects' events in a trail (eventSelectors with dataResources of type AWS::S3::Object).",
  cites: ["164.312(b)", "164.308(a)(1)(ii)(D)", "164.308(a)(3)(ii)(A)", "164.308(a)(6)(ii)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["s3.Bucket"],
  check: (bucket, stack) =>
    when(
      // A log bucket that logged access to itself would never end; a trail's bucket is no such bucket.
      not(receivesTrafficLogs(bucket, stack)),
      () =>
        any(
          stack
            .attached(bucket, "s3.BucketLogging", (p) => p.bucket)
            .decide({
              present: (logging) => logging.at((p) => p.targetBucket).isSet(because, "a target bucket"),
              absent: () => bucket.at((p) => p.logging?.targetBucket).isSet(because, "a target bucket"),
            }),
          // CloudTrail's data events say who did what to which object; S3 recommends them over server access logs.
          // Source: Amazon S3 User Guide, "Logging options for Amazon S3".
          stack.some(
            "cloudtrail.Trail",
            (trail) =>
              all(
                isLogging(trail),
                decide(recordsEvents(trail, objectEvents, allObjectsOf(bucket.at((p) => p.bucket).value ?? UNKNOWN)), because, [
                  trail.evidence("no events of the bucket's objects", "reads and writes of the bucket's objects"),
                ]),
              ),
            notApplicable,
          ),
        ),
      () => notApplicable("it receives the access logs of others"),
    ),
  equivalents: {
    config: ["s3-bucket-logging-enabled"],
    cdkNag: ["HIPAA.Security-S3BucketLoggingEnabled"],
    prowler: ["s3_bucket_server_access_logging_enabled"],
    checkov: ["CKV_AWS_18"],
  },
  examples: {
    good: {
      "separate resource": (s) => {
        const logs = s.add("s3.Bucket", {});
        const bucket = s.add("s3.Bucket", {});
        s.add("s3.BucketLogging", { bucket: bucket.out("id"), targetBucket: logs.out("id"), targetPrefix: "records/" });
        return bucket;
      },
      "inline in the older class": (s) => {
        const logs = s.add("s3.BucketV2", {});
        return s.add("s3.BucketV2", { loggings: [{ targetBucket: logs.out("id"), targetPrefix: "records/" }] });
      },
      "a trail records all objects": (s) => {
        const audit = s.add("s3.Bucket", {});
        s.add("cloudtrail.Trail", {
          s3BucketName: audit.out("id"),
          eventSelectors: [{ dataResources: [{ type: "AWS::S3::Object", values: ["arn:aws:s3"] }] }],
        });
        return s.add("s3.Bucket", {});
      },
      "a trail records the bucket's objects": (s) => {
        const audit = s.add("s3.Bucket", {});
        s.add("cloudtrail.Trail", {
          s3BucketName: audit.out("id"),
          advancedEventSelectors: [
            {
              fieldSelectors: [
                { field: "eventCategory", equals: ["Data"] },
                { field: "resources.type", equals: ["AWS::S3::Object"] },
                { field: "resources.ARN", startsWiths: ["arn:aws:s3:::records/"] },
              ],
            },
          ],
        });
        return s.add("s3.Bucket", { bucket: "records" });
      },
    },
    bad: {
      "nothing set": (s) => s.add("s3.Bucket", {}),
      "the bucket of a trail": (s) => {
        const bucket = s.add("s3.Bucket", {});
        s.add("cloudtrail.Trail", { s3BucketName: bucket.out("id") });
        return bucket;
      },
      "a trail records writes only": (s) => {
        const audit = s.add("s3.Bucket", {});
        s.add("cloudtrail.Trail", {
          s3BucketName: audit.out("id"),
          eventSelectors: [{ readWriteType: "WriteOnly", dataResources: [{ type: "AWS::S3::Object", values: ["arn:aws:s3"] }] }],
        });
        return s.add("s3.Bucket", {});
      },
    },
    unknown: {
      "a trail that records objects known later": (s) => {
        const bucket = s.add("s3.Bucket", {});
        const audit = s.add("s3.Bucket", {});
        s.add("cloudtrail.Trail", {
          s3BucketName: audit.out("id"),
          eventSelectors: [{ dataResources: [{ type: "AWS::S3::Object", values: [bucket.out("arn")] }] }],
        });
        return bucket;
      },
    },
    notApplicable: {
      "no ePHI": (s) => s.add("s3.Bucket", { tags: { DataClassification: "none" } }),
      "receives the logs of a distribution, by its domain name": (s) => {
        const logs = s.add("s3.Bucket", { bucket: "clinic-logs" });
        s.add("cloudfront.Distribution", {
          enabled: true,
          origins: [{ originId: "portal", domainName: "portal.clinic.example" }],
          defaultCacheBehavior: {
            targetOriginId: "portal",
            viewerProtocolPolicy: "https-only",
            allowedMethods: ["GET", "HEAD"],
            cachedMethods: ["GET", "HEAD"],
          },
          restrictions: { geoRestriction: { restrictionType: "none" } },
          viewerCertificate: { cloudfrontDefaultCertificate: true },
          loggingConfig: { bucket: "clinic-logs.s3.amazonaws.com" },
        });
        return logs;
      },
      "receives the access logs of another bucket": (s) => {
        const logs = s.add("s3.Bucket", {});
        const bucket = s.add("s3.Bucket", {});
        s.add("s3.BucketLogging", { bucket: bucket.out("id"), targetBucket: logs.out("id"), targetPrefix: "records/" });
        return logs;
      },
    },
  },
});
