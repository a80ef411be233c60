import { type Caller, callerOf, regionsOf } from "../verify/caller";
import { type Access, ClientsOfRegions } from "../verify/clients";

/** A time, both ends included. */
export interface Period {
  readonly from: Date;
  readonly to: Date;
}

/** An account into which phiguard was let. */
export interface Session extends Caller {
  readonly regions: readonly [string, ...string[]];
  readonly clients: ClientsOfRegions;
}

/** @throws Failure where nobody lets phiguard in, or no Region is named */
export async function openSession(access: Access, named: readonly string[]): Promise<Session> {
  const clients = new ClientsOfRegions(access);
  const regions = await regionsOf(access, named);
  return { ...(await callerOf(clients, regions[0])), regions, clients };
}
