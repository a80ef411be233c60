/** Prints the generated pages as JSON, for scripts/generate.ts. */
import { join } from "node:path";
import { rules } from "../../policies/rules/index.gen";
import { componentPages } from "./component-pages";
import { coverage, uncovered } from "./coverage";
import { flowPage } from "./flow-page";
import { governedKinds } from "./governed-kinds";
import { profiles } from "./profiles";
import { registerSchemaFile } from "./register-schema";
import { catalogue, rulePage } from "./rule-pages";

const missing = uncovered(rules);
if (missing.length > 0) console.error(`Neither a rule nor a reason in policies/hipaa/paragraphs.ts: ${missing.join(", ")}`);
const root = join(__dirname, "../..");

async function print(): Promise<void> {
  const pages = [
    ...rules.map(rulePage),
    catalogue(rules),
    governedKinds(rules),
    ...profiles(rules),
    registerSchemaFile(),
    coverage(root, rules),
    flowPage(),
    ...(await componentPages(root)),
  ];
  process.stdout.write(JSON.stringify(pages));
}

void print();
