import { cloudtrailCalls } from "./calls/cloudtrail";
import { logsCalls } from "./calls/logs";

/** Every call that reviews and drills make with the account's permissions; who the caller is, STS tells everybody. */
export const callsMade = [...Object.values(cloudtrailCalls), ...Object.values(logsCalls)];

/** The IAM policy that `phiguard review` needs, from the calls that it can make and nothing else. */
export function reviewPolicy() {
  return policyOf("PhiguardReview", callsMade);
}

/** The IAM policy that `phiguard drill` needs to look up who took the role. */
export function drillPolicy() {
  return policyOf("PhiguardDrill", [cloudtrailCalls.events]);
}

function policyOf(sid: string, calls: readonly { readonly action: string }[]) {
  const actions = calls.map(({ action }) => action);
  return { Version: "2012-10-17", Statement: [{ Sid: sid, Effect: "Allow", Action: [...new Set(actions)].sort(), Resource: "*" }] };
}
