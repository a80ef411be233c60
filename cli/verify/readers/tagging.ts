import { taggingCalls as calls } from "../calls/tagging";
import type { Reading, ServiceReader } from "../reader";

/**
 * What is there by its tags, whatever service it is of: what no reader gives is then named, so that silence means that it was looked at.
 * Resources that never had a tag are not among them. Source: Resource Groups Tagging API Reference, GetResources.
 */
export const taggingReader: ServiceReader = { service: "tagging", calls, regional: true, kinds: [], read };

async function read({ account, region, found }: Reading): Promise<void> {
  const resources = await account.list(
    region,
    calls.resources,
    { ResourcesPerPage: 100 },
    {
      items: (page) => page.ResourceTagMappingList,
      next: ({ PaginationToken: token }) => (token === undefined || token === "" ? undefined : { PaginationToken: token }),
    },
  );
  found.noteUnread(resources);
  if (resources.state === "read") found.addTagged(resources.value.flatMap(({ ResourceARN: arn }) => arn ?? []));
}
