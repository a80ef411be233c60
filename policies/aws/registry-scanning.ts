import type { Cell } from "../cell";
import type { Resource } from "../graph/resource";
import { all, decide, fail, undetermined, type Verdict, when } from "../verdict";

/** The scanning of images that a registry, an account's own in one Region, is set to. */
export type RegistryScanning = Resource<"ecr.RegistryScanningConfiguration">;

/** A filter without "*" matches names that contain it. Source: Amazon ECR User Guide, "Filters to choose which repositories are scanned". */
export function filterMatches(filter: string, name: string): boolean {
  const [start = "", ...rest] = filter.split("*");
  const end = rest.pop();
  if (end === undefined) return name.includes(filter);
  if (!name.startsWith(start) || !name.endsWith(end) || name.length < start.length + end.length) return false;
  let at = start.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= name.length - end.length;
}

/** Whether the rules of a registry have the repository scanned. What they leave out is scanned by hand only, or not at all. */
export function scansRepository(registry: RegistryScanning, name: Cell<string>, because: string): Verdict {
  const rules = registry.list((p) => p.rules);
  return rules.some(
    (rule) =>
      all(
        rule
          .at((r) => r.scanFrequency)
          .shown()
          .oneOf(["SCAN_ON_PUSH", "CONTINUOUS_SCAN"], because),
        rule
          .list((r) => r.repositoryFilters)
          .some((filter) => {
            const text = filter.at((f) => f.filter).shown();
            const ofName = (wanted: string) => (name.state === "absent" ? "unknown" : name.ask((own) => filterMatches(wanted, own)));
            return decide(
              text.ask((wanted) => (wanted === "*" ? "yes" : ofName(wanted))),
              because,
              [text.evidence("a filter that matches the name of the repository")],
            );
          }),
      ),
    () => {
      // What no filter matches is not scanned. Source: Amazon ECR User Guide, "Filters to choose which repositories are scanned".
      if (rules.state === "known") return fail(because, [rules.cell.evidence("a rule with a filter")]);
      return when(
        registry.at((p) => p.scanType).is("ENHANCED"),
        () => undetermined("no rule says which repositories are scanned", [registry.evidence("no rule", "a rule with a filter")]),
        () => fail(because),
      );
    },
  );
}
