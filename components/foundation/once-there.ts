import * as pulumi from "@pulumi/pulumi";

/**
 * A value that an update hands out only when these resources are there too: a bucket's name once its policy lets the writer in, a subnet's id once there is
 * a way out of it. A preview knows it all the same, since URNs are known before anything exists.
 */
export function onceThere(value: pulumi.Output<string>, resources: readonly pulumi.Resource[]): pulumi.Output<string> {
  return pulumi.all([value, ...resources.map(({ urn }) => urn)]).apply(([known = ""]) => known);
}
