import { memberAccountCalls } from "./calls/member-accounts";
import { readers } from "./readers";

/** Every call that verify makes with the account's permissions; who the caller is, STS tells everybody. Source: AWS STS API Reference, GetCallerIdentity. */
export const callsMade = [...readers.map(({ calls }) => calls), memberAccountCalls].flatMap((calls) => Object.values(calls));

/** The IAM policy that verify needs, from the calls that it can make and nothing else. */
export function verifyPolicy() {
  const actions = new Set(callsMade.map(({ action }) => action));
  return {
    Version: "2012-10-17",
    Statement: [{ Sid: "PhiguardVerify", Effect: "Allow", Action: [...actions].sort(), Resource: "*" }],
  };
}
