import { note } from "../console";
import { Account, reasonOf } from "./account";
import { callerOf } from "./caller";
import { type Access, ClientsOfRegions } from "./clients";
import { Found } from "./found";
import { nameManagedKeys } from "./managed-keys";
import type { ServiceReader } from "./reader";
import { readers } from "./readers";
import { observeReceivingGroups } from "./receiving-groups";

/** What was read of an account. */
export interface LiveAccount {
  readonly id: string;
  readonly regions: readonly string[];
  readonly found: Found;
  readonly calls: ReadonlyMap<string, number>;
}

/** Reads an account, its Regions at once. @throws Failure where nobody lets phiguard in */
export async function readAccount(access: Access, regions: readonly [string, ...string[]]): Promise<LiveAccount> {
  const clients = new ClientsOfRegions(access);
  const [first] = regions;
  const { account: id, partition } = await callerOf(clients, first);
  const account = new Account(id, partition, clients);
  const found = new Found(account.id);
  const claimed = new Set<string>();
  const claim = (id: string | undefined) => {
    if (id === undefined || claimed.has(id)) return false;
    claimed.add(id);
    return true;
  };
  await Promise.all(
    readers.flatMap((reader) =>
      (reader.regional ? regions : [first]).map((region) => readService(reader, { account, region, found, claim })),
    ),
  );
  await nameManagedKeys(account, found);
  await observeReceivingGroups(account, found);
  return { id: account.id, regions, found, calls: account.counts };
}

async function readService(reader: ServiceReader, reading: Parameters<ServiceReader["read"]>[0]): Promise<void> {
  const where = reader.regional ? reading.region : "all Regions";
  const started = Date.now();
  try {
    await reader.read(reading);
  } catch (error) {
    // An answer so unlike AWS's that the reader stumbled over it.
    reading.found.notListed(reader.kinds, reading.region, {
      action: `${reader.service}:*`,
      reason: `an answer that was not understood (${reasonOf(error)})`,
    });
  }
  note(`${reader.service} in ${where}: read in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}
