import type { Resource } from "../../graph/resource";
import type { Referrer } from "../../graph/stack";
import type { ClassName } from "../kinds";

/** The resource that a rule judges as one of a kind, where it is of that kind: for checks that serve rules on different kinds. */
export function viewAs<Kind extends ClassName>({ node }: Referrer, kind: Kind): Resource<Kind> | undefined {
  return node.kind === kind ? node.view<Kind>("judged") : undefined;
}
