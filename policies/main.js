// The pack runs from its built form, so that no preview waits for a compiler. This file only says so where the build is missing.
const { existsSync } = require("node:fs");
const { join } = require("node:path");

const built = join(__dirname, "bin", "index.js");
if (!existsSync(built)) {
  console.error(
    `phiguard is not built: ${built} is missing.\nRun "npm ci" or "npm run build" in the folder above ${__dirname}.\nThe preview stops here, since nothing was checked.`,
  );
  process.exit(1);
}
require(built);
