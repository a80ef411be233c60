import type { Cell } from "../../cell";
import type { ResourceNode } from "../resource";
import { edgesOf } from "./edges";

/** A setting that says where data goes on to, and the kinds of resource that it may name. */
export interface Destination {
  readonly cell: Cell<unknown>;
  readonly kinds: readonly string[];
}

/** Where a resource sends data on to, by the table of edges. */
export function destinationsOf(resource: ResourceNode): readonly Destination[] {
  return edgesOf(resource.kind).flatMap(({ to, course }) =>
    to.is === "reference" && course === "onward" ? to.cells(resource).map((cell) => ({ cell, kinds: [...to.kinds] })) : [],
  );
}
