import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { type Check, input, listOf, optional, text } from "./checks";
import type { Tags } from "./classification";
import { physicalName } from "./physical-name";

/** The check of an argument `clients`: ids of the security groups of what connects. */
export const clientsArgument: Check = optional(
  listOf(input(text({ matching: /^sg-[0-9a-f]+$/, described: "the id of a security group" })), {
    described: "a list of security group ids",
  }),
);

export interface ClosedSecurityGroupSettings {
  readonly vpcId: pulumi.Input<string>;
  /** What the group guards, in a few words. */
  readonly description: string;
  readonly port: number;
  /** Ids of the security groups of what connects. */
  readonly clients: readonly pulumi.Input<string>[];
  readonly tags: Tags;
}

/** A security group that lets its clients in at one port, and nothing out: 45 CFR 164.312(a)(1), (e)(1). */
export function closedSecurityGroup(
  parent: pulumi.ComponentResource,
  name: string,
  settings: ClosedSecurityGroupSettings,
): aws.ec2.SecurityGroup {
  const { vpcId, description, port, clients, tags } = settings;
  const group = new aws.ec2.SecurityGroup(
    name,
    // Names of groups are a VPC's: the port tells apart what else has the component's name.
    { name: physicalName(`${name}-${port}`, 255), description, vpcId, tags: { ...tags, Name: name } },
    { parent },
  );
  for (const [index, client] of clients.entries()) {
    // Not inline: the group would then take back what other components, and other people, let in by resources of their own.
    new aws.vpc.SecurityGroupIngressRule(
      `${name}-from-${index + 1}`,
      {
        securityGroupId: group.id,
        referencedSecurityGroupId: client,
        description: "Clients",
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
        tags,
      },
      { parent },
    );
  }
  return group;
}
