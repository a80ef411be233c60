import type { Cell } from "../cell";
import { some, type Ternary } from "./ternary";

/**
 * Whether a resource carries one of the tags by which a site marks it for a control. Keys and values compare by case, as AWS's do.
 * @param tags each as key=value
 * @param tagOf the value of the resource's tag of a key
 */
export function isMarked(tags: readonly string[], tagOf: (key: string) => Cell<string>): Ternary {
  return some(tags, (tag) => {
    const [key = "", ...value] = tag.split("=");
    return tagOf(key).is(value.join("="));
  });
}
