import { calls } from "./calls";

/** STS answers who the caller is without any permission. Source: AWS STS API Reference, GetCallerIdentity. */
const neverDenied = "sts:GetCallerIdentity";

/** The IAM policy that verify needs, from the calls that it can make and nothing else. */
export function verifyPolicy() {
  const actions = new Set(Object.values(calls).map(({ action }) => action));
  actions.delete(neverDenied);
  return {
    Version: "2012-10-17",
    Statement: [{ Sid: "PhiguardVerify", Effect: "Allow", Action: [...actions].sort(), Resource: "*" }],
  };
}
