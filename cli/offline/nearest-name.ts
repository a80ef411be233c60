/**
 * The name that was probably meant, or undefined if none is close: the smallest edit distance, of at most two or a third of the length.
 * A difference in case or in underscores only (`kms_key_id`) is no distance.
 */
export function nearestName(given: string, known: Iterable<string>): string | undefined {
  const wanted = normalized(given);
  let best: string | undefined;
  const farthest = Math.min(Math.max(2, Math.floor(wanted.length / 3)), wanted.length - 1);
  let bestDistance = farthest + 1;
  for (const name of known) {
    const distance = editDistance(wanted, normalized(name), bestDistance);
    if (distance < bestDistance) {
      best = name;
      bestDistance = distance;
    }
  }
  return best;
}

function normalized(name: string): string {
  return name.toLowerCase().replaceAll("_", "");
}

/** Levenshtein's distance, or `limit` as soon as it cannot be less. */
function editDistance(left: string, right: string, limit: number): number {
  if (Math.abs(left.length - right.length) >= limit) return limit;
  let previous = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const substitution = (previous[column - 1] ?? 0) + (left[row - 1] === right[column - 1] ? 0 : 1);
      current.push(Math.min(substitution, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    if (Math.min(...current) >= limit) return limit;
    previous = current;
  }
  return previous[right.length] ?? limit;
}
