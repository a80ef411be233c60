import type * as aws from "@pulumi/aws";

type Aws = typeof aws;
type ResourceClass = abstract new (name: string, args: never, options?: never) => unknown;

type ClassesOf<Module extends keyof Aws & string> = {
  [Class in keyof Aws[Module] & string]: Aws[Module][Class] extends ResourceClass ? `${Module}.${Class}` : never;
}[keyof Aws[Module] & string];

/** Every resource class of the installed `@pulumi/aws`, as `module.Class`: `s3.Bucket`, `rds.Instance`. A name that does not exist does not compile. */
export type ClassName = { [Module in keyof Aws & string]: ClassesOf<Module> }[keyof Aws & string];

/** The constructor's arguments of a class, with Pulumi's `Input`s. */
export type ArgsOf<Name extends ClassName> = Name extends `${infer Module}.${infer Class}`
  ? Module extends keyof Aws
    ? Class extends keyof Aws[Module]
      ? Aws[Module][Class] extends abstract new (
          name: string,
          args: infer Args,
          ...rest: never[]
        ) => unknown
        ? NonNullable<Args>
        : never
      : never
    : never
  : never;

/** The names of a class's outputs. */
export type OutputOf<Name extends ClassName> = Name extends `${infer Module}.${infer Class}`
  ? Module extends keyof Aws
    ? Class extends keyof Aws[Module]
      ? Aws[Module][Class] extends abstract new (
          ...args: never[]
        ) => infer Instance
        ? keyof Instance & string
        : never
      : never
    : never
  : never;

/**
 * Classes of @pulumi/aws, past and present, that name the same AWS thing as another one: the kind.
 * A kind is the class that current programs use; rules name kinds and never see the others.
 */
const kindOfAlias: Readonly<Record<string, ClassName>> = {
  "alb.Listener": "lb.Listener",
  "alb.ListenerCertificate": "lb.ListenerCertificate",
  "alb.ListenerRule": "lb.ListenerRule",
  "alb.LoadBalancer": "lb.LoadBalancer",
  "alb.TargetGroup": "lb.TargetGroup",
  "alb.TargetGroupAttachment": "lb.TargetGroupAttachment",
  "applicationloadbalancing.Listener": "lb.Listener",
  "applicationloadbalancing.ListenerCertificate": "lb.ListenerCertificate",
  "applicationloadbalancing.ListenerRule": "lb.ListenerRule",
  "applicationloadbalancing.LoadBalancer": "lb.LoadBalancer",
  "applicationloadbalancing.TargetGroup": "lb.TargetGroup",
  "elasticloadbalancing.LoadBalancer": "elb.LoadBalancer",
  "elasticloadbalancingv2.Listener": "lb.Listener",
  "elasticloadbalancingv2.ListenerCertificate": "lb.ListenerCertificate",
  "elasticloadbalancingv2.ListenerRule": "lb.ListenerRule",
  "elasticloadbalancingv2.LoadBalancer": "lb.LoadBalancer",
  "elasticloadbalancingv2.TargetGroup": "lb.TargetGroup",
  "elasticsearch.Domain": "opensearch.Domain",
  "elasticsearch.DomainPolicy": "opensearch.DomainPolicy",
  "elasticsearch.DomainSamlOptions": "opensearch.DomainSamlOptions",
  "s3.BucketAccelerateConfigurationV2": "s3.BucketAccelerateConfiguration",
  "s3.BucketAclV2": "s3.BucketAcl",
  "s3.BucketCorsConfigurationV2": "s3.BucketCorsConfiguration",
  "s3.BucketLifecycleConfigurationV2": "s3.BucketLifecycleConfiguration",
  "s3.BucketLoggingV2": "s3.BucketLogging",
  "s3.BucketObjectLockConfigurationV2": "s3.BucketObjectLockConfiguration",
  "s3.BucketObjectv2": "s3.BucketObject",
  "s3.BucketRequestPaymentConfigurationV2": "s3.BucketRequestPaymentConfiguration",
  "s3.BucketServerSideEncryptionConfigurationV2": "s3.BucketServerSideEncryptionConfiguration",
  "s3.BucketV2": "s3.Bucket",
  "s3.BucketVersioningV2": "s3.BucketVersioning",
  "s3.BucketWebsiteConfigurationV2": "s3.BucketWebsiteConfiguration",
};

const tokenPattern = /^aws:(\w+)\/\w+:(\w+)$/;

/** `aws:s3/bucketV2:BucketV2` -> `s3.BucketV2`; undefined for types of other packages. */
export function classOfToken(token: string): string | undefined {
  const match = tokenPattern.exec(token);
  return match ? `${match[1]}.${match[2]}` : undefined;
}

/** `s3.Bucket` -> `aws:s3/bucket:Bucket`, as @pulumi/aws forms its type tokens (a test holds this to every class of the package). */
export function tokenOfClass(name: string): string {
  const dot = name.indexOf(".");
  const resource = name.slice(dot + 1);
  return `aws:${name.slice(0, dot)}/${resource.charAt(0).toLowerCase()}${resource.slice(1)}:${resource}`;
}

/** The kind that a type token belongs to: `aws:alb/listener:Listener` -> `lb.Listener`. */
export function kindOfToken(token: string): string | undefined {
  const name = classOfToken(token);
  return name === undefined ? undefined : (kindOfAlias[name] ?? name);
}

/** All type tokens of a kind, the current one first. */
export function tokensOfKind(kind: ClassName): readonly string[] {
  const aliases = Object.keys(kindOfAlias).filter((alias) => kindOfAlias[alias] === kind);
  return [kind, ...aliases].map(tokenOfClass);
}

/** The alias table, for the test that holds it to the installed @pulumi/aws. */
export const aliases: ReadonlyMap<string, ClassName> = new Map(Object.entries(kindOfAlias));
