import type { Observations } from "../functioning/observations";
import type { Referrer } from "../graph/stack";
import { Reader } from "../reader";
import type { Verdict } from "../verdict";

/**
 * Whether a snapshot is encrypted, as a live account tells it of the snapshot itself: what it was taken of may be gone since, or be another database of
 * the same name. Undefined where nothing was observed, as in a program.
 */
export function observedSnapshotIsEncrypted({ node }: Referrer, because: string): Verdict | undefined {
  const { observed } = node.description;
  if (observed === undefined) return undefined;
  const facts = new Reader<Observations["rds.Snapshot" | "neptune.ClusterSnapshot"]>(observed.facts, { path: "observed" });
  return facts.at(({ encrypted }) => encrypted).equals(true, because);
}
