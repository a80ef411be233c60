/** Prints the generated pages as JSON, for scripts/generate.ts. */
import { join } from "node:path";
import { rules } from "../../policies/rules/index.gen";
import { coverage, uncovered } from "./coverage";
import { governedKinds } from "./governed-kinds";
import { profiles } from "./profiles";
import { catalogue, rulePage } from "./rule-pages";

const missing = uncovered(rules);
if (missing.length > 0) console.error(`Neither a rule nor a reason in policies/hipaa/paragraphs.ts: ${missing.join(", ")}`);
process.stdout.write(
  JSON.stringify([
    ...rules.map(rulePage),
    catalogue(rules),
    governedKinds(rules),
    ...profiles(rules),
    coverage(join(__dirname, "../.."), rules),
  ]),
);
