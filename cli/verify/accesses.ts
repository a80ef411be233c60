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
 * One access for each account to read. The account that the caller is in is read as the caller.
 * @param region where STS and Organizations are asked
 * @throws Failure where the organization's accounts cannot be listed
 */
export async function accessesOf({ profile, endpoint, assumeRole, organizationRole }: Wanted, region: string): Promise<readonly Access[]> {
  const caller: Access = { profile, endpoint };
  const named = assumeRole.map((role): Access => ({ ...caller, assumeRole: role }));
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
    for (const { Id: id, Status: status } of page.Accounts ?? []) {
      // A suspended account lets nobody in, and runs nothing.
      if (id === undefined || status === "SUSPENDED") continue;
      accesses.push(id === own ? caller : { ...caller, assumeRole: `arn:${partition}:iam::${id}:role/${organizationRole}` });
    }
    token = page.NextToken;
  } while (token !== undefined && token !== "");
  return [...accesses, ...named];
}
