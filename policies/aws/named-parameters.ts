import type { Cell } from "../cell";
import type { List } from "../reader";
import { all, eitherOf, undetermined, type Verdict } from "../verdict";

/** A parameter of a database's parameter group, as RDS, Redshift, Neptune, DocumentDB and MemoryDB all write it. */
export interface NamedParameter {
  readonly name: string;
  readonly value: string;
}

/**
 * Judges one parameter of a group. Names compare without case, as AWS stores them.
 * @param absent the verdict where the group does not name the parameter: what the family's default says
 */
export function judgeParameter(
  parameters: List<NamedParameter>,
  name: string,
  check: (value: Cell<string>) => Verdict,
  absent: () => Verdict,
): Verdict {
  if (parameters.state === "unknown") {
    const cell = parameters.cell;
    return undetermined(`${cell.path} is not known before deployment`, [cell.evidence("a known list")]);
  }
  const asked = parameters.items.map((item) => ({
    value: item.at((p) => p.value).shown(),
    named: item.at((p) => p.name).ask((given) => String(given).toLowerCase() === name),
  }));
  const certain = asked.filter(({ named }) => named === "yes");
  if (certain.length > 0) return all(...certain.map(({ value }) => check(value)));
  const possible = asked.filter(({ named }) => named === "unknown");
  if (possible.length === 0) return absent();
  return eitherOf([absent(), ...possible.map(({ value }) => check(value))], `whether ${name} is set is not known before deployment`);
}
