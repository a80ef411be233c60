import type { Scope } from "../graph/classification";

/** A path longer than this is told by its ends. */
const mostShown = 6;

/** Why a resource is in scope, where that came along the graph: a sentence with the names on the way, or nothing. */
export function scopePath(scope: Scope | undefined): readonly string[] {
  const names = (scope?.path ?? []).map((urn) => urn.split("::").at(-1) ?? urn);
  if (names.length < 2) return [];
  const shown = names.length > mostShown ? [...names.slice(0, mostShown - 2), "…", ...names.slice(-1)] : names;
  return [`In scope, since ePHI reaches it: ${shown.join(" -> ")}.`];
}
