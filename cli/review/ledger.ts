import { join } from "node:path";
import type { Activity } from "../../policies/evidence/activity";
import { type WriteOptions, writeActivity } from "../../policies/evidence/ledger";
import { asFailure } from "../run-output";

/** Adds a record to a ledger. @returns its path @throws Failure where it cannot be written; the ledger is then as it was */
export function addActivity(folder: string, activity: Activity, signing: Pick<WriteOptions, "signingKey">): string {
  try {
    return join(folder, writeActivity(folder, activity, signing).file);
  } catch (error) {
    throw asFailure(error);
  }
}
