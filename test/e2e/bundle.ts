import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { createProject } from "../engine/run-pulumi";

const checkout = join(__dirname, "..", "..");

/** Bundles a program's own sources into one file that Node starts without a compiler; packages stay where they are installed. */
export function bundle(source: string, outfile: string): void {
  buildSync({
    absWorkingDir: checkout,
    entryPoints: [source],
    outfile,
    bundle: true,
    packages: "external",
    platform: "node",
    target: "node20",
    format: "cjs",
    logLevel: "error",
  });
}

/**
 * A policy pack in a temporary folder, bundled from its sources as they are now; what `npm run build` left in the checkout may be older.
 * Remove it with `removeProject`.
 * @param source the pack's program; phiguard's own by default
 */
export function buildPack(source = "policies/index.ts"): string {
  const policies = join(checkout, "policies");
  const folder = createProject({
    "package.json": readFileSync(join(policies, "package.json"), "utf8"),
    "PulumiPolicy.yaml": readFileSync(join(policies, "PulumiPolicy.yaml"), "utf8"),
  });
  copyFileSync(join(policies, "main.js"), join(folder, "main.js"));
  bundle(source, join(folder, "bin", "index.js"));
  return folder;
}
