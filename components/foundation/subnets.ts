import * as pulumi from "@pulumi/pulumi";
import type { NetworkReference } from "./references";

/**
 * So many of a network's private subnets, one by one. Where the whole list is known only later, as it may be in other languages, so is each of them.
 * @throws where the list turns out to be shorter
 */
export function privateSubnets({ privateSubnetIds }: NetworkReference, count: number): pulumi.Output<string>[] {
  return Array.from({ length: count }, (_, index) =>
    Array.isArray(privateSubnetIds)
      ? pulumi.output(nth(privateSubnetIds, index))
      : pulumi.output(privateSubnetIds).apply((ids) => nth(ids, index)),
  );
}

/** How many subnets a network has; undefined where that is known only later. */
export function subnetCount({ privateSubnetIds }: NetworkReference): number | undefined {
  return Array.isArray(privateSubnetIds) ? privateSubnetIds.length : undefined;
}

function nth<Id>(ids: readonly Id[], index: number): Id {
  const id = ids[index];
  if (id === undefined) throw new pulumi.RunError(`network.privateSubnetIds has ${ids.length} items, and ${index + 1} are needed`);
  return id;
}
