import type { Rule } from "../rule";
import { functioningRules } from "./functioning.gen";
import { rules } from "./index.gen";

/** The rules of the pack and those that only a live account decides, in the order of their ids: for whoever names rules, or reads what others name. */
export const allRules: readonly Rule[] = [...rules, ...functioningRules].sort((one, other) => (one.id < other.id ? -1 : 1));
