import * as pulumi from "@pulumi/pulumi";
import { arn, bucketArn, type Location } from "../foundation/location";
import { type Condition, forThisAccount, type Statement } from "../foundation/policy-document";

/** A name that `writers` takes. */
export type WriterName = "s3" | "load-balancer" | "log-delivery" | "cloudtrail" | "config";

/** A service that writes logs into a bucket by itself, and what it cannot do there. */
interface Writer {
  readonly principal: string;
  readonly takesKmsKey: boolean;
  /** Whether it writes where Object Lock retains objects by default. */
  readonly takesLock: boolean;
  /** What it does to the bucket itself, beside writing objects. */
  readonly looks: readonly string[];
  condition(location: Location): Condition;
}

/**
 * The writers, by the names that `writers` takes.
 * - s3: Amazon S3 User Guide, "Enabling Amazon S3 server access logging": SSE-S3 only, and no default retention.
 * - load-balancer: Elastic Load Balancing User Guides, "Enable access logs": SSE-S3 only for Application and Classic Load Balancers.
 * - log-delivery: CloudWatch Logs User Guide, "Logs sent to Amazon S3": flow logs, Network Load Balancers, WAF, Route 53 Resolver, CloudFront.
 * - cloudtrail: CloudTrail User Guide, "Amazon S3 bucket policy for CloudTrail".
 * - config: AWS Config Developer Guide, "Permissions for the Amazon S3 Bucket"; CloudFormation Template Reference, AWS::Config::DeliveryChannel: no Object Lock.
 */
const writers: Readonly<Record<WriterName, Writer>> = {
  s3: { principal: "logging.s3", takesKmsKey: false, takesLock: false, looks: [], condition: forThisAccount },
  "load-balancer": {
    principal: "logdelivery.elasticloadbalancing",
    takesKmsKey: false,
    takesLock: true,
    looks: [],
    condition: (location) => ({ ArnLike: { "aws:SourceArn": arn(location, "elasticloadbalancing", "loadbalancer/*") } }),
  },
  "log-delivery": {
    principal: "delivery.logs",
    takesKmsKey: true,
    takesLock: true,
    looks: ["s3:GetBucketAcl", "s3:ListBucket"],
    condition: forThisAccount,
  },
  cloudtrail: {
    principal: "cloudtrail",
    takesKmsKey: true,
    takesLock: true,
    looks: ["s3:GetBucketAcl"],
    condition: ({ partition, accountId }) => ({
      ArnLike: { "aws:SourceArn": pulumi.interpolate`arn:${partition}:cloudtrail:*:${accountId}:trail/*` },
    }),
  },
  config: {
    principal: "config",
    takesKmsKey: true,
    takesLock: false,
    looks: ["s3:GetBucketAcl", "s3:ListBucket"],
    condition: forThisAccount,
  },
};

export const writerNames: readonly string[] = Object.keys(writers);

export function isWriterName(name: string): name is WriterName {
  return Object.hasOwn(writers, name);
}

/** Those of the writers that can only write under S3's own keys. */
export function withoutKms(names: readonly WriterName[]): readonly WriterName[] {
  return names.filter((name) => !writers[name].takesKmsKey);
}

/** Those of the writers that cannot write where Object Lock retains objects by default. */
export function withoutLock(names: readonly WriterName[]): readonly WriterName[] {
  return names.filter((name) => !writers[name].takesLock);
}

/** The service principals that encrypt with the bucket's key. */
export function principalsOf(names: readonly WriterName[]): string[] {
  return names.map((name) => writers[name].principal);
}

/** What the bucket's policy allows its writers, each for this account only. */
export function writerStatements(names: readonly WriterName[], bucket: pulumi.Output<string>, location: Location): readonly Statement[] {
  return names.flatMap((name): Statement[] => {
    const writer = writers[name];
    const Principal = { Service: `${writer.principal}.amazonaws.com` };
    const Condition = writer.condition(location);
    const sid = name.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
    const objects = bucketArn(location, pulumi.interpolate`${bucket}/*`);
    const writes: Statement = { Sid: `${sid}Writes`, Effect: "Allow", Principal, Action: "s3:PutObject", Resource: objects, Condition };
    if (writer.looks.length === 0) return [writes];
    return [
      writes,
      { Sid: `${sid}Looks`, Effect: "Allow", Principal, Action: writer.looks, Resource: bucketArn(location, bucket), Condition },
    ];
  });
}
