import { join } from "node:path";
import { writeGenerated } from "./generate/files";
import { ruleIndex } from "./generate/rule-index";

const root = join(__dirname, "..");
const check = process.argv.includes("--check");

const stale = writeGenerated(root, [ruleIndex(root)], [], check);
if (check && stale.length > 0) {
  console.error(`Stale: ${stale.join(", ")}\nRun "npm run gen" and commit what it writes.`);
  process.exit(1);
}
console.log(check ? "Generated files are up to date." : stale.length === 0 ? "Nothing to write." : `Wrote ${stale.length} files.`);
