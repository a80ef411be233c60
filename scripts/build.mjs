// Bundles each program of the workspace into one CommonJS file, so that it starts without a TypeScript compiler.
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { buildComponentTypes } from "./build-components.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** Source file -> bundle. Packages stay external: they are dependencies, installed and audited as such. */
const programs = {
  "policies/index.ts": "policies/bin/index.js",
  "components/index.ts": "components/bin/index.js",
  "cli/main.ts": "cli/bin/phiguard.js",
  "cli/offline/main.ts": "cli/bin/pulumi-resource-aws.js",
  "toolchain/main.ts": "toolchain/bin/toolchain.js",
  "toolchain/language-host/main.ts": "toolchain/bin/pulumi-language-nodejs.js",
};

for (const [source, outfile] of Object.entries(programs)) {
  if (!existsSync(join(root, source))) continue;
  await build({
    absWorkingDir: root,
    entryPoints: [source],
    outfile,
    bundle: true,
    packages: "external",
    platform: "node",
    target: "node20",
    format: "cjs",
    sourcemap: true,
    legalComments: "none",
    logLevel: "warning",
  });
}
buildComponentTypes(join(root, "components"));
