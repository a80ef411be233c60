import type { KeyObject } from "node:crypto";
import { UNKNOWN } from "../../policies/unknown";
import { note, printed } from "../console";
import { readActivities } from "../evidence/activities";
import type { Found } from "./found";

const nothingKnown = { lastLogReview: UNKNOWN, lastEmergencyAccessDrill: UNKNOWN } as const;

/**
 * What the ledger says of reviews and drills of an account. A review counts where all its queries were answered, and up to the end of the period
 * that it looked at, whenever it was held: who looks at an old month today has not seen this one. After a drill that failed there is no
 * procedure that works, so none counts until one succeeds. Without a ledger nothing is known; neither of one that is not as it was written.
 *
 * @param folder the ledger's; undefined where none is named
 * @param publicKeys where any are given, what none of them signed does not count @throws Failure where it cannot be read
 */
export function observeActivities(found: Found, folder: string | undefined, publicKeys: readonly KeyObject[] = []): void {
  if (folder === undefined) {
    found.observeAccount(nothingKnown);
    return;
  }
  const { activities, broken, unsigned } = readActivities(folder, publicKeys);
  if (unsigned.length > 0) note(printed(`${folder}: ${unsigned.join(", ")} is not signed by a key that was given, and does not count.`));
  if (broken.length > 0) {
    note(printed(`${folder}: ${broken.join(", ")} is not as it was written; phiguard evidence verify says more.`));
    found.observeAccount(nothingKnown, [{ state: "unread", action: "evidence", reason: "the ledger is not as it was written" }]);
    return;
  }
  const own = activities.filter(({ accounts }) => accounts.includes(found.account));
  const looked = own.flatMap((activity) => (activity.kind === "log-review" && activity.complete ? [activity.period.to] : []));
  const drill = own.findLast(({ kind }) => kind === "emergency-access-drill");
  found.observeAccount({
    lastLogReview: looked.sort().at(-1) ?? "never",
    lastEmergencyAccessDrill: drill === undefined || drill.outcome === "failed" ? "never" : drill.heldAt,
  });
}
