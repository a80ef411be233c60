import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { arnOf, type Check, objectOf, optional, text, wholeNumber } from "../foundation/checks";
import type { Tags } from "../foundation/classification";
import { closedBucket } from "../foundation/closed-bucket";
import { bucketArn, type Location } from "../foundation/location";
import { bucketNameOf, physicalName } from "../foundation/physical-name";

/** A server behind a distribution, which it reaches over TLS 1.2 only. */
export interface OriginServer {
  /** The domain name that the server's certificate is for. */
  name: string;
  /**
   * The ARN of a load balancer in private subnets, which then is reached inside AWS and by nobody else. Its VPC needs an Internet gateway, over which nothing goes.
   * Default: the server is reached over the Internet. Serves 45 CFR 164.312(e)(1).
   */
  loadBalancerArn?: pulumi.Input<string>;
  /** The path in front of each request's path. Default: none. */
  path?: string;
  /** Seconds that an answer may take: 1 to 120, default 30. */
  responseTimeoutSeconds?: number;
}

/** The check of the argument `server`. */
export const serverArgument: Check = optional(
  objectOf<OriginServer>({
    name: text({
      maximum: 253,
      matching: /^(?=.{4,})([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
      described: "a domain name in lower case",
    }),
    loadBalancerArn: optional(arnOf("elasticloadbalancing")),
    path: optional(text({ maximum: 255, matching: /^\/.*[^/]$/, described: 'a path that begins with "/" and does not end with it' })),
    responseTimeoutSeconds: optional(wholeNumber({ minimum: 1, maximum: 120, unit: "seconds" })),
  }),
);

/** What a distribution takes its answers from, and how it asks. */
export interface Origin {
  readonly origin: aws.types.input.cloudfront.DistributionOrigin;
  readonly behavior: Pick<
    aws.types.input.cloudfront.DistributionDefaultCacheBehavior,
    "allowedMethods" | "cachedMethods" | "cachePolicyId" | "originRequestPolicyId"
  >;
  readonly defaultRootObject?: string;
  /** The name of the bucket of files, where there is one. */
  readonly bucket?: pulumi.Output<string>;
}

/**
 * Policies that CloudFront keeps, the same in every account: answers of a server may hold ePHI, and are not cached.
 * Source: CloudFront Developer Guide, "Use managed cache policies" and "Use managed origin request policies".
 */
const managedPolicies = {
  cachingDisabled: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
  cachingOptimized: "658327ea-f89d-4fab-a63d-7e88639e58f6",
  allViewerExceptHostHeader: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
} as const;

const originId = "origin";
const tls = ["TLSv1.2"];

/** The server, over HTTPS with TLS 1.2: 45 CFR 164.312(e)(2)(ii). */
export function serverOrigin(parent: pulumi.ComponentResource, name: string, server: OriginServer, tags: Tags): Origin {
  const timeout = server.responseTimeoutSeconds ?? 30;
  const common = { originId, domainName: server.name, ...(server.path !== undefined && { originPath: server.path }) };
  const behavior = {
    allowedMethods: ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"],
    cachedMethods: ["GET", "HEAD"],
    cachePolicyId: managedPolicies.cachingDisabled,
    originRequestPolicyId: managedPolicies.allViewerExceptHostHeader,
  };
  if (server.loadBalancerArn === undefined) {
    const customOriginConfig = {
      httpPort: 80,
      httpsPort: 443,
      originProtocolPolicy: "https-only",
      originSslProtocols: tls,
      originReadTimeout: timeout,
    };
    return { origin: { ...common, customOriginConfig }, behavior };
  }
  const inside = new aws.cloudfront.VpcOrigin(
    name,
    {
      vpcOriginEndpointConfig: {
        name: physicalName(name, 64),
        arn: server.loadBalancerArn,
        httpPort: 80,
        httpsPort: 443,
        originProtocolPolicy: "https-only",
        originSslProtocols: { items: tls, quantity: tls.length },
      },
      tags,
    },
    { parent },
  );
  return { origin: { ...common, vpcOriginConfig: { vpcOriginId: inside.id, originReadTimeout: timeout } }, behavior };
}

export interface SiteSettings {
  readonly location: Location;
  readonly keyArn: pulumi.Output<string>;
  readonly logBucket: pulumi.Input<string>;
  readonly tags: Tags;
}

/** A bucket of files that nobody reads but this account's distributions, which sign their requests: 45 CFR 164.312(a)(1), (a)(2)(iv). */
export function siteOrigin(parent: pulumi.ComponentResource, name: string, settings: SiteSettings): Origin {
  const { location, keyArn, tags } = settings;
  const { partition, accountId, region, dnsSuffix } = location;
  const bucketName = bucketNameOf(`${name}-site`, location);
  const { bucket, name: readyName } = closedBucket(parent, `${name}-site`, {
    location,
    bucketName,
    tags,
    keyArn,
    forceDestroy: false,
    statements: [
      {
        Sid: "DistributionsRead",
        Effect: "Allow",
        Principal: { Service: "cloudfront.amazonaws.com" },
        Action: "s3:GetObject",
        Resource: bucketArn(location, pulumi.interpolate`${bucketName}/*`),
        // Of the account's distributions: the id of this one is known only after it is there, and with it the whole policy.
        Condition: { ArnLike: { "aws:SourceArn": pulumi.interpolate`arn:${partition}:cloudfront::${accountId}:distribution/*` } },
      },
    ],
    lifecycleRules: [{ id: "earlier-versions", status: "Enabled", noncurrentVersionExpiration: { noncurrentDays: 365 } }],
  });
  new aws.s3.BucketLogging(
    `${name}-site`,
    { bucket: bucket.id, targetBucket: settings.logBucket, targetPrefix: `s3/${name}-site/` },
    { parent, deletedWith: bucket },
  );
  const access = new aws.cloudfront.OriginAccessControl(
    name,
    {
      name: physicalName(name, 64),
      description: `Files of ${name}`,
      originAccessControlOriginType: "s3",
      signingBehavior: "always",
      signingProtocol: "sigv4",
    },
    { parent, deleteBeforeReplace: true },
  );
  return {
    bucket: readyName,
    origin: { originId, domainName: pulumi.interpolate`${bucketName}.s3.${region}.${dnsSuffix}`, originAccessControlId: access.id },
    behavior: {
      allowedMethods: ["GET", "HEAD", "OPTIONS"],
      cachedMethods: ["GET", "HEAD"],
      cachePolicyId: managedPolicies.cachingOptimized,
    },
    defaultRootObject: "index.html",
  };
}
