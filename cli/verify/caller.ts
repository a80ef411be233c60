import { exitCode, Failure } from "../exit-code";
import { reasonOf } from "./account";
import { stsCalls } from "./calls/sts";
import { type Access, ClientsOfRegions } from "./clients";

export const lookAtCredentials =
  "Sign in, name a profile by --profile, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; credentials come from the AWS SDK's default chain.";

/** As whom AWS knows the caller. */
export interface Caller {
  readonly account: string;
  readonly partition: string;
  /** Of a user, or of a role's session; none where STS does not say. */
  readonly arn: string | undefined;
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

/** Asks STS who the caller is. @throws Failure where nobody lets phiguard in */
export async function callerOf(clients: ClientsOfRegions, region: string): Promise<Caller> {
  let answer: { readonly Account?: string | undefined; readonly Arn?: string | undefined };
  try {
    answer = await stsCalls.callerIdentity.send(clients.of(region), {});
  } catch (error) {
    throw new Failure(`the account does not let phiguard in: ${reasonOf(error)}`, lookAtCredentials, exitCode.couldNotRun);
  }
  const { Account: account, Arn: arn } = answer;
  if (account === undefined) throw new Failure("STS does not say which account this is", lookAtCredentials, exitCode.couldNotRun);
  return { account, partition: arn?.split(":")[1] ?? "aws", arn };
}
