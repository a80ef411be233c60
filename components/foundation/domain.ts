import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { type Check, input, objectOf, optional, text } from "./checks";
import type { Tags } from "./classification";
import type { Refuse } from "./validation";

/** The name by which something is reached, and the certificate that proves it: with `hostedZoneId`, `certificateArn`, or both. */
export interface Domain {
  /** The domain name, as in "portal.example.org". */
  name: string;
  /**
   * The id of the public Route 53 hosted zone of the name: the address is entered there, and the certificate proven, which ACM then renews by itself. Default: the
   * name is entered elsewhere, and `certificateArn` is needed. AWS GovCloud (US) has no public hosted zones.
   */
  hostedZoneId?: pulumi.Input<string>;
  /** The ARN of an ACM certificate. Default: one is created, at no cost. */
  certificateArn?: pulumi.Input<string>;
}

/** The check of an argument `domain`. */
export const domainArgument: Check = objectOf<Domain>({
  name: text({
    maximum: 253,
    matching: /^(?=.{4,})([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
    described: "a domain name in lower case",
  }),
  hostedZoneId: optional(input(text({ matching: /^Z[A-Z0-9]+$/, described: "the id of a hosted zone" }))),
  certificateArn: optional(input(text({ matching: /^arn:aws(-[a-z]+)*:acm:/, described: "the ARN of a certificate of ACM" }))),
});

/** Holds a domain to what it needs: somewhere the certificate comes from. Call it in a component's `together`. */
export function askForCertificate(domain: Domain | undefined, refuse: Refuse): void {
  if (domain && domain.hostedZoneId === undefined && domain.certificateArn === undefined) {
    refuse("domain.certificateArn", "is missing: without domain.hostedZoneId no certificate can be proven");
  }
}

/**
 * The ARN of the certificate that is brought, or of one that is proven by DNS, so that it renews by itself: 45 CFR 164.312(d), (e)(2)(ii).
 * @param region where the certificate has to be, if not in the provider's Region
 */
export function certificateOf(
  parent: pulumi.ComponentResource,
  name: string,
  domain: Domain,
  tags: Tags,
  region?: pulumi.Input<string>,
): pulumi.Input<string> {
  const { hostedZoneId } = domain;
  if (domain.certificateArn !== undefined) return domain.certificateArn;
  if (hostedZoneId === undefined) throw new Error("a domain is checked before its certificate is made");
  const child = { parent };
  const here = region === undefined ? {} : { region };
  const certificate = new aws.acm.Certificate(
    name,
    { domainName: domain.name, validationMethod: "DNS", keyAlgorithm: "EC_prime256v1", tags, ...here },
    child,
  );
  const proof = certificate.domainValidationOptions.apply((options) => options[0]);
  const record = new aws.route53.Record(
    `${name}-proof`,
    {
      zoneId: hostedZoneId,
      name: proof.apply((option) => option?.resourceRecordName ?? ""),
      type: "CNAME",
      records: [proof.apply((option) => option?.resourceRecordValue ?? "")],
      ttl: 300,
      allowOverwrite: true,
    },
    child,
  );
  return new aws.acm.CertificateValidation(name, { certificateArn: certificate.arn, validationRecordFqdns: [record.fqdn], ...here }, child)
    .certificateArn;
}

/** Enters the address of what AWS runs under the domain's name, where the hosted zone is known. */
export function enterAddress(
  parent: pulumi.ComponentResource,
  name: string,
  domain: Domain,
  target: { readonly name: pulumi.Input<string>; readonly zoneId: pulumi.Input<string> },
): void {
  if (domain.hostedZoneId === undefined) return;
  new aws.route53.Record(
    name,
    { zoneId: domain.hostedZoneId, name: domain.name, type: "A", aliases: [{ ...target, evaluateTargetHealth: false }] },
    { parent },
  );
}
