import { setTimeout } from "node:timers/promises";
import { reasonOf } from "../verify/account";
import type { Clients } from "../verify/call";
import { logsCalls } from "./calls/logs";
import type { Period } from "./session";

/** The answer of Logs Insights: its rows by the names of fields. */
export interface InsightsAnswer {
  readonly rows: readonly Readonly<Record<string, string>>[];
  /** How many events the rows sum up, where the service says so. */
  readonly matched?: number;
  readonly state: "complete" | "failed";
  readonly reason?: string;
}

export interface Patience {
  /** How long a query may take, in milliseconds. */
  readonly most: number;
  /** How long until its answer is asked for again, in milliseconds. */
  readonly between: number;
}

const usualPatience: Patience = { most: 10 * 60_000, between: 1000 };

/** Runs one query and waits for its end. An answer that cannot be had is told, never thrown. Source: CloudWatch Logs API Reference, GetQueryResults. */
export async function runInsights(
  clients: Clients,
  query: { readonly logGroups: readonly string[]; readonly text: string; readonly period: Period },
  { most, between }: Patience = usualPatience,
): Promise<InsightsAnswer> {
  const { logGroups, text, period } = query;
  let queryId: string | undefined;
  try {
    ({ queryId } = await logsCalls.start.send(clients, {
      logGroupNames: [...logGroups],
      queryString: text,
      startTime: Math.floor(period.from.getTime() / 1000),
      endTime: Math.floor(period.to.getTime() / 1000),
    }));
    if (queryId === undefined) return failed("the query has no id");
    const deadline = Date.now() + most;
    while (Date.now() < deadline) {
      const { status, results = [], statistics } = await logsCalls.results.send(clients, { queryId });
      if (status === "Complete") {
        const matched = statistics?.recordsMatched;
        return { state: "complete", rows: results.map(rowOf), ...(matched !== undefined && { matched: Math.round(matched) }) };
      }
      if (status !== "Running" && status !== "Scheduled" && status !== "Unknown")
        return failed(`the query ended as ${status ?? "nothing"}`);
      await setTimeout(between);
    }
    await stop(clients, queryId);
    return failed(`no answer after ${most / 1000} seconds`);
  } catch (error) {
    if (queryId !== undefined) await stop(clients, queryId);
    return failed(reasonOf(error));
  }
}

function failed(reason: string): InsightsAnswer {
  return { rows: [], state: "failed", reason };
}

async function stop(clients: Clients, queryId: string): Promise<void> {
  try {
    await logsCalls.stop.send(clients, { queryId });
  } catch {
    // Nobody waits for it any more: it ends by itself, an hour later at most.
  }
}

function rowOf(
  fields: readonly { readonly field?: string | undefined; readonly value?: string | undefined }[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(fields.flatMap(({ field, value }) => (field === undefined || value === undefined ? [] : [[field, value]])));
}
