// The repository holds what people wrote and can read: a package that was downloaded into it by mistake has another's licence and stays in its history.
import { execFileSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "..", "..");
const written = /(?:^|\/)(?:LICENSE|run|\.gitignore|\.npmrc|[^/]+\.(?:ts|tsx|mts|mjs|js|json|md|mod|sum|yaml|yml|png))$/;
const largest = 1024 * 1024;

// An unpacked archive of the sources has no list of its files.
(existsSync(join(root, ".git")) ? test : test.skip)("every file of the repository is of a kind that people write, and small", () => {
  const files = execFileSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8" }).split("\0").slice(0, -1);
  expect(files.length).toBeGreaterThan(1000);
  expect(files.filter((file) => !written.test(file))).toEqual([]);
  expect(files.filter((file) => existsSync(join(root, file)) && statSync(join(root, file)).size > largest)).toEqual([]);
});
