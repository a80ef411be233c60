import { note, printed } from "../console";
import { exitCode, Failure } from "../exit-code";
import { reasonOf } from "./account";
import { lookAtCredentials } from "./caller";
import { memberAccountCalls } from "./calls/member-accounts";
import { stsCalls } from "./calls/sts";
import { type Access, ClientsOfRegions } from "./clients";

/** Whose accounts are read: the caller's own unless roles are named. */
export interface Wanted extends Pick<Access, "profile" | "endpoint"> {
  /** ARNs of roles, each in an account of its own. */
  readonly assumeRole: readonly string[];
  /** The name of a role that every account of the caller's organization has. */
  readonly organizationRole?: string | undefined;
}

const accountsOfPage = 20;

/**
 * In what states an account lets nobody in and runs nothing; one that is about to be closed still does. AWS has said it by `State` alone since September
 * 2026, and by `Status` before. Source: AWS Organizations API Reference, Account.
 */
const letsNobodyIn: ReadonlySet<string> = new Set(["CLOSED", "PENDING_ACTIVATION", "SUSPENDED"]);

/**
 * One access for each account to read. The account that the caller is in is read as the caller.
 * @param region where STS and Organizations are asked
 * @throws Failure where the organization's accounts cannot be listed
 */
export async function accessesOf({ profile, endpoint, assumeRole, organizationRole }: Wanted, region: string): Promise<readonly Access[]> {
  const caller: Access = { profile, endpoint };
  const named = [...new Set(assumeRole)].map((role): Access => ({ ...caller, assumeRole: role }));
  if (organizationRole === undefined) return named.length > 0 ? named : [caller];
  const clients = new ClientsOfRegions(caller).of(region);
  const { Account: own, Arn: arn } = await stsCalls.callerIdentity.send(clients, {}).catch((error: unknown) => {
    throw new Failure(`the account does not let phiguard in: ${reasonOf(error)}`, lookAtCredentials, exitCode.couldNotRun);
  });
  const partition = arn?.split(":")[1] ?? "aws";
  const accesses: Access[] = [];
  let token: string | undefined;
  do {
    const page = await memberAccountCalls.memberAccounts
      .send(clients, { MaxResults: accountsOfPage, ...(token !== undefined && { NextToken: token }) })
      .catch((error: unknown) => {
        throw new Failure(
          `the accounts of the organization cannot be listed: ${reasonOf(error)}`,
          "Run it in the management account or a delegated administrator's, with organizations:ListAccounts; or name each role by --assume-role.",
          exitCode.couldNotRun,
        );
      });
    for (const { Id: id, State: state, Status: status } of page.Accounts ?? []) {
      if (id === undefined) continue;
      const is = state ?? status ?? "";
      if (letsNobodyIn.has(is)) {
        note(printed(`Account ${id} is left out: it is ${is}.`));
        continue;
      }
      accesses.push(id === own ? caller : { ...caller, assumeRole: `arn:${partition}:iam::${id}:role/${organizationRole}` });
    }
    if (token !== undefined && page.NextToken === token)
      throw new Failure(
        "the accounts of the organization cannot be listed: the same page comes again",
        lookAtCredentials,
        exitCode.couldNotRun,
      );
    token = page.NextToken;
  } while (token !== undefined && token !== "");
  return [...accesses, ...named];
}
