import { readFileSync } from "node:fs";
import { dirname } from "node:path";

/** The folder of the policy pack that this installation carries: what `pulumi preview --policy-pack` is given. */
export function packFolder(): string {
  return dirname(require.resolve("@phiguard/policies/PulumiPolicy.yaml"));
}

/** The version of the pack, from its package.json. */
export function packVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(require.resolve("@phiguard/policies/package.json"), "utf8"));
  return typeof manifest === "object" && manifest !== null && "version" in manifest ? String(manifest.version) : "unknown";
}
