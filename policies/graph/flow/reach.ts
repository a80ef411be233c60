import { type Connection, type Connections, isJunction } from "./connections";

/** How data came to a resource: by which connection, and from where; neither for a source. */
export interface Arrival {
  readonly place: string;
  /** Where the data comes from in the end. */
  readonly source: string;
  readonly by?: Connection;
  readonly from?: Arrival;
  /** Whether it came as an answer, which does not go on as a request to another back end. */
  readonly answering: boolean;
}

/** A step that was taken: between two resources, whatever junction lies between them. */
export interface Step {
  readonly from: string;
  readonly to: string;
  readonly connection: Connection;
}

/** Everything that data reaches from some sources. */
export interface Reach {
  /** The first arrival at each resource, so the one by the shortest path. */
  readonly arrivals: ReadonlyMap<string, Arrival>;
  readonly steps: readonly Step[];
}

interface Options {
  /** Only connections that are certain, or also those that may be. */
  readonly certainOnly: boolean;
  /** Where data arrives, but does not count as going on. */
  readonly stopsAt: (place: string) => boolean;
}

/** Follows connections breadth first: each is looked at no more than twice, so the cost grows with resources and connections. */
export function reachFrom(sources: readonly string[], connections: Connections, { certainOnly, stopsAt }: Options): Reach {
  const arrivals = new Map<string, Arrival>();
  const freely = new Set<string>();
  const steps: Step[] = [];
  const queue: Arrival[] = [];

  const arrive = (arrival: Arrival): void => {
    const known = arrivals.get(arrival.place);
    if (known && (arrival.answering || freely.has(arrival.place))) return;
    if (!known) arrivals.set(arrival.place, arrival);
    if (!arrival.answering) freely.add(arrival.place);
    // A junction is no step of its own.
    if (isJunction(arrival.place)) depart(arrival);
    else queue.push(arrival);
  };
  const depart = (arrival: Arrival): void => {
    if (arrival.by && stopsAt(arrival.place)) return;
    for (const connection of connections.from(arrival.place)) {
      if (certainOnly && !connection.certain) continue;
      if (arrival.answering && connection.course === "request") continue;
      const start = isJunction(arrival.place) ? arrival.from : arrival;
      const declared = connection.declaredBy ? connection : arrival.by;
      if (!isJunction(connection.to) && start && declared?.declaredBy && start.place !== connection.to) {
        steps.push({ from: start.place, to: connection.to, connection: declared });
      }
      arrive({ place: connection.to, source: arrival.source, by: connection, from: arrival, answering: connection.course === "answer" });
    }
  };

  for (const place of sources) arrive({ place, source: place, answering: false });
  for (let next = 0; next < queue.length; next++) {
    const arrival = queue[next];
    if (arrival) depart(arrival);
  }
  return { arrivals, steps };
}

/** The resources from the source to where data arrived, both included. */
export function pathTo(arrival: Arrival): readonly string[] {
  const path: string[] = [];
  for (let here: Arrival | undefined = arrival; here; here = here.from) if (!isJunction(here.place)) path.push(here.place);
  return path.reverse();
}
