import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { makeFolder } from "../../policies/evidence/folder";

/** The name under which the engine looks for the AWS provider on PATH. */
const executableName = "pulumi-resource-aws";

/**
 * The folder to put first on PATH so that the Pulumi engine takes the offline provider for `aws`: it holds an executable
 * `pulumi-resource-aws` that runs the bundle with the Node of this process. Made when it is missing or out of date; any number of
 * processes may ask at once.
 *
 * @throws Error if the provider was not built (`npm run build`)
 */
export function offlineProviderFolder(): string {
  const bin = join(packageRoot(), "bin");
  const bundle = join(bin, `${executableName}.js`);
  if (!existsSync(bundle)) throw new Error(`${bundle} does not exist: build it first with \`npm run build\``);
  const folder = join(bin, "offline-provider");
  const executable = join(folder, executableName);
  // exec, so that the process that the engine kills is the provider itself.
  const script = `#!/bin/sh\nexec ${quoted(process.execPath)} ${quoted(bundle)} "$@"\n`;
  if (existsSync(executable) && readFileSync(executable, "utf8") === script) return folder;
  makeFolder(folder);
  const draft = `${executable}.${process.pid}`;
  writeFileSync(draft, script);
  chmodSync(draft, 0o755);
  renameSync(draft, executable);
  return folder;
}

function quoted(path: string): string {
  return `'${path.replaceAll("'", `'\\''`)}'`;
}

/** The folder of this package's package.json: the parent of this file's folder in the sources as in the bundle. */
function packageRoot(): string {
  const root = dirname(__dirname);
  if (!existsSync(join(root, "package.json"))) throw new Error(`${root} is not the folder of @phiguard/cli`);
  return root;
}
