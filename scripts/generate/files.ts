import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A file that is made from others; its path is relative to the repository's root. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}

/** Writes what differs and returns the paths of it. With `check`, writes nothing. Files in `owned` folders that nobody generates any more are stale too. */
export function writeGenerated(root: string, files: readonly GeneratedFile[], owned: readonly string[], check: boolean): readonly string[] {
  const stale: string[] = [];
  for (const { path, text } of files) {
    const target = join(root, path);
    if (existsSync(target) && readFileSync(target, "utf8") === text) continue;
    stale.push(path);
    if (check) continue;
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
  const expected = new Set(files.map(({ path }) => path));
  for (const folder of owned) {
    if (!existsSync(join(root, folder))) continue;
    for (const name of readdirSync(join(root, folder))) {
      const path = `${folder}/${name}`;
      if (expected.has(path)) continue;
      stale.push(path);
      if (!check) rmSync(join(root, path), { recursive: true });
    }
  }
  return stale;
}
