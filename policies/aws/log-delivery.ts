import type { Resource } from "../graph/resource";
import type { Stack } from "../graph/stack";
import { and, or, some, type Ternary, ternary } from "./ternary";

interface Senders<Sender> {
  readonly certain: readonly Sender[];
  readonly possible: readonly Sender[];
  readonly complete: boolean;
}

/** Whether one of the resources that name the bucket as a destination delivers into it. */
function deliver<Sender>({ certain, possible, complete }: Senders<Sender>, does: (sender: Sender) => Ternary = () => "yes"): Ternary {
  return or(
    some(certain, does),
    some(possible, (sender) => and(does(sender), "unknown")),
    complete ? "no" : "unknown",
  );
}

/** A bucket that logs into itself is a data store that logs badly, not a log bucket. */
function isAnother(bucket: Resource<"s3.Bucket">, stack: Stack, logging: Resource<"s3.BucketLogging">): Ternary {
  const source = stack.target(
    logging,
    logging.at((p) => p.bucket),
    "s3.Bucket",
  );
  if (source.resource) return ternary(source.resource.urn !== bucket.urn);
  return source.state === "outside" ? "yes" : "unknown";
}

/** Whether S3 delivers the server access logs of another bucket of the stack into this one. */
function receivesAccessLogs(bucket: Resource<"s3.Bucket">, stack: Stack): Ternary {
  return or(
    deliver(
      stack.attached(bucket, "s3.BucketLogging", (p) => p.targetBucket),
      (logging) => isAnother(bucket, stack, logging),
    ),
    deliver(
      stack.attached(bucket, "s3.Bucket", (p) => p.logging?.targetBucket),
      (source) => ternary(source.urn !== bucket.urn),
    ),
  );
}

/** Whether an application or classic load balancer delivers its logs into the bucket; a log that is configured but switched off does not count. */
function receivesLoadBalancerLogs(bucket: Resource<"s3.Bucket">, stack: Stack, type?: "application"): Ternary {
  const isOfType = (balancer: Resource<"lb.LoadBalancer">): Ternary =>
    type === undefined
      ? "yes"
      : balancer
          .at((p) => p.loadBalancerType)
          .or("application")
          .is(type);
  return or(
    deliver(
      stack.attached(bucket, "lb.LoadBalancer", (p) => p.accessLogs?.bucket),
      (balancer) => and(isOfType(balancer), balancer.at((p) => p.accessLogs?.enabled).is(true)),
    ),
    deliver(
      stack.attached(bucket, "lb.LoadBalancer", (p) => p.connectionLogs?.bucket),
      (balancer) => balancer.at((p) => p.connectionLogs?.enabled).is(true),
    ),
    deliver(
      stack.attached(bucket, "lb.LoadBalancer", (p) => p.healthCheckLogs?.bucket),
      (balancer) => balancer.at((p) => p.healthCheckLogs?.enabled).is(true),
    ),
    deliver(
      stack.attached(bucket, "elb.LoadBalancer", (p) => p.accessLogs?.bucket),
      (balancer) =>
        balancer
          .at((p) => p.accessLogs?.enabled)
          .or(true)
          .is(true),
    ),
  );
}

/**
 * Whether something delivers logs into the bucket that AWS writes only under SSE-S3; under a KMS key as the bucket's default the delivery fails.
 * - S3 server access logs: Amazon S3 User Guide, "Enabling Amazon S3 server access logging", on the default encryption of the destination bucket.
 * - Application and Classic Load Balancers: Elastic Load Balancing user guides, "Enable access logs", requirements of the bucket. (A Network
 *   Load Balancer takes a customer-managed key.)
 * - Redshift: Amazon Redshift Management Guide, "Database audit logging", on managing log files in S3.
 */
export function receivesLogsUnderSseS3Only(bucket: Resource<"s3.Bucket">, stack: Stack): Ternary {
  return or(
    receivesAccessLogs(bucket, stack),
    receivesLoadBalancerLogs(bucket, stack, "application"),
    deliver(stack.attached(bucket, "redshift.Logging", (p) => p.bucketName)),
  );
}

/** Whether the bucket holds logs that AWS's front ends write: those of S3 itself, of load balancers, and of CloudFront. */
export function receivesTrafficLogs(bucket: Resource<"s3.Bucket">, stack: Stack): Ternary {
  return or(receivesAccessLogs(bucket, stack), receivesLoadBalancerLogs(bucket, stack), receivesCloudFrontLogs(bucket, stack));
}

/** Whether a trail of the stack delivers into the bucket. */
export function receivesTrail(bucket: Resource<"s3.Bucket">, stack: Stack): Ternary {
  return deliver(stack.attached(bucket, "cloudtrail.Trail", (p) => p.s3BucketName));
}

/**
 * Whether something delivers into the bucket that cannot write where Object Lock retains objects by default.
 * - S3 server access logs: Amazon S3 User Guide, "Enabling Amazon S3 server access logging" (no default retention on the destination).
 * - AWS Config: AWS CloudFormation Template Reference, AWS::Config::DeliveryChannel (no bucket with Object Lock).
 */
export function receivesWhatLocksRefuse(bucket: Resource<"s3.Bucket">, stack: Stack): Ternary {
  return or(receivesAccessLogs(bucket, stack), deliver(stack.attached(bucket, "cfg.DeliveryChannel", (p) => p.s3BucketName)));
}

/** Whether a CloudFront distribution of the stack delivers its standard logs (legacy) into the bucket. */
export function receivesCloudFrontLogs(bucket: Resource<"s3.Bucket">, stack: Stack): Ternary {
  return deliver(stack.attached(bucket, "cloudfront.Distribution", (p) => p.loggingConfig?.bucket));
}

/** Whether the bucket holds logs that are audit records: those of traffic, of trails, of AWS Config, and of networks. */
export function receivesAuditLogs(bucket: Resource<"s3.Bucket">, stack: Stack): Ternary {
  return or(
    receivesTrafficLogs(bucket, stack),
    receivesTrail(bucket, stack),
    deliver(stack.attached(bucket, "cfg.DeliveryChannel", (p) => p.s3BucketName)),
    deliver(
      stack.attached(bucket, "ec2.FlowLog", (p) => p.logDestination),
      (flowLog) =>
        flowLog
          .at((p) => p.logDestinationType)
          .or("cloud-watch-logs")
          .is("s3"),
    ),
    deliver(stack.attached(bucket, "redshift.Logging", (p) => p.bucketName)),
  );
}
