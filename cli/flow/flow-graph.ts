import type { Run, RunFlow, RunResource } from "../../policies/evidence/run";
import { visible } from "../report/visible";
import { nameOfUrn } from "../run-summary";

/**
 * What a resource is in the flow of ePHI. `source`: classified as holding ePHI. `assumed`: a store that nothing classifies, which counts as holding ePHI.
 * `reached`: ePHI comes to it. `refused`: classified as holding none, and ePHI comes to it all the same.
 */
export type Standing = "source" | "assumed" | "reached" | "refused";

/** A resource as the tree and the picture show it: texts that no terminal and no browser acts on. */
export interface FlowNode {
  readonly urn: string;
  readonly name: string;
  /** `s3 Bucket`, from the type token. */
  readonly kind: string;
  readonly standing: Standing;
}

/** The part of a run that ePHI flows through. */
export interface FlowGraph {
  /** Those that ePHI comes from and to, in the order of their distance from the sources. */
  readonly nodes: readonly FlowNode[];
  readonly flows: readonly RunFlow[];
  /** Stores with ePHI from which, and to which, nothing flows. */
  readonly still: readonly FlowNode[];
}

/** `aws:s3/bucket:Bucket` -> `s3 Bucket`; tokens of other packages as they are. */
export function kindOfType(type: string): string {
  const match = /^aws:(\w+)\/\w+:(\w+)$/.exec(type);
  return visible(match ? `${match[1]} ${match[2]}` : type);
}

function standingOf(resource: RunResource | undefined, isReached: boolean): Standing {
  if (resource?.inScope === "no") return "refused";
  if (resource?.path !== undefined) return "reached";
  if (resource?.classification !== undefined) return "source";
  // A part is classified by what it belongs to, and a component's children by the component: they have no tag of their own.
  if (resource?.because.startsWith("nothing classifies it")) return resource.holdsData || !isReached ? "assumed" : "reached";
  return resource === undefined ? "reached" : "source";
}

/** Reads from a run what ePHI flows through. */
export function flowGraph({ resources, flows }: Pick<Run, "resources" | "flows">): FlowGraph {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const reached = new Set(flows.map(({ to }) => to));
  const nodeOf = (urn: string): FlowNode => {
    const resource = byUrn.get(urn);
    return {
      urn,
      name: visible(resource?.name ?? nameOfUrn(urn)).replace(/\s+/g, " "),
      kind: kindOfType(resource?.type ?? urn.split("::").at(2) ?? ""),
      standing: standingOf(resource, reached.has(urn)),
    };
  };
  const nodes = new Map<string, FlowNode>();
  const sourcesFirst = [
    ...flows.filter(({ from }) => !reached.has(from)).map(({ from }) => from),
    ...flows.flatMap(({ from, to }) => [from, to]),
  ];
  for (const urn of sourcesFirst) if (!nodes.has(urn)) nodes.set(urn, nodeOf(urn));
  const still = resources
    .filter(({ urn, holdsData, inScope }) => holdsData && inScope === "yes" && !nodes.has(urn))
    .map(({ urn }) => nodeOf(urn));
  return { nodes: [...nodes.values()], flows, still };
}
