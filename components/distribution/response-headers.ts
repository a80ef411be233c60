import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../foundation/physical-name";

const oneYear = 365 * 24 * 60 * 60;

/**
 * Tells browsers to stay on HTTPS for a year, to show the site in no frame, and to tell no other site where they come from: 45 CFR 164.312(e)(1).
 * The content security policy holds only where the origin sends none of its own.
 */
export function responseHeaders(
  parent: pulumi.ComponentResource,
  name: string,
  contentSecurityPolicy: string,
): aws.cloudfront.ResponseHeadersPolicy {
  return new aws.cloudfront.ResponseHeadersPolicy(
    name,
    {
      name: physicalName(name, 128),
      securityHeadersConfig: {
        strictTransportSecurity: { accessControlMaxAgeSec: oneYear, includeSubdomains: true, override: true },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: "DENY", override: true },
        referrerPolicy: { referrerPolicy: "same-origin", override: true },
        contentSecurityPolicy: { contentSecurityPolicy, override: false },
      },
    },
    { parent, deleteBeforeReplace: true },
  );
}
