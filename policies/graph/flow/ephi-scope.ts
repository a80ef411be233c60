import { dataHoldingKinds } from "../../aws/data-holding";
import type { Settings } from "../../settings";
import { belongsTo } from "../belongs-to";
import { type Classification, Classifications, type Scope } from "../classification";
import type { ResourceIndex } from "../references";
import type { ResourceNode } from "../resource";
import { Connections } from "./connections";
import { declaringKinds, edgesOf } from "./edges";
import { type Arrival, pathTo, type Reach, reachFrom, type Step } from "./reach";

/** How ePHI comes to a resource. */
export type Arriving =
  /** `names`: of the resources from the source to this one, both included. */
  | { readonly state: "yes"; readonly names: readonly string[]; readonly carries: string }
  /** It may: a property on the way is not known yet, or the stack is not wholly read. */
  | { readonly state: "unknown" }
  | { readonly state: "no" };

const countsAsEphi = "nothing classifies it, and unclassified resources count as holding ePHI";

interface Flow {
  readonly connections: Connections;
  /** From what is classified as holding ePHI, along connections that are certain. */
  readonly classified: Reach;
  /** From stores that nothing classifies, where they count as holding ePHI. */
  readonly assumed: Reach;
  /** From what is or may be classified as holding ePHI, along all connections. */
  readonly possible: Reach;
}

/** The kinds that data can come to. */
const receivingKinds: ReadonlySet<string> = new Set(
  declaringKinds.flatMap((kind) => edgesOf(kind).flatMap(({ to }) => (to.is === "self" ? [kind] : [...to.kinds]))),
);

/** Whether anything could flow to a resource of this kind, or to what it is a part of. */
function mayReceive(resource: ResourceNode): boolean {
  return receivingKinds.has(resource.kind) || belongsTo(resource) !== undefined;
}

/** Which resources of a stack hold or guard ePHI, and why; what flows is looked at once, when it is first asked for. */
export class EphiScope {
  readonly #index: ResourceIndex;
  readonly #settings: Settings;
  readonly #complete: boolean;
  readonly #classifications: Classifications;
  readonly #scopes = new Map<string, Scope>();
  #flow: Flow | undefined;

  constructor(index: ResourceIndex, settings: Settings, complete: boolean) {
    this.#index = index;
    this.#settings = settings;
    this.#complete = complete;
    this.#classifications = new Classifications(index, settings, complete);
  }

  /** What the program itself says of a resource. */
  classificationOf(resource: ResourceNode): Classification {
    return this.#classifications.of(resource);
  }

  of(resource: ResourceNode): Scope {
    const known = this.#scopes.get(resource.urn);
    if (known) return known;
    const scope = this.#read(resource);
    this.#scopes.set(resource.urn, scope);
    return scope;
  }

  /** Whether ePHI comes to a resource from elsewhere, whatever the resource says of itself; sources are what is classified as holding ePHI. */
  arriving(resource: ResourceNode): Arriving {
    if (!this.#complete) return { state: "unknown" };
    const { connections, classified, possible } = this.#flowing();
    const { urn } = connections.wholeOf(resource);
    const arrival = classified.arrivals.get(urn) ?? classified.arrivals.get(resource.urn);
    if (arrival?.by) {
      return { state: "yes", names: pathTo(arrival).map((step) => this.#nameOf(step)), carries: carriedBy(arrival) };
    }
    return possible.arrivals.get(urn)?.by ? { state: "unknown" } : { state: "no" };
  }

  /** The steps that ePHI takes through the whole stack, in the order of their distance from its sources. None while the stack is still being read. */
  steps(): readonly Step[] {
    if (!this.#complete) return [];
    const { classified, assumed } = this.#flowing();
    return [...classified.steps, ...assumed.steps];
  }

  #read(resource: ResourceNode): Scope {
    const { state, because, neverOut } = this.#classifications.of(resource);
    if (state === "unknown" && neverOut && this.#settings.unclassified === "ephi") return { inScope: "yes", because: countsAsEphi };
    if (state === "ephi") return { inScope: "yes", because };
    if (state === "none") return { inScope: "no", because };
    if (state === "unknown") return { inScope: "unknown", because };
    return this.#unclassified(resource);
  }

  #unclassified(resource: ResourceNode): Scope {
    const byDefault = this.#settings.unclassified === "ephi";
    if (!this.#complete) {
      if (byDefault) return { inScope: "yes", because: countsAsEphi };
      return mayReceive(resource)
        ? { inScope: "unknown", because: "what flows to it is known only when the whole stack is read" }
        : { inScope: "no", because: "nothing classifies it, and only classified resources and what they reach are in scope" };
    }
    const { connections, classified, assumed, possible } = this.#flowing();
    const { urn } = connections.wholeOf(resource);
    const arrival = classified.arrivals.get(urn);
    if (arrival?.by) return reachedBy(arrival, `ePHI reaches it from ${this.#nameOf(arrival.source)}`);
    if (byDefault) {
      const from = assumed.arrivals.get(urn);
      if (!from?.by) return { inScope: "yes", because: countsAsEphi };
      return reachedBy(from, `${this.#nameOf(from.source)}, which nothing classifies and so counts as holding ePHI, flows to it`);
    }
    if (possible.arrivals.has(urn)) return { inScope: "unknown", because: "whether ePHI reaches it is not known before deployment" };
    return { inScope: "no", because: "nothing classifies it, and no ePHI reaches it" };
  }

  #flowing(): Flow {
    if (this.#flow) return this.#flow;
    const connections = new Connections(this.#index);
    const sources: string[] = [];
    const possibleSources: string[] = [];
    const stores: string[] = [];
    const closed = new Set<string>();
    const undecided = new Set<string>();
    for (const resource of this.#index.ofTypes(() => true)) {
      const { state } = this.#classifications.of(resource);
      // A part is no place of its own: what flows, flows to and from the whole.
      if (connections.wholeOf(resource) !== resource) continue;
      const place = resource.urn;
      if (state === "none") closed.add(place);
      if (state === "unknown") undecided.add(place);
      if (state === "ephi") sources.push(place);
      if (state === "ephi" || state === "unknown") possibleSources.push(place);
      if (state === "unclassified" && this.#settings.unclassified === "ephi" && dataHoldingKinds.has(resource.kind)) stores.push(place);
    }
    // What is classified as holding none is where the way ends, and a finding if it receives; what may be so is where certainty ends.
    const isClosed = (place: string) => closed.has(place);
    const mayBeClosed = (place: string) => closed.has(place) || undecided.has(place);
    const classified = reachFrom(sources, connections, { certainOnly: true, stopsAt: mayBeClosed });
    const rest = stores.filter((place) => !classified.arrivals.has(place));
    const assumed = reachFrom(rest, connections, {
      certainOnly: true,
      stopsAt: (place) => mayBeClosed(place) || classified.arrivals.has(place),
    });
    const possible = reachFrom(possibleSources, connections, { certainOnly: false, stopsAt: isClosed });
    this.#flow = { connections, classified, assumed, possible };
    return this.#flow;
  }

  #nameOf(urn: string): string {
    return this.#index.byUrn(urn)?.name ?? "a resource";
  }
}

/** The path is put together when it is read: of long chains only few are. */
function reachedBy(arrival: Arrival, because: string): Scope {
  return {
    inScope: "yes",
    because,
    get path() {
      return pathTo(arrival);
    },
  };
}

/** What the last step brought. */
function carriedBy(arrival: Arrival): string {
  for (let here: Arrival | undefined = arrival; here; here = here.from) if (here.by?.declaredBy) return here.by.carries;
  return "data";
}
