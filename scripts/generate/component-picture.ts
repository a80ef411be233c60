import { classOfToken } from "../../policies/aws/kinds";
import type { Registered } from "../../test/components/harness";

/** A picture, in Mermaid's words, of what a component creates: a box for each component, and an arrow from each resource to those that it is computed from. */
export function picture(registered: readonly Registered[]): string {
  // Registration is not in the same order each time.
  const resources = [...registered].sort((a, b) => (a.urn < b.urn ? -1 : 1));
  const ids = new Map(resources.map(({ urn }, index) => [urn, `r${index}`]));
  const drawn = (parent: string | undefined, indentation: string): string[] =>
    resources
      .filter((resource) => resource.parent === parent && !resource.type.startsWith("pulumi:"))
      .flatMap(({ urn, type, name }) => {
        const id = ids.get(urn);
        if (type.startsWith("aws:")) return [`${indentation}${id}["${labelOf(type)}<br/>${name}"]`];
        return [
          `${indentation}subgraph ${id}["${type.split(":").at(-1)} ${name}"]`,
          ...drawn(urn, `${indentation}  `),
          `${indentation}end`,
        ];
      });
  return ["flowchart LR", ...drawn(undefined, "  "), ...arrows(resources, ids)].join("\n");
}

function arrows(resources: readonly Registered[], ids: ReadonlyMap<string, string>): string[] {
  const found = resources.flatMap(({ urn, propertyDependencies }) =>
    Object.values(propertyDependencies)
      .flat()
      .filter((dependency) => dependency !== urn && ids.has(dependency))
      .map((dependency) => `  ${ids.get(urn)} --> ${ids.get(dependency)}`),
  );
  return [...new Set(found)];
}

/** `s3.Bucket`, as programs and rules name it; another provider's type as it is. */
function labelOf(type: string): string {
  return classOfToken(type) ?? type;
}
