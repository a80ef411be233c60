/** `npm run gen` writes all generated files; with `--check` it writes nothing and fails where one is stale. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { type GeneratedFile, writeGenerated } from "./generate/files";
import { ruleIndices } from "./generate/rule-index";
import { generateAwsInputs } from "./generate-aws-inputs";

const root = join(__dirname, "..");
const check = process.argv.includes("--check");

/** The pages are made by a second process, since it loads the rules through the index that the first one has just written. */
function pages(): readonly GeneratedFile[] {
  const output = execFileSync(process.execPath, [...process.execArgv, join(__dirname, "generate/pages.ts")], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
    stdio: ["ignore", "pipe", "inherit"],
  });
  return JSON.parse(output);
}

const stale = [
  ...(generateAwsInputs({ check }) ? ["cli/offline/inputs.gen.json"] : []),
  ...writeGenerated(root, ruleIndices(root), [], check),
  ...writeGenerated(root, pages(), ["docs/rules"], check),
];
if (check && stale.length > 0) {
  console.error(`Stale: ${stale.join(", ")}\nRun "npm run gen" and commit what it writes.`);
  process.exit(1);
}
console.log(check ? "Generated files are up to date." : stale.length === 0 ? "Nothing to write." : `Wrote ${stale.length} files.`);
