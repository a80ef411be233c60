import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { bundle } from "../e2e/bundle";
import { createProject } from "../engine/run-pulumi";

const checkout = join(__dirname, "..", "..");
const components = join(checkout, "components");
const read = (file: string) => readFileSync(join(components, file), "utf8");

export interface BuiltPackage {
  /** The package's folder: what `pulumi package get-schema` and a project's `packages` take. */
  readonly folder: string;
  /** The folder around it, to be removed with `removeProject`. */
  readonly project: string;
}

/**
 * The package in a temporary folder, built from its sources as they are now; what `npm run build` left in the checkout may be older.
 *
 * The engine lets npm install a package's dependencies before it runs it. Here they are this checkout's, found in the folder above, and none are left to install.
 */
export function buildComponents(): BuiltPackage {
  const { dependencies: _installed, ...manifest } = JSON.parse(read("package.json"));
  const project = createProject({
    "components/package.json": JSON.stringify(manifest),
    "components/PulumiPlugin.yaml": read("PulumiPlugin.yaml"),
    "components/tsconfig.json": read("tsconfig.json"),
  });
  const folder = join(project, "components");
  bundle("components/index.ts", join(folder, "bin", "index.js"));
  execFileSync(process.execPath, [join(checkout, "scripts", "build-components.mjs"), components, join(folder, "bin")], { stdio: "pipe" });
  return { folder, project };
}
