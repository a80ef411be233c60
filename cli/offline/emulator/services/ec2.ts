import { EC2Client } from "@aws-sdk/client-ec2";
import { service } from "../emulator";
import type { Making } from "../kind";
import { tagList } from "../shape";

export const ec2 = service((configuration) => new EC2Client(configuration));

export function tagged(ResourceType: string, tags: Readonly<Record<string, string>>): readonly object[] | undefined {
  return Object.keys(tags).length === 0 ? undefined : [{ ResourceType, Tags: tagList(tags) }];
}

export function filters(values: Readonly<Record<string, string>>) {
  return { Filters: Object.entries(values).map(([Name, value]) => ({ Name, Values: [value] })) };
}

/** EC2 answers no ARNs for most of its resources. */
export function arnOf({ partition, region, accountId }: Making<unknown>, resource: string, id: string): string {
  return `arn:${partition}:ec2:${region}:${accountId}:${resource}/${id}`;
}
