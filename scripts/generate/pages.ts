/** Prints the generated pages as JSON, for scripts/generate.ts. */
import { join } from "node:path";
import { allRules } from "../../policies/rules/all";
import { rules } from "../../policies/rules/index.gen";
import { componentPages } from "./component-pages";
import { coverage, uncovered } from "./coverage";
import { flowPage } from "./flow-page";
import { governedKinds } from "./governed-kinds";
import { profiles } from "./profiles";
import { registerSchemaFile } from "./register-schema";
import { catalogue, rulePage } from "./rule-pages";

const missing = uncovered(allRules);
if (missing.length > 0) console.error(`Neither a rule nor a reason in policies/hipaa/paragraphs.ts: ${missing.join(", ")}`);
const root = join(__dirname, "../..");

async function print(): Promise<void> {
  const pages = [
    ...allRules.map(rulePage),
    catalogue(allRules),
    governedKinds(rules),
    ...profiles(allRules),
    registerSchemaFile(),
    coverage(root, allRules),
    flowPage(),
    ...(await componentPages(root)),
  ];
  process.stdout.write(JSON.stringify(pages));
}

void print();
