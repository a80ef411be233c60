import { note } from "../console";
import { exitCode, Failure } from "../exit-code";
import { Account, type Answer, reasonOf } from "./account";
import { stsCalls } from "./calls/sts";
import { type Access, ClientsOfRegions } from "./clients";
import { Found } from "./found";
import { nameManagedKeys } from "./managed-keys";
import type { ServiceReader } from "./reader";
import { readers } from "./readers";

/** What was read of an account. */
export interface LiveAccount {
  readonly id: string;
  readonly regions: readonly string[];
  readonly found: Found;
  readonly calls: ReadonlyMap<string, number>;
}

export const lookAtCredentials =
  "Sign in, name a profile by --profile, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; credentials come from the AWS SDK's default chain.";

/** Reads an account, its Regions at once. @throws Failure where nobody lets phiguard in */
export async function readAccount(access: Access, regions: readonly [string, ...string[]]): Promise<LiveAccount> {
  const clients = new ClientsOfRegions(access);
  const [first] = regions;
  const account = await identified(clients, first);
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
  return { id: account.id, regions, found, calls: account.counts };
}

/** The Regions that are named, or the SDK's own. @throws Failure where there is none */
export async function regionsOf(access: Access, named: readonly string[]): Promise<readonly [string, ...string[]]> {
  const [first, ...others] = new Set(named);
  if (first !== undefined) return [first, ...others];
  try {
    return [await new ClientsOfRegions(access).defaultRegion()];
  } catch {
    throw new Failure("no Region is named", "Add --region, or set AWS_REGION.");
  }
}

async function identified(clients: ClientsOfRegions, region: string): Promise<Account> {
  let answer: Answer<{ readonly Account?: string | undefined; readonly Arn?: string | undefined }>;
  try {
    answer = { state: "read", value: await stsCalls.callerIdentity.send(clients.of(region), {}) };
  } catch (error) {
    throw new Failure(`the account does not let phiguard in: ${reasonOf(error)}`, lookAtCredentials, exitCode.couldNotRun);
  }
  const { Account: id, Arn: arn } = answer.value;
  if (id === undefined) throw new Failure("STS does not say which account this is", lookAtCredentials, exitCode.couldNotRun);
  return new Account(id, arn?.split(":")[1] ?? "aws", clients);
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
