import type { RunFlow } from "../../evidence/run";
import type { Step } from "./reach";

/** The steps as a record of a run keeps them, each once. */
export function flowsOf(steps: readonly Step[]): readonly RunFlow[] {
  const flows = new Map<string, RunFlow>();
  for (const { from, to, connection } of steps) {
    const { declaredBy, path, carries } = connection;
    const via = [declaredBy?.type, path].filter(Boolean).join(" ");
    const key = JSON.stringify([from, to, via, carries]);
    if (!flows.has(key)) flows.set(key, { from, to, via, carries });
  }
  return [...flows.values()];
}
