// The offline provider, bundled from its sources as they are now, in a folder to be put first on PATH.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundle } from "../e2e/bundle";

export interface BuiltProvider {
  readonly folder: string;
  remove(): void;
}

export function buildProvider(): BuiltProvider {
  // Beside the built one, where it finds its packages.
  const outfile = join(__dirname, "..", "..", "cli", "bin", `test-provider-${process.pid}.js`);
  bundle("cli/offline/main.ts", outfile);
  const folder = mkdtempSync(join(tmpdir(), "phiguard-provider-"));
  const executable = join(folder, "pulumi-resource-aws");
  writeFileSync(executable, `#!/bin/sh\nexec '${process.execPath}' '${outfile}' "$@"\n`);
  chmodSync(executable, 0o755);
  return {
    folder,
    remove() {
      for (const path of [folder, outfile]) rmSync(path, { recursive: true, force: true });
    },
  };
}
