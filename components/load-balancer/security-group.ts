import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Tags } from "../foundation/classification";
import { physicalName } from "../foundation/physical-name";
import { privateRanges } from "../network/address-plan";

/** All of the Internet. */
export const everywhere = "0.0.0.0/0";

export interface SecurityGroupSettings {
  readonly vpcId: pulumi.Input<string>;
  readonly allowedRanges: readonly string[];
  readonly targetPort: number;
  /** Whether the load balancer signs people in, and asks their user pool for tokens. */
  readonly asksForTokens: boolean;
  readonly tags: Tags;
}

/** In from where it is allowed; out to the targets, and to the user pool where it asks for tokens. 45 CFR 164.312(a)(1), (e)(1). */
export function securityGroup(parent: pulumi.ComponentResource, name: string, settings: SecurityGroupSettings): aws.ec2.SecurityGroup {
  const tcp = (port: number) => ({ protocol: "tcp", fromPort: port, toPort: port });
  const cidrBlocks = [...settings.allowedRanges];
  return new aws.ec2.SecurityGroup(
    name,
    {
      // Names of groups are a VPC's: this tells apart what else has the component's name.
      name: physicalName(`${name}-load-balancer`, 255),
      description: `Load balancer ${name}`,
      vpcId: settings.vpcId,
      ingress: [
        { ...tcp(443), description: "HTTPS", cidrBlocks },
        { ...tcp(80), description: "Sent to HTTPS", cidrBlocks },
      ],
      egress: [
        { ...tcp(settings.targetPort), description: "Targets", cidrBlocks: [...privateRanges] },
        ...(settings.asksForTokens ? [{ ...tcp(443), description: "Tokens of the user pool", cidrBlocks: [everywhere] }] : []),
      ],
      tags: { ...settings.tags, Name: name },
    },
    { parent },
  );
}
