import type { Run } from "../../policies/evidence/run";

/** What a report tells of an earlier run; every `Run` is one. */
export type RunSummary = Pick<Run, "id" | "startedAt" | "finishedAt" | "source" | "outcome" | "complete" | "counts" | "project" | "stack">;

/** How many runs a trend shows. */
const longestTrend = 40;

/** The earlier runs of the same stack by the same source, the run itself at the end: a preview says nothing of how an account develops. */
export function trendOf(run: RunSummary, history: readonly RunSummary[]): readonly RunSummary[] {
  const earlier = history.filter(
    (other) =>
      other.id !== run.id &&
      other.project === run.project &&
      other.stack === run.stack &&
      other.source === run.source &&
      other.startedAt <= run.startedAt,
  );
  const unique = [...new Map(earlier.map((other) => [other.id, other])).values()];
  return [...unique.sort((one, other) => (one.startedAt < other.startedAt ? -1 : 1)), run].slice(-longestTrend);
}
