// An account that answers by hand-written answers, read by some of the readers and judged.
import { readConfiguration } from "../../../cli/run-output";
import { Account } from "../../../cli/verify/account";
import { ClientsOfRegions } from "../../../cli/verify/clients";
import { Found } from "../../../cli/verify/found";
import { judgeLive } from "../../../cli/verify/judge-live";
import type { ServiceReader } from "../../../cli/verify/reader";

/** @param where the account, its partition and the Region that is read */
export async function readBy(
  where: { readonly accountId: string; readonly region: string; readonly partition?: string },
  ...readers: readonly ServiceReader[]
) {
  const { accountId, region, partition = "aws" } = where;
  const account = new Account(accountId, partition, new ClientsOfRegions({}));
  const found = new Found(accountId);
  const claimed = new Set<string>();
  const claim = (id: string | undefined) => id !== undefined && !claimed.has(id) && claimed.add(id).size > 0;
  for (const reader of readers) await reader.read({ account, region, found, claim });
  const run = judgeLive(found, { configuration: readConfiguration(undefined), environment: {}, startedAt: new Date() });
  return { account, found, run, calls: account.counts };
}
