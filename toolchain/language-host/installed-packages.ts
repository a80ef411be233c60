import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

/** What this host reads of a package.json. */
export interface Package {
  readonly name: string;
  readonly version: string;
  readonly dependencies: readonly string[];
  readonly developmentDependencies: readonly string[];
  /** The plugin that the package is the SDK of. */
  readonly plugin:
    | { readonly name: string; readonly version: string; readonly server: string; readonly parameterization: Parameterization | undefined }
    | undefined;
}

interface Parameterization {
  readonly name: string;
  readonly version: string;
  /** Base64. */
  readonly value: string;
}

const manifest = "package.json";
const modules = "node_modules";

/**
 * The packages under a program's folder that are SDKs of plugins. As with the vendor's host, that is what is installed in and below the program's folder,
 * without policy packs, which are not part of the program.
 */
export function pluginPackages(programFolder: string): Package[] {
  const found = new Map<string, Package>();
  const visited = new Set<string>();
  const visitFolder = (folder: string): void => {
    if (!firstVisit(visited, folder)) return;
    for (const name of subfolders(folder)) {
      const path = join(folder, name);
      if (name === modules) visitModules(path);
      else if (!name.startsWith(".") && !isPolicyPack(path)) visitFolder(path);
    }
  };
  const visitModules = (folder: string): void => {
    for (const name of subfolders(folder)) {
      const path = join(folder, name);
      if (name.startsWith("@")) visitModules(path);
      else if (!name.startsWith(".")) visitPackage(path);
    }
  };
  const visitPackage = (folder: string): void => {
    if (isPolicyPack(folder) || !firstVisit(visited, folder)) return;
    const read = readPackage(folder);
    if (read?.plugin !== undefined) found.set(`${read.plugin.name} ${read.plugin.version}`, read);
    if (existsSync(join(folder, modules))) visitModules(join(folder, modules));
  };
  visitFolder(programFolder);
  return [...found.values()];
}

/** The packages that a program depends on, as they are installed; with `transitive`, also those that they depend on. Sorted by name. */
export function programDependencies(programFolder: string, transitive: boolean): Package[] {
  const root = nearestPackage(programFolder);
  if (root === undefined) return [];
  const found = new Map<string, Package>();
  const add = (name: string, from: string): void => {
    const folder = installedFolder(name, from);
    const read = folder === undefined ? undefined : readPackage(folder);
    if (folder === undefined || read === undefined || found.has(`${read.name} ${read.version}`)) return;
    found.set(`${read.name} ${read.version}`, read);
    if (transitive) for (const next of read.dependencies) add(next, folder);
  };
  for (const name of [...root.package.dependencies, ...root.package.developmentDependencies]) add(name, root.folder);
  return [...found.values()].sort((one, other) => one.name.localeCompare(other.name) || one.version.localeCompare(other.version));
}

function nearestPackage(start: string): { folder: string; package: Package } | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    const read = readPackage(folder);
    if (read !== undefined) return { folder, package: read };
    if (dirname(folder) === folder) return undefined;
  }
}

function installedFolder(name: string, from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, modules, name);
    if (existsSync(join(candidate, manifest))) return realpathSync(candidate);
    if (dirname(folder) === folder) return undefined;
  }
}

/** Undefined where there is no package.json or it cannot be read: one broken package is no reason to stop a preview. */
function readPackage(folder: string): Package | undefined {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(join(folder, manifest), "utf8"));
  } catch {
    return undefined;
  }
  const name = text(json, "name");
  const version = text(json, "version");
  return {
    name,
    version,
    dependencies: Object.keys(section(json, "dependencies")),
    developmentDependencies: Object.keys(section(json, "devDependencies")),
    plugin: pluginOf(name, version, section(json, "pulumi")),
  };
}

function pluginOf(packageName: string, packageVersion: string, marker: object): Package["plugin"] {
  if (!("resource" in marker && marker.resource === true)) return undefined;
  // Outside the vendor's scope the package must say the plugin's name itself.
  const name = text(marker, "name") || (/^@pulumi\/(.+)$/.exec(packageName)?.[1] ?? "");
  const version = text(marker, "version") || packageVersion;
  if (name === "" || version === "") return undefined;
  const parameterization = section(marker, "parameterization");
  return {
    name,
    version: version.startsWith("v") ? version : `v${version}`,
    server: text(marker, "server"),
    parameterization: text(parameterization, "name")
      ? { name: text(parameterization, "name"), version: text(parameterization, "version"), value: text(parameterization, "value") }
      : undefined,
  };
}

function propertyOf(from: unknown, key: string): unknown {
  return typeof from === "object" && from !== null ? Object.getOwnPropertyDescriptor(from, key)?.value : undefined;
}

function text(from: unknown, key: string): string {
  const value = propertyOf(from, key);
  return typeof value === "string" ? value : "";
}

function section(from: unknown, key: string): object {
  const value = propertyOf(from, key);
  return typeof value === "object" && value !== null ? value : {};
}

function subfolders(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() || (entry.isSymbolicLink() && isFolder(join(folder, entry.name))))
    .map((entry) => entry.name);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function isPolicyPack(folder: string): boolean {
  return existsSync(join(folder, "PulumiPolicy.yaml")) || existsSync(join(folder, "PulumiPolicy.yml"));
}

function firstVisit(visited: Set<string>, folder: string): boolean {
  const real = realpathSync(folder);
  if (visited.has(real)) return false;
  visited.add(real);
  return true;
}
