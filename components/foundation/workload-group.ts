import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { type Check, input, listOf, objectOf, optional, text, wholeNumber } from "./checks";
import type { Tags } from "./classification";
import { physicalName } from "./physical-name";

/** Something in the network that code connects to, beside AWS's own services. */
export interface Destination {
  /** The id of its security group, which then lets the code in; one whose rules are not written inline. A Database gives it as `securityGroupId`. */
  securityGroupId: pulumi.Input<string>;
  /** Its port: 1 to 65535. */
  port: number;
}

/** The check of an argument `reaches`. */
export const reachesArgument: Check = optional(
  listOf(
    objectOf<Destination>({
      securityGroupId: input(text({ matching: /^sg-[0-9a-f]+$/, described: "the id of a security group" })),
      port: wholeNumber({ minimum: 1, maximum: 65_535, unit: "a port" }),
    }),
    { minimum: 1, described: "a list of destinations" },
  ),
);

export interface WorkloadGroupSettings {
  readonly vpcId: pulumi.Input<string>;
  /** Which kind of component it is of. Names of groups are a VPC's: this tells apart what else has the component's name. */
  readonly component: "function" | "service";
  /** What runs in it, in a few words. */
  readonly description: string;
  readonly reaches: readonly Destination[];
  /** What connects to the code, if anything does. */
  readonly client?: { readonly securityGroupId: pulumi.Input<string>; readonly port: number };
  readonly tags: Tags;
}

/**
 * The security group of code: out to the destinations that it names and to HTTPS, which in a private subnet means AWS's services; in from its client only.
 * Serves 45 CFR 164.312(a)(1), (e)(1).
 */
export function workloadGroup(parent: pulumi.ComponentResource, name: string, settings: WorkloadGroupSettings): aws.ec2.SecurityGroup {
  const { vpcId, component, description, reaches, client, tags } = settings;
  const tcp = (port: number) => ({ protocol: "tcp", fromPort: port, toPort: port });
  const group = new aws.ec2.SecurityGroup(
    name,
    {
      name: physicalName(`${name}-${component}`, 255),
      description,
      vpcId,
      ingress: client === undefined ? [] : [{ ...tcp(client.port), description: "Its client", securityGroups: [client.securityGroupId] }],
      egress: [
        { ...tcp(443), description: "HTTPS", cidrBlocks: ["0.0.0.0/0"] },
        ...reaches.map(({ securityGroupId, port }) => ({ ...tcp(port), description: "A destination", securityGroups: [securityGroupId] })),
      ],
      tags: { ...tags, Name: name },
    },
    { parent },
  );
  for (const [index, { securityGroupId, port }] of reaches.entries()) {
    new aws.vpc.SecurityGroupIngressRule(
      `${name}-to-${index + 1}`,
      { securityGroupId, description, referencedSecurityGroupId: group.id, ipProtocol: "tcp", fromPort: port, toPort: port, tags },
      { parent },
    );
  }
  return group;
}
