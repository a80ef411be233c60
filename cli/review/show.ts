import Table from "cli-table3";
import { printed } from "../console";
import { visible } from "../report/visible";
import type { Looked } from "./look";

const rowsShown = 15;
const longestCell = 90;

/** A text in one cell, where nothing of it acts on the terminal. */
function cell(text: string): string {
  const line = printed(visible(text)).replace(/\s+/g, " ");
  return line.length > longestCell ? `${line.slice(0, longestCell - 1)}…` : line;
}

export function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const table = new Table({
    head: [...head],
    style: { head: [], border: [] },
    chars: { mid: "", "left-mid": "", "mid-mid": "", "right-mid": "" },
  });
  for (const row of rows) table.push(row.map(cell));
  return table.toString();
}

/** What was found, as the reviewer reads it: a line for each query, then what each of them found. */
export function shown(looked: readonly Looked[]): string {
  const counts = tableOf(
    ["query", "by", "Region", "found", "of events", "answer"],
    looked.map(({ query: { name, by, region, rows, matched, state, reason } }) => [
      name,
      by,
      region,
      String(rows),
      matched === undefined ? "" : String(matched),
      reason === undefined ? state : `${state}: ${reason}`,
    ]),
  );
  const found = looked.flatMap(({ query, columns, rows }) => {
    if (rows.length === 0) return [];
    const more = rows.length - rowsShown;
    const rest = more > 0 ? `\n${more} more; --json prints them all` : "";
    return [`\n${query.name} in ${query.region} (${query.by})\n${tableOf(columns, rows.slice(0, rowsShown))}${rest}`];
  });
  return [counts, ...found].join("\n");
}
